import {
  ANN,
  agentState,
  customerState,
  KIM,
  message,
  note,
  system,
} from "../../conversation/client/testing/fake-room.ts";
import type { DownFrame } from "../../conversation/protocol/down.ts";
import type { InternalEntry, PublicEntry } from "../../conversation/protocol/entry.ts";
import { wireError } from "../../conversation/protocol/errors.ts";
import type { UpFrame } from "../../conversation/protocol/up.ts";
import type { AudienceState } from "../../conversation/protocol/views.ts";
import type { Call, ConnectionTrace, Frame, Trace } from "./trace.ts";

/**
 * A small conversation in which all is well, for tests to spoil: Kim asks, the AI begins to answer, Ann and
 * Ben take over at once, Ann wins, answers, writes a note and releases.
 */

const AT = "2026-11-20T12:00:00.000Z";
const BEN = { id: "ben", name: "Ben" };
const AI = { id: "ai", name: "", role: "ai" } as const;
const GENERATING = { replyId: "r1", generationId: "g1" };
const HEARD = { generating: GENERATING };

const separator = (seq: number, code: "live_chat" | "ai_resumed"): PublicEntry => ({
  ...{ id: `p${seq}`, seq, at: AT, cycle: 1 },
  ...{ kind: "separator", code },
});

const asked = message(1, "Where is it?", { clientId: "k1" });
const cutOff = message(2, "Let me s", { id: "r1", author: AI, state: "interrupted" });
const liveChat = separator(3, "live_chat");
const answered = message(4, "On its way.", { author: { ...ANN, role: "agent" }, clientId: "a2", cycle: 1 });
const resumed = separator(5, "ai_resumed");
const PUBLIC = [asked, cutOff, liveChat, answered, resumed];

const taken = system(1, 3, "taken_over", { by: "Ann", byId: "ann" }, 1);
const ticket = system(2, 3, "ticket_opened", { ticketId: "ticket-1", subject: "Kim" }, 1);
const noted = note(3, 4, "canary-7", { clientId: "a3", cycle: 1 });
const released = system(4, 5, "ai_resumed", { reason: "allowed" }, 1);
const INTERNAL = [taken, ticket, noted, released];

const owned = { epoch: 2, cycle: 1, owner: ANN, ownedSince: AT };
const head: AudienceState = {
  audience: "head",
  ...{ id: "demo:one", state: "agent_joining", ...owned, can: [], successorId: null, ticket: null },
  ...{ teamId: null, transferOffer: null, transfers: [], escalations: [] },
};

/** Hello, and the welcome with what there is so far. */
function greet(
  me: typeof ANN,
  state: AudienceState,
  entries: { public: PublicEntry[]; internal?: InternalEntry[] } = { public: [] },
): [UpFrame, DownFrame] {
  const welcome: DownFrame = {
    ...{ type: "welcome", protocol: 1, mode: "snapshot", log: "log-1", me, state, stream: null },
    public: { from: 0, entries: entries.public },
    ...(state.audience === "customer" ? {} : { internal: { from: 0, entries: entries.internal ?? [] } }),
  };
  return [{ type: "hello", protocol: 1, token: "token" }, welcome];
}

/** Public entries first, internal ones after the bar. */
const commit = (
  state: AudienceState | undefined,
  entries: PublicEntry[],
  internal: InternalEntry[] = [],
): DownFrame => ({
  type: "commit",
  ...(entries[0] && { public: { from: entries[0].seq - 1, entries } }),
  ...(internal[0] && { internal: { from: internal[0].seq - 1, entries: internal } }),
  ...(state && { state }),
});

export const delta = (offset: number, text: string): DownFrame => ({
  ...{ type: "stream_delta", ...GENERATING, offset, text },
});

const ack = (clientId: string, result: Extract<DownFrame, { type: "ack" }>["result"]): DownFrame => ({
  ...{ type: "ack", clientId, result },
});

const tab: (UpFrame | DownFrame)[] = [
  ...greet(KIM, customerState()),
  { type: "send_message", clientId: "k1", text: asked.text },
  ack("k1", { public: asked }),
  commit(undefined, [asked]),
  commit(customerState(HEARD), []),
  delta(0, "Let me"),
  delta(6, " s"),
  commit(customerState({ epoch: 2, state: "agent_joining", agent: ANN, waiting: true }), [cutOff, liveChat]),
  commit(customerState({ epoch: 2, state: "agent_active", agent: ANN }), [answered]),
  commit(customerState({ epoch: 3 }), [resumed]),
];

