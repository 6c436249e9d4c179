import { storedValue } from "../stored-value.ts";

/**
 * What the visitor has not finished writing: it outlives a reload, and all tabs show it. `subject` is whom the page names,
 * if anybody: what one of them wrote is nothing for another (A11).
 */
export type DraftStore = {
  read(subject: string | null): string;
  write(text: string, subject: string | null): void;
  /** Calls `fn` when the visitor writes in another tab, until the returned function is called. */
  watch(fn: () => void): () => void;
};

export function browserDraftStore(key: string): DraftStore {
  const value = storedValue(key);
  return {
    read(subject) {
      const [, author = "", text = ""] = /^([^\n]*)\n(.*)$/su.exec(value.read() ?? "") ?? [];
      return author === "" || author === subject ? text : "";
    },
    write: (text, subject) => value.write(text === "" ? null : `${subject ?? ""}\n${text}`),
    watch: value.watch,
  };
}
