/** A value of this device that its tabs share, in `localStorage`. Without storage it is as if nothing were ever kept. */
export type StoredValue = {
  read(): string | null;
  /** Null removes it. */
  write(value: string | null): void;
  /** Calls `fn` when another tab has written, until the returned function is called. */
  watch(fn: (value: string | null) => void): () => void;
};

export function storedValue(key: string): StoredValue {
  function read(): string | null {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  return {
    read,
    write(value) {
      try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, value);
      } catch {
        // Storage is closed to us, or full: it is forgotten with the page.
      }
    },
    watch(fn) {
      // A null key means that everything was cleared.
      const heard = (event: StorageEvent) => (event.key === key || event.key === null) && fn(read());
      addEventListener("storage", heard);
      return () => removeEventListener("storage", heard);
    },
  };
}
