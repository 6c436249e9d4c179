/** Texts that become part of the state, which has room for so many bytes and no more (I19). */

/** Without what takes many bytes in JSON and says nothing: control characters, and halves of a character. */
export function plain(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, "").replace(/\p{Cs}/gu, "\uFFFD");
}

/** The beginning of a text, at most so many UTF-16 units and bytes long, never ending inside a character. */
export function beginningOf(text: string, most: { length: number; bytes: number }): string {
  const cut = text.slice(0, most.length).replace(/\p{Cs}$/u, "");
  const room = new Uint8Array(most.bytes);
  const { read } = new TextEncoder().encodeInto(cut, room);
  return cut.slice(0, read);
}
