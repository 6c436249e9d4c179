import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Console } from "../model/console.ts";

const ConsoleContext = createContext<Console | null>(null);
export const ConsoleProvider = ConsoleContext.Provider;

/** The console this component belongs to. Throws outside of one: that is a bug. */
export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (console === null) throw new Error("there is no console around this component");
  return console;
}
