import { describe, expect, it, test } from "vitest";
import { redact } from "./redact.ts";

/** What was written, and what is left of it. All people and numbers are invented. */
type Example = readonly [written: string, left: string];

const examples = (rows: readonly Example[]) => {
  it.each(rows)("%s", (written, left) => {
    expect(redact(written).text).toBe(left);
  });
};

describe("[N6] an e-mail address is hidden", () => {
  examples([
    ["Write to ann.lee+x@mail.example.co.uk, please.", "Write to [email address], please."],
    ["müller@straße.example", "[email address]"],
    ["ａｎｎ＠ｍａｉｌ．ｅｘａｍｐｌｅ", "[email address]"],
    ["my mail is raj @ gmail . com ok", "my mail is [email address] ok"],
    ["ann.lee (at) mail [dot] example", "[email address]"],
    ["reach me: ann dot lee at mail dot com", "reach me: [email address]"],
    ["ann.leegmail.com", "[email address]"],
    ["a_b@localhost", "[email address]"],
  ]);
});

describe("[N6] a card number is hidden, whether or not its check digit is right", () => {
  examples([
    ["4111 1111 1111 1111", "[card number]"],
    ["4111-1111-1111-1112 exp 12/27", "[card number] exp 12/27"],
    ["3782 822463 10005", "[card number]"],
    ["it is 4111111111111111.", "it is [card number]."],
    ["４１１１ １１１１ １１１１ １１１１", "[card number]"],
    ["٤١١١ ١١١١ ١١١١ ١١١١", "[card number]"],
    ["४१११ ११११ ११११ ११११", "[card number]"],
    ["4111\u200b1111\u200b1111\u00ad1111", "[card number]"],
    ["4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "[card number]"],
    ["card ending in 4242", "card ending in [card number]"],
  ]);
});

describe("[N6] a social security number is hidden, and its last four where they are named", () => {
  examples([
    ["219-09-9999", "[ssn]"],
    ["219–09–9999", "[ssn]"],
    ["SSN 219 09 9999", "SSN [ssn]"],
    ["my ssn: 219099999", "my ssn: [ssn]"],
    ["my social security number is ２１９-０９-９９９９", "my social security number is [ssn]"],
    ["last 4 digits of my ssn is 5487", "last 4 digits of my ssn is [ssn]"],
    ["5487 are the last four digits of my social", "[ssn] are the last four digits of my social"],
    ["219-09-9999 is my ssn", "[ssn] is my ssn"],
    // Whoever does not say what nine digits are has them hidden all the same.
    ["219099999", "[account number]"],
  ]);
});

describe("[N6] a character that reads as several goes on no number, and is hidden whole or not at all", () => {
  it.each([
    ["¼ 415-555-2671", "¼ [phone number]"],
    ["415-555-2671⅐", "[phone number]⅐"],
    ["my ssn is 219-09-9999½", "my ssn is [ssn]½"],
    ["①090-1234-5678②415-555-2671³", "①[phone number]②[phone number]³"],
    ["℀@mail.com 415-555-2671", "[email address] [phone number]"],
    ["ann@mail.com… 415-555-2671", "[email address]… [phone number]"],
  ])("%s", (written, left) => {
    expect(redact(written).text).toBe(left);
    expect(redact(left).found).toEqual([]);
  });
});

describe("[N6] a phone number is hidden, as it is written here and there", () => {
  const numbers = [
    ...["657-890-5678", "(657) 890-5678", "657.890.5678", "6578905678", "+1 657 890 5678 ext. 12"],
    ...["+49 30 1234567", "+4915123456789", "0151/23456789", "020 7946 0958", "+44 (0)20 7946 0958"],
    ...["01 23 45 67 89", "+34 612 345 678", "090-1234-5678", "138 1234 5678", "+91 98765 43210"],
    ...["٠١٠١٢٣٤٥٦٧٨", "０９０-１２３４-５６７８"],
  ];
  examples(numbers.map((number) => [`Call ${number}, thanks`, "Call [phone number], thanks"]));
});

describe("[N6] other identifiers are hidden where something tells what they are", () => {
  examples([
    ["My password is hunter2!", "My password is [password]"],
    ["password: correct-horse", "password: [password]"],
    ["the otp is 445566", "the otp is [password]"],
    ["Mein Passwort lautet Sonne99", "Mein Passwort lautet [password]"],
    ["username: joe99", "username: [username]"],
    ["my account number is 12345", "my account number is [account number]"],
    ["DE89 3704 0044 0532 0130 00 please", "[account number] please"],
    ["GB29NWBK60161331926819", "[account number]"],
    ["policy ABC 123456789", "policy [policy id]"],
    ["claim number KLM204", "claim number [claim id]"],
    ["booking confirmation J56F45", "booking confirmation [booking confirmation number]"],
    ["I live at 59 Bay Ave, Clayton NC 27520.", "I live at [address]."],
    ["Musterstraße 12, 10115 Berlin", "[address]"],
    ["12 rue de la Paix, 75002 Paris", "[address]"],
    ["zip code 27520-1234", "zip code [address]"],
    ["SW1A 1AA", "[address]"],
    ["My name is Ann Lee and I need help", "My name is [name] and I need help"],
    ["I'm Ann-Marie O'Neil.", "I'm [name]."],
    ["my name is Raj. Raj again", "my name is [name]. [name] again"],
    ["Ich heiße Jürgen Müller", "Ich heiße [name]"],
    ["me llamo José García", "me llamo [name]"],
    ["私の名前は田中です", "私の名前は[name]です"],
    ["اسمي محمد علي", "اسمي [name]"],
  ]);
});

describe("[N6] what identifies nobody stays", () => {
  const harmless = [
    "On 12.05.2024 at 10:30 I paid $1,234,567.89 for 3 seats",
    "2024-11-21 20:55:40",
    "order 4711, 2 pizzas, room 204, iPhone 13, 10 gb",
    "I paid 12345678 dollars",
    "look at example.com",
    "See you at 5. Come early.",
    "my password is wrong",
    "I forgot my password and cannot log in",
    "I am looking for help",
    "I am very unhappy, this is terrible",
    "my address is wrong",
    "my booking is confirmed",
    "I want to claim 3 days",
    "5 minutes down the road",
    "v1.2.3.4 and 192.168.1.100",
    "",
  ];
  examples(harmless.map((text) => [text, text]));
});

describe("[N6] the turns before tell what a mere answer is", () => {
  it.each([
    ["What is your SSN?", "219 09 9999", "[ssn]"],
    ["What are the last four of your SSN?", "6789", "[ssn]"],
    ["May I have your full name and the last four digits of your SSN?", "Ann Lee, 5487", "[name], [ssn]"],
    ["Please tell me your password.", "sunshine", "[password]"],
    ["Please tell me your password.", "no thanks", "no thanks"],
    ["Enter the PIN", "it's 4455", "it's [password]"],
    ["Your address, please?", "12 Elm, Boston", "[address]"],
    ["What is your name?", "why do you need that?", "why do you need that?"],
    ["お名前は何ですか？", "田中", "[name]"],
    ["ما اسمك؟", "محمد", "[name]"],
    ["How many seats?", "2045", "2045"],
    // The customer's own words ask for nothing.
    ["I lost my card", "2045", "2045"],
    ["Your card number?", "219-09-4845", "[ssn]"],
  ])("%s — %s", (question, answer, left) => {
    expect(redact(answer, [question]).text).toBe(left);
  });

  test("[N6] also over a turn in between, until it was answered", () => {
    const question = "What are the last four of your SSN?";
    expect(redact("6789", [question, "one moment"]).text).toBe("[ssn]");
    expect(redact("2045", [question, "my ssn is 6789"]).text).toBe("2045");
  });

  test("[N6] a number that is split over two messages is hidden in both", () => {
    const first = "my card is 4111 1111";
    expect(redact(first).text).toBe("my card is [card number]");
    expect(redact("1111 1111 thanks", [first]).text).toBe("[card number] thanks");
    expect(redact("2 seats", ["4111 1111 1111 1111"]).text).toBe("2 seats");
  });
});

test("[N6] what was found is told with its place in the text as it was", () => {
  const text = "👋 ssn ２１９-０９-９９９９, mail ann@mail.example";
  const found = redact(text).found.map(({ kind, start, end }) => [kind, text.slice(start, end)]);
  expect(found).toEqual([
    ["ssn", "２１９-０９-９９９９"],
    ["email_address", "ann@mail.example"],
  ]);
});
