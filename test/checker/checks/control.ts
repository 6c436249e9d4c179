import type { InternalEntry, PublicEntry } from "../../../conversation/protocol/entry.ts";
import type { AudienceState } from "../../../conversation/protocol/views.ts";
import type { SystemEntry } from "../ownership.ts";
import type { Blame, Reading, Step } from "../reading.ts";

/**
 * C3: a held reply is sent once or not at all, and whoever is told that they did it has done it. C5: what is sent in an
 * agent's words, that agent sent. C2, C6: a customer receives no word of what is held, and never of what was not sent.
 * A8: the end of a budget is said, and leaves the customer with a person, or told.
 */
export function checkControl(reading: Reading, blame: Blame): void {
  const replies = repliesIn(reading);
  checkEnds(reading, replies, blame);
  checkAnswers(reading, replies, blame);
  checkEdited(reading, blame);
  checkUnsent(reading, replies, blame);
  checkBudget(reading, blame);
}

type Message = Extract<PublicEntry, { kind: "message" }>;

/** What is known of the replies that were held, by their ids. */
type Replies = {
  /** As agents were shown them. */
  held: Map<string, { text: string; step: Step }>;
  sent: Map<string, Message[]>;
  cancelled: Map<string, SystemEntry[]>;
  /** Those that wait still, as whoever reads the whole ledger at the end is told. */
  waiting: Set<string>;
};

function repliesIn({ connections, final }: Reading): Replies {
  const held: Replies["held"] = new Map();
  const waiting = new Set<string>();
  for (const { verifies, steps } of connections) {
    for (const step of steps) {
      const reply = heldIn(stateIn(step));
      if (!reply) continue;
      if (!held.has(reply.replyId)) held.set(reply.replyId, { text: reply.text, step });
      if (verifies) waiting.add(reply.replyId);
    }
  }
  const messages = final.public.filter((entry) => entry.kind === "message");
  return { held, waiting, sent: byKey(messages, ({ id }) => id), cancelled: cancelledIn(final.internal) };
}

function cancelledIn(internal: readonly InternalEntry[]): Map<string, SystemEntry[]> {
  const systems = internal.filter((entry) => entry.kind === "system");
  const cancelled = systems.filter(({ code }) => code === "ai_reply_cancelled");
  return byKey(cancelled, ({ params }) => String(params.replyId));
}

function checkEnds({ final }: Reading, { held, sent, cancelled, waiting }: Replies, blame: Blame): void {
  for (const [id, entries] of sent) {
    if (entries.length > 1) blame("C3", `${id} is in the ledger ${entries.length} times`);
    if (cancelled.has(id)) blame("C3", `${id} is in the ledger, and was cancelled`);
  }
  for (const [id, entries] of cancelled) {
    if (entries.length > 1) blame("C3", `${id} was cancelled ${entries.length} times`);
  }
  if (final.public.length === 0) return;
  for (const [id, { step }] of held) {
    if (!sent.has(id) && !cancelled.has(id) && !waiting.has(id))
      blame("C3", `${id} was held, and was neither sent nor cancelled`, step);
  }
}

/** Whoever is told that they sent, changed or cancelled it is the one who did. */
function checkAnswers({ connections }: Reading, { sent, cancelled }: Replies, blame: Blame): void {
  const done = new Map<string, { clientId: string; step: Step }>();
  for (const { client, me, steps } of connections) {
    const asked = new Map<string, { replyId: string; isDone: () => boolean }>();
    for (const step of steps) {
      const { frame } = step;
      if (step.up) {
        if (frame.type === "send_now") {
          const { replyId } = frame;
          asked.set(frame.clientId, { replyId, isDone: () => sent.get(replyId)?.[0]?.author.role === "ai" });
        }
        if (frame.type === "edit_and_send") {
          const { replyId, text } = frame;
          const isMine = ({ author, origin, text: kept }: Message) =>
            author.id === me?.id && origin === "ai" && kept === text;
          asked.set(frame.clientId, { replyId, isDone: () => sent.get(replyId)?.some(isMine) ?? false });
        }
        if (frame.type === "cancel_reply") {
          const { replyId } = frame;
          const isMine = ({ params }: SystemEntry) => params.byId === me?.id && params.reason === "cancelled";
          asked.set(frame.clientId, { replyId, isDone: () => cancelled.get(replyId)?.some(isMine) ?? false });
        }
      }
      const mine = frame.type === "ack" ? asked.get(frame.clientId) : undefined;
      if (!mine || frame.type !== "ack") continue;
      const { replyId, isDone } = mine;
      if (!isDone()) blame("C3", `${client} is told to have done it, and the ledger does not say so`, step);
      const first = done.get(replyId);
      if (first && first.clientId !== frame.clientId)
        blame("C3", `${client} is told to have done what was done already`, first.step, step);
      done.set(replyId, first ?? { clientId: frame.clientId, step });
    }
  }
}

