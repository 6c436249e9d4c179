import * as v from "valibot";
import { PERMISSIONS } from "../../conversation/core/actor.ts";
import { CountSchema, CustomerSchema } from "../../conversation/protocol/shared.ts";

/** What a verified token says. Whatever else it carries is dropped. */

const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
/** Without lone surrogates: as a storage key they all become one character, so two people would become one. */
const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(100), v.regex(/^\P{Surrogate}+$/u));

export const AgentClaimsSchema = v.object({
  sub: Id,
  name: Name,
  permissions: v.array(v.picklist(PERMISSIONS)),
  teams: v.optional(v.pipe(v.array(Id), v.maxLength(10)), []),
});
export type AgentClaims = v.InferOutput<typeof AgentClaimsSchema>;

export const IdentityClaimsSchema = v.object({
  sub: Id,
  /** When the site said so, in seconds since 1970. */
  iat: v.optional(v.number(), 0),
  name: v.optional(Name),
  email: v.optional(v.pipe(v.string(), v.maxLength(254))),
  identifiers: v.optional(
    v.record(v.pipe(v.string(), v.maxLength(50)), v.pipe(v.string(), v.maxLength(200))),
  ),
});
export type IdentityClaims = v.InferOutput<typeof IdentityClaimsSchema>;

/** The claim a conversation creates itself from: this customer, this conversation. */
export const SessionClaimsSchema = v.object({
  sub: Id,
  conversationId: v.string(),
  customer: CustomerSchema,
  /** Grows with each change of the customer's details: of two tokens the higher one is right. */
  customerVersion: v.optional(CountSchema, 0),
});
export type SessionClaims = v.InferOutput<typeof SessionClaimsSchema>;

/** From one room to another: the path it may call. */
export const RoomClaimsSchema = v.object({ sub: v.string(), path: v.string() });
export type RoomClaims = v.InferOutput<typeof RoomClaimsSchema>;

/** What the preset roles of the local server allow. */
const AGENT = [
  "conversation.read",
  "conversation.reply",
  "conversation.note",
  "conversation.take_over",
  "conversation.transfer",
  "conversation.end",
  "reply.control",
  "ticket.update",
  "escalation.raise",
] as const;

const SUPERVISOR = [
  ...AGENT,
  "conversation.monitor",
  "conversation.take_over_agent",
  "conversation.join",
  "conversation.assign",
  "conversation.allow_ai",
  "conversation.force_end",
  "analytics.read",
] as const;

export const ROLE_PERMISSIONS = { agent: AGENT, supervisor: SUPERVISOR, admin: PERMISSIONS } as const;
export type Role = keyof typeof ROLE_PERMISSIONS;
