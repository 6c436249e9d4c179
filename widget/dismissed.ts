import { signal } from "@preact/signals";
import { sessionKey } from "./panel-api.ts";
import { storedValue } from "./stored-value.ts";

/** More than these nobody comes back to. */
const KEPT = 30;

/** What the visitor has waved away on this device, by key; without storage for as long as the page lasts. */
export function createDismissed(workspace: string) {
  const value = storedValue(`${sessionKey(workspace)}:dismissed`);
  const keys = signal(decode(value.read()));

  return {
    has: (key: string): boolean => keys.value.includes(key),
    add(key: string): void {
      // Together with what other tabs have kept in the meantime.
      keys.value = [...new Set([...decode(value.read()), ...keys.peek(), key])].slice(-KEPT);
      value.write(JSON.stringify(keys.peek()));
    },
  };
}

function decode(text: string | null): readonly string[] {
  try {
    const kept: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}
