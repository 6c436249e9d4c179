import type { ConnectionState } from "./connection.ts";

/**
 * How a connection stands, for people: `idle` before there is anything to connect to, `offline` while it
 * waits for its next try or is closed, `refused` when the server said no for good.
 */
export type Status = "idle" | "connecting" | "online" | "offline" | "refused";

export function statusOf(state: ConnectionState): Status {
  switch (state) {
    case "idle":
    case "refused":
      return state;
    case "authorizing":
    case "connecting":
    case "greeting":
      return "connecting";
    case "online":
    case "resyncing":
      return "online";
    case "waiting":
    case "closed":
      return "offline";
  }
}
