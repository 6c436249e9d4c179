import { BatonError } from "../../conversation/client/baton-error.ts";
import type { CustomerView } from "../../conversation/core/view/types.ts";
import type { WireError } from "../../conversation/protocol/errors.ts";
import type { ChatClient } from "../chat-options.ts";

/**
 * What tabs say to each other. Whoever changes any of this raises the version: it is part of the channel's name, so
 * that tabs of different versions have a leader each and never hear one another.
 */
export const VERSION = 1;

/** What the leader's client may be asked to do on another tab's behalf. */
export const CALLS = [
  "send",
  "retry",
  "requestHuman",
  "cancelRequest",
  "typing",
  "markRead",
  "loadEarlier",
  "rate",
  "rateAnswer",
  "end",
  "room",
] as const;
export type CallName = (typeof CALLS)[number];

/** What the leader's client tells, word for word; the rest is in the view. */
export const EVENTS = ["control", "conversation_started", "conversation_ended", "error"] as const;
export type EventName = (typeof EVENTS)[number];

/** Of the view, only what follows the first `keep` entries of the timeline before it. */
export type State = {
  type: "state";
  rev: number;
  keep: number;
  view: CustomerView;
  status: ChatClient["status"];
  session: string | null;
};

/** `term` grows from leader to leader: what one says after another has come is out of date. */
export type FromLeader = { term: number } & (
  | State
  | { type: "here" }
  | { type: "event"; name: EventName; detail: unknown }
  | { type: "reply"; id: string; value?: unknown; error?: WireError }
);

export type ToLeader =
  /** What the asking tab has: where that is the newest there is, `here` will do. */
  | { type: "ask"; term: number; rev: number }
  /** To the leader of that term alone: of a later one all is asked again, in order. */
  | { type: "call"; term: number; id: string; name: CallName; args: readonly unknown[] };

export type TabMessage = FromLeader | ToLeader;

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const isText = (value: unknown) => typeof value === "string";
const isCount = (value: unknown) => Number.isSafeInteger(value);
const isOneOf = (names: readonly string[], value: unknown) => names.some((name) => name === value);

const CHECKS: Readonly<Record<TabMessage["type"], (message: Fields) => boolean>> = {
  state: ({ term, rev, keep, view, status }) =>
    [term, rev, keep].every(isCount) &&
    isText(status) &&
    isObject(view) &&
    isText(view.state) &&
    Array.isArray(view.timeline) &&
    Array.isArray(view.typing),
  here: ({ term }) => isCount(term),
  event: ({ term, name }) => isCount(term) && isOneOf(EVENTS, name),
  reply: ({ term, id, error }) => isCount(term) && isText(id) && (error === undefined || isObject(error)),
  ask: ({ term, rev }) => isCount(term) && isCount(rev),
  call: ({ term, id, name, args }) =>
    isCount(term) && isText(id) && isOneOf(CALLS, name) && Array.isArray(args),
};

/** Whether it is a message of this version: other scripts of the page may post what they like. */
export function isTabMessage(value: unknown): value is TabMessage {
  if (!isObject(value) || !isText(value.type)) return false;
  return Object.entries(CHECKS).find(([type]) => type === value.type)?.[1](value) ?? false;
}

/** An error as it crosses from tab to tab. */
export function wireOf({ code, message, details }: BatonError): WireError {
  return { code, message, details };
}

/** What came with an event, as the leader's client told it. */
export function detailOf(name: EventName, detail: unknown): never {
  return (name === "error" ? new BatonError(detail as WireError) : detail) as never;
}

/** What the leader's client answered: of the type that the call promises. */
export function answerOf(value: unknown): never {
  return value as never;
}