const winner: (UpFrame | DownFrame)[] = [
  ...greet(ANN, agentState(HEARD), { public: [asked] }),
  { type: "take_over", clientId: "a1" },
  ack("a1", { ticketId: "ticket-1", cycle: 1 }),
  commit(agentState({ ...owned, state: "agent_joining" }), [cutOff, liveChat], [taken, ticket]),
  { type: "send_message", clientId: "a2", text: answered.text, epoch: 2 },
  ack("a2", { public: answered }),
  commit(agentState({ ...owned, state: "agent_active" }), [answered]),
  { type: "add_note", clientId: "a3", text: noted.text },
  ack("a3", { internal: noted }),
  commit(undefined, [], [noted]),
  { type: "allow_ai_replies", clientId: "a4", epoch: 2 },
  ack("a4", {}),
  commit(agentState({ epoch: 3, cycle: 1 }), [resumed], [released]),
];

const loser: (UpFrame | DownFrame)[] = [
  ...greet(BEN, agentState(HEARD), { public: [asked] }),
  { type: "take_over", clientId: "b1" },
  ...greet(BEN, head).slice(1),
  { type: "reject", clientId: "b1", error: wireError("already_taken_over", { by: ANN, at: AT }) },
  ...greet(BEN, agentState({ epoch: 3, cycle: 1 }), { public: PUBLIC, internal: INTERNAL }).slice(1),
];

const UP: readonly string[] = [
  ...["hello", "send_message", "take_over", "add_note", "allow_ai_replies"],
  ...["monitor", "prepare_take_over", "confirm_take_over", "accept_transfer", "assign"],
  ...["send_now", "edit_and_send", "cancel_reply", "escalate", "resolve_escalation", "complete_task"],
];

type Spoilt = Omit<ConnectionTrace, "frames"> & { frames: Frame[] };

export class SoundTrace {
  readonly connections: Spoilt[] = [
    this.connection("tab 1", "customer", tab),
    this.connection("Ann", "agent", winner),
    this.connection("Ben", "agent", loser),
    this.connection(
      "verifying customer",
      "customer",
      greet(KIM, customerState({ epoch: 3 }), { public: PUBLIC }),
    ),
    this.connection(
      "verifying agent",
      "agent",
      greet(BEN, agentState({ epoch: 3, cycle: 1 }), { public: PUBLIC, internal: INTERNAL }),
    ),
  ];
  readonly calls: Call[] = [
    { client: "tab 1", name: "send", text: asked.text, outcome: "done", mayFail: [] },
    { client: "Ann", name: "takeOver", text: null, outcome: "done", mayFail: ["already_taken_over"] },
    {
      ...{ client: "Ben", name: "takeOver", text: null, outcome: "already_taken_over" },
      mayFail: ["already_taken_over"],
    },
    { client: "Ann", name: "send", text: answered.text, outcome: "done", mayFail: [] },
    { client: "Ann", name: "note", text: noted.text, outcome: "done", mayFail: [] },
  ];
  hangs: string[] = [];

  trace(): Trace {
    const { connections, calls, hangs } = this;
    const present = ["tab 1", "Ann", "Ben"];
    return { conversation: "demo:one", connections, calls, present, canaries: ["canary-7"], hangs };
  }

  /** Frames of a client's only connection. */
  frames(client: string): Frame[] {
    const found = this.connections.find((connection) => connection.client === client);
    if (!found) throw new Error(`There is no ${client}.`);
    return found.frames;
  }

  /** Adds a frame right after the first one that holds `mark`; at the end without one. */
  insert(client: string, frame: UpFrame | DownFrame, mark?: string): void {
    const frames = this.frames(client);
    frames.splice(mark === undefined ? frames.length : this.indexOf(client, mark) + 1, 0, frameOf(frame));
  }

  /** Takes out the first frame that holds `mark`. */
  remove(client: string, mark: string): void {
    this.frames(client).splice(this.indexOf(client, mark), 1);
  }

  /** Replaces text in the first frame that holds it. */
  rewrite(client: string, from: string, to: string): void {
    const frames = this.frames(client);
    const index = this.indexOf(client, from);
    const frame = frames[index];
    if (frame) frames[index] = { ...frame, data: frame.data.replaceAll(from, to) };
  }

  /** A further connection of a client. */
  reconnect(client: string, role: "customer" | "agent", frames: (UpFrame | DownFrame)[]): void {
    this.connections.push(this.connection(client, role, frames));
  }

  private connection(client: string, role: "customer" | "agent", frames: (UpFrame | DownFrame)[]): Spoilt {
    return { client, role, verifies: client.startsWith("verifying"), frames: frames.map(frameOf) };
  }

  private indexOf(client: string, mark: string): number {
    const index = this.frames(client).findIndex(({ data }) => data.includes(mark));
    if (index < 0) throw new Error(`No frame of ${client} holds ${mark}.`);
    return index;
  }
}

function frameOf(frame: UpFrame | DownFrame): Frame {
  return { at: 0, up: UP.includes(frame.type), data: JSON.stringify(frame) };
}
