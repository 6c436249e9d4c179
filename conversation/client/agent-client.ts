import { conversationView } from "../core/view/conversation-view.ts";
import type { Held } from "../core/view/held.ts";
import type { ConversationView, Entry } from "../core/view/types.ts";
import type { ControlState, Person } from "../protocol/shared.ts";
import type { AudienceState, TransferOffer } from "../protocol/views.ts";
import { escalationNews, leaseIn, lossOf, lostLease, newOffer, newWrapUp, type Seen } from "./agent-news.ts";
import { type BatonError, localError } from "./baton-error.ts";
import type { Grant } from "./connection.ts";
import { createConversationClient } from "./conversation-client.ts";
import { createEmitter } from "./emitter.ts";
import { createLease } from "./lease.ts";
import type { ClientPorts } from "./ports.ts";
import { type Status, statusOf } from "./status.ts";

/**
 * What an agent is told beside the timeline. `released`: control left this agent unasked. `wrap_up`: they owe one.
 * `monitor_lost`: their monitoring is over, and this client did not stop it. `escalated`: somebody of a team must look
 * at it; `re_escalated`: it was raised again, or the customer wrote while it is open. What this agent raises is no news
 * to them. `params` of both: `escalationId`, `reason` and `by`, which is `customer` for their message.
 */
export type NotificationKind =
  | "nudge"
  | "joining_late"
  | "unanswered_late"
  | "owner_lost"
  | "released"
  | "wrap_up"
  | "monitor_lost"
  | "escalated"
  | "re_escalated";

type Notification = {
  kind: NotificationKind;
  conversationId: string;
  params: Readonly<Record<string, string | number>>;
};

export type AgentEvents = {
  /** Snapshot or status have changed. */
  change: undefined;
  /** An entry was committed while this client was following, or briefly away. */
  entry: Entry;
  /** Control has moved. `by` is who has it now: null for the AI, the queue and the end. */
  control: { state: ControlState; epoch: number; by: Person | null };
  /**
   * Somebody else has this agent's conversation now, who did not give it to them. `draft` is null: what was being
   * typed is the composer's.
   */
  displaced: { by: Person; at: string | null; draft: string | null };
  /** This agent, or a team of theirs, is asked to take the conversation over. */
  transfer_offered: { offer: TransferOffer };
  notification: Notification;
  /** The server refuses (`status` says `refused`), or asks for patience (`rate_limited`). */
  error: BatonError;
  status: Status;
};

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
  const lease = createLease(ports, (leaseId) => connection.send({ type: "renew_monitor", leaseId }));

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
    const { me, state, internal } = client.held();
    const raised = escalationNews(entry, state, me, internal.entries);
    if (raised) notify(raised.kind, raised.params);
    if (entry.ledger !== "internal" || entry.kind !== "system" || !isAlert(entry.code)) return;
    notify(entry.code, entry.params);
  });
  client.on("state", ({ before, after }) => {
    keepLease();
    tell(before, after);
  });
  client.on("pong", () => lease.again());
  client.on("connection", (state) => {
    keepLease();
    const next = statusOf(state);
    if (next === status) return;
    status = next;
    events.emit("change", undefined);
    events.emit("status", next);
  });

  function keepLease(): void {
    const isThere = statusOf(connection.state) === "online";
    lease.follow(isThere ? leaseIn(client.held().state) : null);
  }

  function tell(before: AudienceState | null, after: AudienceState): void {
    if (before?.audience === "customer" || after.audience === "customer") return;
    const { me, internal } = client.held();
    if (before !== null) {
      if (after.state !== before.state || after.epoch !== before.epoch) moved(before, after);
      const loss = lossOf(before, after, me, internal.entries);
      if (loss?.kind === "displaced") events.emit("displaced", { by: loss.by, at: loss.at, draft: null });
      if (loss?.kind === "released") notify("released", { reason: loss.reason });
      const wrapUp = newWrapUp(before, after);
      if (wrapUp) notify("wrap_up", { expiresAt: wrapUp.expiresAt });
      if (lostLease(before, after, me) && !isStopping()) notify("monitor_lost", {});
    }
    const offer = newOffer(before, after);
    if (offer) events.emit("transfer_offered", { offer });
  }

  function moved(before: Seen, { state, epoch, owner }: Seen): void {
    const { me } = client.held();
    const isMine = owner !== null && owner.id === me?.id && before.owner?.id !== me.id;
    if (isMine && epoch === before.epoch + 1) follow(before.epoch, epoch);
    events.emit("control", { state, epoch, by: owner });
  }

  /** The room tells everybody before it answers: whoever stops it here still waits for the answer. */
  function isStopping(): boolean {
    return client.outbox.pending().some(({ frame }) => frame.type === "stop_monitor");
  }

  function notify(kind: NotificationKind, params: Notification["params"]): void {
    events.emit("notification", { kind, conversationId: id, params });
  }

  /** What this agent wrote behind a takeover of their own, by whichever call, saw it coming: it is not stale. */
  function follow(from: number, to: number): void {
    client.outbox.rewrite((frame) =>
      "epoch" in frame && frame.epoch === from ? { ...frame, epoch: to } : frame,
    );
  }

  connection.start();

  return {
    client,
    lease,
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
