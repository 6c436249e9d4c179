import type { Typist } from "../core/view/held.ts";
import type { Ports } from "./ports.ts";

/** Typing is relayed and never stored, so each end takes care that it does not stay on for ever. */

/** While somebody types, the room is told this often. */
const REPEAT_MS = 3_000;
/** Without another key, typing is over after this long. */
const IDLE_MS = 5_000;
/** A typist who is not heard of again has stopped. More than `REPEAT_MS`, with room for a slow network. */
const EXPIRY_MS = 8_000;

/** This end's own typing, on its way to the room: repeated while it lasts, off by itself. */
export function createTypingSignal(ports: Ports, tell: (on: boolean) => void) {
  let on = false;
  let mayRepeat = true;
  let cancelRepeat = () => {};
  let cancelIdle = () => {};

  function stop(): void {
    cancelRepeat();
    cancelIdle();
    on = false;
    mayRepeat = true;
  }

  return {
    set(typing: boolean): void {
      if (!typing) {
        if (on) tell(false);
        stop();
        return;
      }
      on = true;
      cancelIdle();
      cancelIdle = ports.setTimer(IDLE_MS, () => {
        tell(false);
        stop();
      });
      if (!mayRepeat) return;
      mayRepeat = false;
      cancelRepeat = ports.setTimer(REPEAT_MS, () => {
        mayRepeat = true;
      });
      tell(true);
    },
    /** Without telling: a message says as much. */
    stop,
  };
}

/** Others who are typing. */
export function createTypists(ports: Ports, onChange: () => void) {
  let typists: readonly Typist[] = [];
  const cancels = new Map<string, () => void>();

  function remove(id: string): void {
    cancels.get(id)?.();
    if (!cancels.delete(id)) return;
    typists = typists.filter(({ person }) => person.id !== id);
    onChange();
  }

  return {
    list: () => typists,
    start({ role, person }: Typist): void {
      const { id } = person;
      const known = cancels.get(id);
      known?.();
      cancels.set(
        id,
        ports.setTimer(EXPIRY_MS, () => remove(id)),
      );
      if (known) return;
      typists = [...typists, { role, person }];
      onChange();
    },
    stop: remove,
    clear(): void {
      for (const id of [...cancels.keys()]) remove(id);
    },
  };
}
