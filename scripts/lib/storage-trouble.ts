/** What workerd prints when storage fails, and what that means for whoever runs the server. */
const TROUBLES = [
  {
    sign: /SQLITE_FULL|database or disk is full/u,
    means: (stateDir: string) =>
      `The disk that holds ${stateDir} is full. Nothing that was acknowledged is lost; what cannot be stored is not ` +
      "acknowledged, and waits at its sender. Make room: the rooms go on by themselves.",
  },
  {
    sign: /SQLITE_READONLY|readonly database|SQLITE_CANTOPEN|unable to open database file/u,
    means: (stateDir: string) =>
      `${stateDir} cannot be written any more. What cannot be stored is not acknowledged, and waits at its sender. ` +
      "Let this user write to it and everything in it.",
  },
  {
    sign: /SQLITE_IOERR|disk I\/O error|SQLITE_CORRUPT|SQLITE_NOTADB|is malformed|is not a database/u,
    means: (stateDir: string) =>
      `${stateDir} cannot be read or written as it should: look at the disk. What cannot be stored is not acknowledged.`,
  },
] as const;

/** The same trouble is told again only after this long. */
const AGAIN_MS = 60_000;

/** Tells, in words, of each kind of trouble that the server's lines show, now and then. */
export function storageTroubleTeller(stateDir: string): (line: string) => string | null {
  const told = new Map<RegExp, number>();
  return (line) => {
    const trouble = TROUBLES.find(({ sign }) => sign.test(line));
    if (!trouble) return null;
    const last = told.get(trouble.sign);
    if (last !== undefined && performance.now() - last < AGAIN_MS) return null;
    told.set(trouble.sign, performance.now());
    return trouble.means(stateDir);
  };
}
