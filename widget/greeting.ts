import { type ReadonlySignal, signal } from "@preact/signals";
import { createContext } from "preact";

/** The proactive message that the visitor has opened the chat with; the empty chat greets with it. */
export const Greeting = createContext<ReadonlySignal<string | null>>(signal(null));
