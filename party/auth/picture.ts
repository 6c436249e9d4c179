/** Pictures of agents, as tokens name them: an address that goes wherever the name goes, so it is held short. */

/** In characters, as a browser writes the address out. */
const LONGEST = 300;

/** An address that a page may load a picture from, as a browser writes it; undefined where it is anything else. */
export function pictureAddress(text: string): string | undefined {
  if (/\p{Cc}/u.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, href } = new URL(text);
  // Plain HTTP is for development.
  const isWeb = protocol === "https:" || protocol === "http:";
  return isWeb && href.length <= LONGEST ? href : undefined;
}

/**
 * A picture takes only room that the rest may have taken: id and name at their longest are what a conversation's state
 * is reckoned with (I19), and those with the teams what is kept with each connection, which has room for 2 kB. In ASCII
 * there is always room.
 */
export function hasRoomFor(
  picture: string,
  { sub, name, teams }: { sub: string; name: string; teams: readonly string[] },
): boolean {
  const person = [sub, name, picture].reduce((sum, text) => sum + sizeOf(text), 0);
  return person <= 600 && teams.reduce((sum, text) => sum + sizeOf(text), person) <= 1_200;
}

/** In bytes, as JSON and as a connection keeps it: at most three for each character, where one is not ASCII. */
function sizeOf(text: string): number {
  const characters = JSON.stringify(text).length - 2;
  return /^\p{ASCII}*$/u.test(text) ? characters : 3 * characters;
}
