import * as v from "valibot";
import { PERMISSIONS } from "../../conversation/core/actor.ts";
import { CountSchema, CustomerSchema, type Person } from "../../conversation/protocol/shared.ts";
import { hasRoomFor, pictureAddress } from "./picture.ts";

/** What a verified token says. Whatever else it carries is dropped. */

/** Control characters have no place in a name, and take the most room wherever it is kept. */
const Name = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(100),
  v.transform((name) => name.replace(/\p{Cc}/gu, " ")),
);
/**
 * Without control characters, and without lone surrogates: as a storage key those all become one character, so two
 * people would become one.
 */
const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(100), v.regex(/^[^\p{Surrogate}\p{Cc}]+$/u));

/** Shorter than other ids: all of an agent's teams are kept with each connection of theirs, which has room for 2 kB. */
const TeamId = v.pipe(Id, v.maxLength(40));

/** Whatever is wrong with a picture keeps nobody out: there is none. */
const Picture = v.fallback(v.optional(v.pipe(v.string(), v.transform(pictureAddress))), undefined);

export const AgentClaimsSchema = v.object({
  sub: Id,
  name: Name,
  avatarUrl: Picture,
  permissions: v.array(v.picklist(PERMISSIONS)),
  teams: v.optional(v.pipe(v.array(TeamId), v.maxLength(10)), []),
});
export type AgentClaims = v.InferOutput<typeof AgentClaimsSchema>;

/** Who the agent is to everybody who may know of them. */
export function personOf({ sub, name, avatarUrl, teams }: AgentClaims): Person {
  const person = { id: sub, name };
  return avatarUrl !== undefined && hasRoomFor(avatarUrl, { sub, name, teams })
    ? { ...person, avatarUrl }
    : person;
}

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
  /** The device whose session it is of: with that session the token is over. */
  device: v.optional(v.pipe(v.string(), v.maxLength(22)), ""),
});
export type SessionClaims = v.InferOutput<typeof SessionClaimsSchema>;

/** What a supervisor's takeover was prepared with: good for this conversation, this lease and this epoch (T3). */
export const ConfirmationClaimsSchema = v.object({
  sub: v.string(),
  conversationId: v.string(),
  leaseId: v.string(),
  epoch: CountSchema,
  /** In milliseconds since 1970. */
  expiresAt: CountSchema,
});
export type ConfirmationClaims = v.InferOutput<typeof ConfirmationClaimsSchema>;

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
