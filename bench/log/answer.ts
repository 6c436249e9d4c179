/** What is streamed and what was said before, with the Markdown that help desks' answers have. */
const PARTS = [
  "You can **send it back** within 30 days. ",
  "Please keep the *original box* and the receipt.\n\n",
  "1. Open [your orders](https://shop.example/orders)\n2. Choose `Return`\n3. Print the label\n\n",
  "- Shoes and clothes: free of charge\n- Furniture: we collect it for **9 €**\n\n",
  "See https://shop.example/returns for what cannot be returned. ",
];

/** Ends in the middle of whatever stands there. */
export function answerOf(length: number): string {
  const once = PARTS.join("");
  return once.repeat(Math.ceil(length / once.length)).slice(0, length);
}

/** As a model says it: about four characters at a time. */
export function tokensOf(text: string): string[] {
  return text.match(/.{1,4}/gsu) ?? [];
}
