import { type StoredValue, storedValue } from "../stored-value.ts";

/** Whether the visitor wants to hear nothing of the chat: kept on this device, for all tabs. */
export const mutedValue = (key: string): StoredValue => storedValue(`${key}:muted`);
