export type LoadLocale = () => Promise<Readonly<Record<string, string>>>;

const FILES = import.meta.glob<Record<string, string>>("../locales/*.json", { import: "default" });

/**
 * Each locale is a file of its own, fetched when it is first used. The build puts another module in the place of this
 * one, which names no key twice (`scripts/words-apart.ts`).
 */
export const LOCALES: Readonly<Record<string, LoadLocale>> = Object.fromEntries(
  Object.entries(FILES).map(([path, load]) => [path.replace(/^.*\/|\.json$/g, ""), load]),
);
