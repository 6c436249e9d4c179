import { signal } from "@preact/signals";
import { sessionKey } from "./panel-api.ts";

/** More than these nobody comes back to. */
const KEPT = 30;

/** What the visitor has waved away on this device, by key; without storage for as long as the page lasts. */
export function createDismissed(workspace: string) {
  const place = `${sessionKey(workspace)}:dismissed`;
  const keys = signal<readonly string[]>(read());

  function read(): string[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
      return Array.isArray(kept) ? kept.map(String) : [];
    } catch {
      return [];
    }
  }

  return {
    has: (key: string): boolean => keys.value.includes(key),
    add(key: string): void {
      // Together with what other tabs have kept in the meantime.
      keys.value = [...new Set([...read(), ...keys.peek(), key])].slice(-KEPT);
      try {
        localStorage.setItem(place, JSON.stringify(keys.peek()));
      } catch {
        // Storage is closed to us.
      }
    },
  };
}
