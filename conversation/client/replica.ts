import { type Held, NO_RUN, NOTHING_HELD, type Stream } from "../core/view/held.ts";
import type { Commit, DownFrame, Page, StreamDelta, Welcome } from "../protocol/down.ts";
import type { Cursor } from "../protocol/up.ts";
import type { AudienceState } from "../protocol/views.ts";
import { append, dense, lastSeq, prepend } from "./run.ts";

/** What the server has sent of a conversation, as far as it is without gaps. Immutable. */
export type Replica = Omit<Held, "pending" | "typing"> & {
  /** Identity of the log that the seqs belong to; null when nothing held can be gone on from. */
  log: string | null;
};

export const NO_REPLICA: Replica = {
  log: null,
  me: NOTHING_HELD.me,
  state: NOTHING_HELD.state,
  public: NO_RUN,
  internal: NO_RUN,
  audit: NO_RUN,
  stream: null,
};

/**
 * The replica after one more frame; the same object if the frame changes nothing. `"gap"` when something
 * that came before the frame is missing: then nothing of it is taken over, and the rest must be fetched.
 *
 * @param at The time now, ISO, UTC: a streaming reply is shown with it.
 */
export function receive(replica: Replica, frame: DownFrame, at: string): Replica | "gap" {
  switch (frame.type) {
    case "welcome":
      return settle(welcome(replica, frame, at));
    case "commit":
      return settle(commit(replica, frame));
    case "page":
      return page(replica, frame);
    case "stream_delta":
      return streamDelta(replica, frame, at);
    default:
      return replica;
  }
}

/** From where to go on; undefined when a snapshot is needed. */
export function cursorOf({ log, state, public: publicRun, internal, audit }: Replica): Cursor | undefined {
  if (log === null || state === null || state.audience === "head") return undefined;
  const cursor = { log, public: lastSeq(publicRun) };
  if (state.audience === "customer") return cursor;
  const inner = { ...cursor, internal: lastSeq(internal) };
  return state.audience === "supervisor" ? { ...inner, audit: lastSeq(audit) } : inner;
}

function welcome(replica: Replica, frame: Welcome, at: string): Replica | "gap" {
  const { log, me, state } = frame;
  const goesOn = frame.mode === "resumed" && log === replica.log;
  if (frame.mode === "resumed" && !goesOn) return "gap";
  const publicRun = goesOn ? append(replica.public, frame.public) : dense(frame.public);
  const internal = goesOn ? append(replica.internal, frame.internal) : dense(frame.internal ?? NO_RUN);
  // Who has just come to see supervision's record has it from the start; who no longer may keeps nothing of it.
  const audit = goesOn ? append(replica.audit, frame.audit) : dense(frame.audit ?? NO_RUN);
  if (!publicRun || !internal || !audit) return "gap";
  const stream = frame.stream && { ...frame.stream, at: replica.stream?.at ?? at };
  // Whoever may see the head only keeps nothing of what was seen before (M14).
  const runs =
    state.audience === "head" ? { public: NO_RUN, internal: NO_RUN } : { public: publicRun, internal };
  return { log, me, state, stream, ...runs, audit: state.audience === "supervisor" ? audit : NO_RUN };
}

function commit(replica: Replica, frame: Commit): Replica | "gap" {
  const publicRun = append(replica.public, frame.public);
  const internal = append(replica.internal, frame.internal);
  const audit = append(replica.audit, frame.audit);
  if (!publicRun || !internal || !audit) return "gap";
  const state = frame.state ? newer(replica.state, frame.state) : replica.state;
  const isSame = publicRun === replica.public && internal === replica.internal && audit === replica.audit;
  return isSame && state === replica.state
    ? replica
    : { ...replica, public: publicRun, internal, audit, state };
}

/** Control never goes back: a state of an earlier epoch is a late copy. */
function newer(known: AudienceState | null, next: AudienceState): AudienceState {
  return known && next.epoch < known.epoch ? known : next;
}

/** A page that does not fit any more, because a snapshot came between, is left. */
function page(replica: Replica, frame: Page): Replica {
  const publicRun = prepend(replica.public, frame.public);
  const internal = prepend(replica.internal, frame.internal);
  const audit = prepend(replica.audit, frame.audit);
  if (!publicRun || !internal || !audit) return replica;
  const isSame = publicRun === replica.public && internal === replica.internal && audit === replica.audit;
  return isSame ? replica : { ...replica, public: publicRun, internal, audit };
}

/** Text is added only where it fits: to the reply being generated, without repeating and without a gap. */
function streamDelta(replica: Replica, frame: StreamDelta, at: string): Replica {
  const { replyId, generationId, offset, text } = frame;
  if (generatingIn(replica.state) !== generationId) return replica;
  const known: Stream = replica.stream ?? { replyId, generationId, text: "", at };
  const added = text.slice(Math.max(0, known.text.length - offset));
  if (offset > known.text.length || added === "") return replica;
  return { ...replica, stream: { ...known, text: known.text + added } };
}

/** Partial text of a reply that is no longer being generated is no longer there. */
function settle(replica: Replica | "gap"): Replica | "gap" {
  if (replica === "gap" || !replica.stream) return replica;
  return generatingIn(replica.state) === replica.stream.generationId ? replica : { ...replica, stream: null };
}

function generatingIn(state: AudienceState | null): string | null {
  return state === null || state.audience === "head" ? null : (state.generating?.generationId ?? null);
}
