import * as v from "valibot";
import { LIMITS } from "./limits.ts";

/** Building blocks that several messages share. */

export const PersonSchema = v.object({
  id: v.string(),
  name: v.string(),
  avatarUrl: v.optional(v.string()),
});
export type Person = v.InferOutput<typeof PersonSchema>;

export const ControlStateSchema = v.picklist([
  "ai_active",
  "queued",
  "agent_joining",
  "agent_active",
  "wrap_up",
  "closed",
]);
export type ControlState = v.InferOutput<typeof ControlStateSchema>;

export const TicketStatusSchema = v.picklist(["new", "on_you", "waiting_on_customer", "closed"]);
export type TicketStatus = v.InferOutput<typeof TicketStatusSchema>;

/**
 * What visitors have said of themselves before they wrote, by the name of the question; `name` and `email` are asked by
 * those names. It is small, for it travels with every session token.
 */
export const SaidSchema = v.pipe(
  v.record(v.pipe(v.string(), v.minLength(1), v.maxLength(40)), v.pipe(v.string(), v.maxLength(100))),
  v.maxEntries(5),
);

export const CustomerSchema = v.object({
  id: v.string(),
  /** From the identity token, else as visitors call themselves, else a made-up "Visitor 3f2a". */
  name: v.string(),
  email: v.optional(v.string()),
  /** Other identifiers of the site's own, such as an account number. */
  identifiers: v.optional(v.record(v.string(), v.string())),
  /** What the visitor says of themselves: nobody has checked it. */
  said: v.optional(v.record(v.string(), v.string())),
  /** BCP 47 tag of the customer's widget. */
  locale: v.string(),
});
export type Customer = v.InferOutput<typeof CustomerSchema>;

export const SourceSchema = v.object({ title: v.string(), url: v.string() });
export type Source = v.InferOutput<typeof SourceSchema>;

/** What the customer thinks of an answer of the AI. */
export const ThumbSchema = v.picklist(["up", "down"]);
export type Thumb = v.InferOutput<typeof ThumbSchema>;

/** An id made by a client: it names a command for ever, so that a retry is answered as the first time. */
export const ClientIdSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(LIMITS.clientId),
  v.regex(/^[\w.:-]+$/u),
);

/** Whom a conversation goes to: one agent, or whoever of a team. */
export const DestinationSchema = v.union([
  v.object({ agentId: v.pipe(v.string(), v.minLength(1), v.maxLength(100)) }),
  v.object({ teamId: v.pipe(v.string(), v.minLength(1), v.maxLength(100)) }),
]);
export type Destination = v.InferOutput<typeof DestinationSchema>;

/** At most `LIMITS.text` characters. */
export const TextOrNoneSchema = v.pipe(v.string(), v.maxLength(LIMITS.text));

/** What a person writes: not blank besides. */
export const TextSchema = v.pipe(TextOrNoneSchema, v.check(saysSomething, "must not be blank"));

export function saysSomething(text: string): boolean {
  return text.trim() !== "";
}

/** A whole number from zero: a seq, a cycle, an epoch. */
export const CountSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

/** ISO 8601 in UTC. */
export const TimeSchema = v.string();
