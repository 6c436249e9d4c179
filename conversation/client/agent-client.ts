import { conversationView } from "../core/view/conversation-view.ts";
import type { Held } from "../core/view/held.ts";
import type { ConversationView, Entry } from "../core/view/types.ts";
import type { InternalEntry } from "../protocol/entry.ts";
import type { ControlState, Person } from "../protocol/shared.ts";
import type { AudienceState } from "../protocol/views.ts";
import { type BatonError, localError } from "./baton-error.ts";
import type { Grant } from "./connection.ts";
import { createConversationClient } from "./conversation-client.ts";
import { createEmitter } from "./emitter.ts";
import type { ClientPorts } from "./ports.ts";
import { type Status, statusOf } from "./status.ts";

/** What an agent is told beside the timeline; `released` says that control left this agent unasked. */
export type NotificationKind = "nudge" | "joining_late" | "unanswered_late" | "owner_lost" | "released";

export type AgentEvents = {
  /** Snapshot or status have changed. */
  change: undefined;
  /** An entry was committed while this client was following, or briefly away. */
  entry: Entry;
  /** Control has moved. `by` is who has it now: null for the AI, the queue and the end. */
  control: { state: ControlState; epoch: number; by: Person | null };
  /** Somebody else has this agent's conversation now. `draft` is null: what was being typed is the composer's. */
  displaced: { by: Person; at: string | null; draft: string | null };
  notification: {
    kind: NotificationKind;
    conversationId: string;
    params: Readonly<Record<string, string | number>>;
  };
  /** The server refuses (`status` says `refused`), or asks for patience (`rate_limited`). */
  error: BatonError;
  status: Status;
};

export type AgentClient = ReturnType<typeof createAgentClient>;

/** An agent's side of one conversation. */
export function createAgentClient(options: {
  id: string;
  ports: ClientPorts;
  authorize(known: () => boolean): (fresh: boolean) => Promise<Grant | null>;
}) {
  const { id, ports } = options;
  const events = createEmitter<AgentEvents>();
  let status: Status = "connecting";
  let built: { held: Held; view: ConversationView } | null = null;

  const client = createConversationClient({
    ports,
    authorize: options.authorize(() => client.held().state !== null),
    // Whoever wrote it has it back with the rejection. It is never sent again by itself: after a release, the
    // same text would take the conversation over (H10).
    fateOf: () => "drop",
  });
  const { connection } = client;

  const ready = new Promise<void>((resolve, reject) => {
    client.on("state", () => resolve());
    client.on("connection", (state) => {
      if (connection.refusal) reject(connection.refusal);
      else if (state === "closed") reject(localError("unavailable", "The conversation has been closed."));
    });
  });
  ready.catch(() => {});

  client.on("change", () => events.emit("change", undefined));
  client.on("error", (error) => events.emit("error", error));
  client.on("entry", (entry) => {
    events.emit("entry", entry);
    if (entry.ledger !== "internal" || entry.kind !== "system" || !isAlert(entry.code)) return;
    events.emit("notification", { kind: entry.code, conversationId: id, params: entry.params });
  });
  client.on("state", ({ before, after }) => tell(before, after));
  client.on("connection", (state) => {
    const next = statusOf(state);
    if (next === status) return;
    status = next;
    events.emit("change", undefined);
    events.emit("status", next);
  });

  function tell(before: AudienceState | null, after: AudienceState): void {
    if (before === null || before.audience === "customer" || after.audience === "customer") return;
    const { state, epoch, owner, ownedSince } = after;
    if (state === before.state && epoch === before.epoch) return;
    const { me, internal } = client.held();
    const tookOver = owner !== null && owner.id === me?.id && before.owner?.id !== me.id;
    if (tookOver && epoch === before.epoch + 1) follow(before.epoch, epoch);
    events.emit("control", { state, epoch, by: owner });
    if (before.owner === null || before.owner.id !== me?.id || owner?.id === me.id) return;
    if (owner) events.emit("displaced", { by: owner, at: ownedSince, draft: null });
    const reason = reasonOfRelease(internal.entries);
    if (!owner && reason !== null && reason !== "allowed" && state !== "closed") {
      events.emit("notification", { kind: "released", conversationId: id, params: { reason } });
    }
  }

  /** What this agent wrote behind a takeover of their own saw it coming: it is not stale. */
  function follow(from: number, to: number): void {
    client.outbox.rewrite((frame) =>
      "epoch" in frame && frame.epoch === from ? { ...frame, epoch: to } : frame,
    );
  }

  connection.start();

  return {
    client,
    /** Resolves once the snapshot holds what the room says; rejects with a `BatonError` when it refuses. */
    ready,
    get status() {
      return status;
    },
    on: events.on,
    snapshot(): ConversationView {
      const held = client.held();
      if (built?.held !== held) built = { held, view: conversationView(id, held) };
      return built.view;
    },
  };
}

const ALERTS: readonly string[] = [
  "nudge",
  "joining_late",
  "unanswered_late",
  "owner_lost",
] satisfies NotificationKind[];

function isAlert(code: string): code is NotificationKind {
  return ALERTS.includes(code);
}

/** Why control last left a person; null when the ledger does not say. */
function reasonOfRelease(entries: readonly InternalEntry[]): string | null {
  const releases = entries.filter(
    (entry) => entry.kind === "system" && (entry.code === "ai_resumed" || entry.code === "returned_to_queue"),
  );
  const last = releases.at(-1);
  return last?.kind === "system" ? String(last.params.reason) : null;
}
