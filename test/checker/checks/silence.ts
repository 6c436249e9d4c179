import type { StreamDelta } from "../../../conversation/protocol/down.ts";
import type { PublicEntry } from "../../../conversation/protocol/entry.ts";
import type { AudienceState } from "../../../conversation/protocol/views.ts";
import type { Blame, Connection, Reading, Step } from "../reading.ts";

/**
 * I5: between a takeover's commit and the release the AI says nothing, neither in the ledger nor as a stream;
 * what it had streamed is what the ledger keeps (H4). H14: it never answers an agent.
 */
export function checkSilence(reading: Reading, blame: Blame): void {
  checkLedger(reading, blame);
  for (const connection of reading.connections) checkStreams(connection, reading, blame);
}

function checkLedger({ final }: Reading, blame: Blame): void {
  let human = false;
  let newest: "customer" | "agent" | null = null;
  for (const entry of final.public) {
    human = isHuman(entry, human);
    if (entry.kind !== "message") continue;
    // In an agent's words it is the AI's answer all the same (C5).
    const role = entry.origin ?? entry.author.role;
    if (role === "customer" || role === "agent") newest = role;
    if (role !== "ai") continue;
    if (human) blame("I5", `the AI speaks at ${entry.seq}, where a person has control`);
    if (!human && newest === "agent" && entry.state === "sent") {
      blame("H14", `the AI answers an agent at ${entry.seq}`);
    }
  }
}

/** Whether a person has control after the entry. */
function isHuman(entry: PublicEntry, before: boolean): boolean {
  return entry.kind === "separator" ? entry.code === "live_chat" : before;
}

type Stream = { replyId: string; text: string; step: Step };

function checkStreams({ client, steps }: Connection, { final }: Reading, blame: Blame): void {
  let state: AudienceState | null = null;
  let human = false;
  const streams = new Map<string, Stream>();
  for (const step of steps) {
    if (step.up) continue;
    const { frame } = step;
    if (frame.type === "stream_delta") {
      const why = whyForbidden(frame, state, human);
      if (why) blame("I5", `${client}: a delta of ${frame.replyId}, although ${why}`, step);
      append(streams, frame, step, client, blame);
    }
    if (frame.type !== "welcome" && frame.type !== "commit") continue;
    state = frame.state ?? state;
    for (const entry of frame.public?.entries ?? []) {
      human = isHuman(entry, human);
      const stream = streams.get(entry.id);
      if (!stream || entry.kind !== "message") continue;
      // Whoever has followed to the end has seen exactly what the ledger keeps.
      if (frame.type === "commit" && entry.text !== stream.text) {
        blame("H4", `${client}: ${entry.id} was streamed otherwise than it was kept`, stream.step, step);
      }
    }
    if (frame.type === "welcome" && frame.stream) {
      const { replyId, text } = frame.stream;
      streams.set(replyId, { replyId, text, step });
    }
  }
  const stillWriting = state === null || state.audience === "head" ? undefined : state.generating?.replyId;
  for (const { replyId, text, step } of streams.values()) {
    const kept = final.public.find(({ id }) => id === replyId);
    if (kept?.kind === "message") {
      // A crash may have cost the last second of what was streamed, never more than the end of it.
      const cutShort = kept.state === "interrupted" && text.startsWith(kept.text);
      if (!kept.text.startsWith(text) && !cutShort) {
        blame("H4", `${client}: ${replyId} was streamed otherwise than it was kept`, step);
      }
    } else if (text !== "" && replyId !== stillWriting) {
      blame("H4", `${client}: ${replyId} was streamed and is not in the ledger`, step);
    }
  }
}

function whyForbidden(delta: StreamDelta, state: AudienceState | null, human: boolean): string | null {
  if (state === null) return "no welcome came before";
  if (state.audience === "head") return "this agent may see the head only";
  if (human) return "a person has control";
  if (state.state !== "ai_active") return `the conversation is ${state.state}`;
  return state.generating?.generationId === delta.generationId
    ? null
    : "another reply is being written, or none";
}

function append(
  streams: Map<string, Stream>,
  { replyId, offset, text }: StreamDelta,
  step: Step,
  client: string,
  blame: Blame,
): void {
  const known = streams.get(replyId) ?? { replyId, text: "", step };
  if (offset !== known.text.length) {
    blame("I5", `${client}: a delta at ${offset}, after ${known.text.length} characters`, known.step, step);
  }
  streams.set(replyId, { replyId, text: known.text.slice(0, offset) + text, step });
}