/** Nobody's name stands above words that they did not write, or a reply that they did not cancel. */
function checkEdited({ connections, final }: Reading, blame: Blame): void {
  const asked = new Set<string>();
  for (const { me, steps } of connections) {
    for (const { up, frame } of steps) {
      if (!up) continue;
      if (frame.type === "edit_and_send") asked.add(`${me?.id} edits ${frame.replyId}: ${frame.text}`);
      if (frame.type === "cancel_reply") asked.add(`${me?.id} cancels ${frame.replyId}`);
    }
  }
  for (const entry of final.public) {
    if (entry.kind !== "message" || entry.origin !== "ai") continue;
    const { author, id, text, seq } = entry;
    if (!asked.has(`${author.id} edits ${id}: ${text}`))
      blame("C5", `${author.name} did not write what stands under their name at ${seq}`);
  }
  for (const entry of final.internal) {
    if (entry.kind !== "system" || entry.code !== "ai_reply_cancelled") continue;
    const { byId, replyId, reason } = entry.params;
    const isByHand = reason === "cancelled";
    if (isByHand !== (byId !== undefined)) blame("C3", `${replyId} was cancelled as ${reason} by ${byId}`);
    if (isByHand && !asked.has(`${byId} cancels ${replyId}`))
      blame("C3", `${byId} did not cancel ${replyId}`);
  }
}

/** What was not sent in the AI's words, no customer has read a word of. */
function checkUnsent({ trace, final }: Reading, { held, sent }: Replies, blame: Blame): void {
  const said = final.public.flatMap((entry) => (entry.kind === "message" ? [entry.text] : []));
  const unsent = [...held].flatMap(([id, { text }]) => {
    const isKept = sent.get(id)?.some((entry) => entry.text === text) ?? false;
    const isSaidElsewhere = said.some((other) => other.includes(text));
    return isKept || isSaidElsewhere || text.trim() === "" ? [] : [JSON.stringify(text).slice(1, -1)];
  });
  if (unsent.length === 0) return;
  for (const { client, role, frames } of trace.connections) {
    if (role !== "customer") continue;
    for (const frame of frames) {
      if (frame.up) continue;
      const text = unsent.find((one) => frame.data.includes(one));
      if (text !== undefined) blame("C6", `${client} received what was never sent: ${text}`, frame);
    }
  }
}

function checkBudget({ final }: Reading, blame: Blame): void {
  final.internal.forEach((entry, index) => {
    if (entry.kind !== "system" || entry.code !== "ai_budget_spent") return;
    const next = final.internal[index + 1];
    const isWanted = next?.kind === "system" && next.code === "human_requested";
    const line = final.public[entry.after];
    const isTold = line?.kind === "system" && line.code === "no_agent_available";
    if (!isWanted && !isTold)
      blame("A8", `after the budget's end at ${entry.seq} nobody is wanted, or said to be away`);
  });
}

function stateIn({ up, frame }: Step): AudienceState | null {
  if (up || (frame.type !== "welcome" && frame.type !== "commit")) return null;
  return frame.state ?? null;
}

function heldIn(state: AudienceState | null) {
  if (state === null || state.audience === "customer" || state.audience === "head") return null;
  return state.heldReply;
}

function byKey<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(keyOf(entry), [...(groups.get(keyOf(entry)) ?? []), entry]);
  return groups;
}
