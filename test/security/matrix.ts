import type { CommandFrame, UpFrame } from "../../conversation/protocol/up.ts";
import type { DeskUpFrame } from "../../conversation/protocol/workspace.ts";
import { CONTROL } from "./matrix-control.ts";
import { EVERYDAY } from "./matrix-everyday.ts";
import { PEOPLE } from "./matrix-people.ts";
import type { CommandEntry } from "./matrix-rules.ts";

/**
 * Who may do what: the tests' data. A new command or frame is one entry here, a route or a field that holds an id one in
 * `matrix-routes.ts`, and `matrix.test.ts` fails until it stands there.
 */
export const COMMANDS: Readonly<Record<CommandFrame["type"], CommandEntry>> = {
  ...EVERYDAY,
  ...PEOPLE,
  ...CONTROL,
};

/** Frames that are no commands: what each of those who are in the room is answered with ("-": nothing). */
export const FRAMES: Readonly<
  Record<
    Exclude<UpFrame["type"], CommandFrame["type"]>,
    { fields: object; customer: string; agent: string; head: string }
  >
> = {
  hello: { fields: { protocol: 1, token: "none" }, customer: "refused", agent: "refused", head: "refused" },
  typing: { fields: { on: true }, customer: "-", agent: "-", head: "-" },
  renew_monitor: { fields: { leaseId: "guessed" }, customer: "-", agent: "-", head: "-" },
  ping: { fields: {}, customer: "pong", agent: "pong", head: "pong" },
  load_earlier: { fields: { before: 2 }, customer: "page", agent: "page", head: "forbidden" },
};

/** Frames of an agent's desk; who has not said hello is refused whatever they send. */
export const DESK_FRAMES: Readonly<Record<DeskUpFrame["type"], { fields: object; agent: string }>> = {
  hello: { fields: { protocol: 1, token: "none" }, agent: "refused" },
  set_presence: { fields: { clientId: "p-1", status: "available" }, agent: "ack" },
  ping: { fields: {}, agent: "pong" },
};
