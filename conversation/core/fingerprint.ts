/**
 * A short mark for a long text, where only sameness matters. Not a secret matter: whoever finds a collision among
 * their own has only fooled themselves. (FNV-1a over two seeds, 64 bits as text.)
 */
export function fingerprint(text: string): string {
  return `${fnv(text, 0x811c9dc5)}.${fnv(text, 0x01000193)}`;
}

function fnv(text: string, seed: number): string {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
