const URL_IN_TEXT = /\bhttps?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/gu;

/** Plain text with its web addresses made into links. Nothing in it is ever read as markup. */
export function LinkedText({ text }: { text: string }) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(URL_IN_TEXT)) {
    const [url] = match;
    parts.push(
      text.slice(end, match.index),
      <a href={url} target="_blank" rel="noopener noreferrer nofollow">
        {url}
      </a>,
    );
    end = match.index + url.length;
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}
