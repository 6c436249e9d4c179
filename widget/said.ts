import { type ReadonlySignal, signal } from "@preact/signals";
import type { Settings } from "./settings.ts";
import { storedValue } from "./stored-value.ts";

/** What the visitor has said of themselves, by the name of the question; empty where they were asked and said nothing. */
export type Said = Readonly<Record<string, string>>;

export type SaidStore = {
  words: ReadonlySignal<Said | null>;
  read(): Said | undefined;
  write(said: Said | null): void;
};

/** On its way to the server, whichever tab it is that starts the conversation. The server keeps it from then on. */
export function saidStore(key: string): SaidStore {
  const value = storedValue(key);
  const words = signal(decode(value.read()));
  return {
    words,
    read: () => decode(value.read()) ?? words.value ?? undefined,
    write(said) {
      words.value = said;
      value.write(said === null ? null : JSON.stringify(said));
    },
  };
}

function decode(text: string | null): Said | null {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    if (typeof value !== "object" || value === null) return null;
    const words = Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    return Object.fromEntries(words);
  } catch {
    return null;
  }
}

export type Question = { name: string; isRequired: boolean };

/** As the wire has it: what is longer or more is not taken. */
const MOST = 5;
const NAME_LENGTH = 40;

/** What is asked before the first message; of somebody whom the site names, neither name nor address. */
export function prechatQuestions({ prechat, identity }: Settings): Question[] {
  const asked = typeof prechat === "string" ? prechat.split("|") : (prechat ?? []);
  const questions = asked.map((text) => {
    const isRequired = /\*\s*$/u.test(text);
    return {
      name: text
        .replace(/\*\s*$/u, "")
        .trim()
        .slice(0, NAME_LENGTH),
      isRequired,
    };
  });
  const isKnown = (name: string) => identity !== undefined && (name === "name" || name === "email");
  return questions.filter(({ name }) => name !== "" && !isKnown(name)).slice(0, MOST);
}
