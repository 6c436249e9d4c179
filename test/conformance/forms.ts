import {
  anything,
  choice,
  count,
  entriesOf,
  type Form,
  flag,
  list,
  object,
  oneOf,
  orNull,
  text,
  time,
  when,
} from "./form.ts";

/**
 * The form of every frame that docs/SPEC.md describes, field by field. A field that the page does not name is a
 * fault here: either the page lacks it, or somebody sees what is not theirs.
 */

const person = object({ id: text, name: text, "avatarUrl?": text });
const open = ["ai_active", "queued", "agent_joining", "agent_active"] as const;
const control = oneOf(...open, "wrap_up", "closed");

const entryBase = { id: text, kind: text, seq: count, at: time, cycle: count };
const param = when("text or a number", (value) => typeof value === "string" || typeof value === "number");
const params: Form = (value, path) => {
  for (const [name, found] of entriesOf(value, path)) param(found, `${path}.${name}`);
};
const author = object({
  id: text,
  name: text,
  "avatarUrl?": text,
  role: oneOf("customer", "ai", "agent", "system"),
});
export const attachment = object({
  ...{ id: text, name: text, type: text, size: count },
  ...{ "width?": count, "height?": count },
});
const PUBLIC = {
  message: {
    ...entryBase,
    author,
    text,
    "attachments?": list(attachment),
    state: oneOf("sent", "interrupted"),
    "clientId?": text,
    "sources?": list(object({ title: text, url: text })),
    "offersPerson?": flag,
    "suggestions?": list(text),
    "origin?": text,
  },
  separator: { ...entryBase, code: oneOf("live_chat", "ai_resumed") },
  system: { ...entryBase, code: text, params },
};
const INTERNAL = {
  note: { ...entryBase, author: person, text, "clientId?": text, after: count },
  system: { ...entryBase, code: text, params, after: count },
};
const AUDIT = { ...INTERNAL.system, afterInternal: count };
const ledger = { ledger: oneOf("public", "internal", "audit") };
const publicEntry = choice("kind", {
  message: object(PUBLIC.message),
  separator: object(PUBLIC.separator),
  system: object(PUBLIC.system),
});
const internalEntry = choice("kind", { note: object(INTERNAL.note), system: object(INTERNAL.system) });
const run = (entry: Form) => object({ from: count, entries: list(entry) });
const publicRun = run(publicEntry);
const otherRuns = { "internal?": run(internalEntry), "audit?": run(object(AUDIT)) };

const thumb = oneOf("up", "down");
const thumbs: Form = (value, path) => {
  for (const [id, found] of entriesOf(value, path)) thumb(found, `${path}.${id}`);
};
const generating = orNull(object({ replyId: text, generationId: text }));
const customer = {
  id: text,
  name: text,
  "email?": text,
  "identifiers?": params,
  "said?": params,
  locale: text,
};
const ticketHead = {
  id: text,
  cycle: count,
  status: oneOf("new", "on_you", "waiting_on_customer", "closed"),
  subject: text,
  assignee: orNull(person),
};
const offer = {
  offerId: text,
  from: orNull(person),
  to: object({ "agent?": person, "teamId?": text }),
  expiresAt: time,
};
const score = when("a number from -1 to 1", (value) => typeof value === "number" && Math.abs(value) <= 1);
const trend = oneOf("rising", "falling", "steady");
const agentHead = {
  audience: text,
  id: text,
  state: control,
  epoch: count,
  cycle: count,
  owner: orNull(person),
  ownedSince: orNull(time),
  can: list(text),
  successorId: orNull(text),
  teamId: orNull(text),
  transferOffer: orNull(object({ ...offer, note: text })),
  transfers: list(
    object({ offerId: text, outcome: oneOf("accepted", "rejected", "timed_out", "rescinded") }),
  ),
  escalations: list(
    object({ id: text, team: orNull(text), reason: text, count: orNull(count), taskId: text, mine: flag }),
  ),
  "monitor?": orNull(object({ person, since: time, "leaseId?": text })),
};
const agentState = object({
  ...agentHead,
  ticket: orNull(object({ ...ticketHead, summary: text, customer: object(customer), link: text })),
  customer: object(customer),
  queuePosition: orNull(count),
  unread: count,
  "thumbs?": thumbs,
  generating,
  aiResumesAt: orNull(time),
  heldReply: orNull(object({ replyId: text, text, "suggestions?": list(text), dueAt: time })),
  consultants: list(person),
  sentiment: orNull(score),
  sentimentTrend: orNull(trend),
  wrapUp: orNull(object({ expiresAt: time })),
});
const state = choice("audience", {
  customer: object({
    audience: text,
    id: text,
    state: oneOf(...open, "ended"),
    epoch: count,
    agent: orNull(person),
    waiting: flag,
    waitingLong: flag,
    queuePosition: orNull(count),
    backAt: orNull(time),
    canRequestHuman: flag,
    "seen?": flag,
    unread: count,
    "rating?": count,
    "thumbs?": thumbs,
    generating,
    successorId: orNull(text),
  }),
  agent: agentState,
  supervisor: agentState,
  head: object({ ...agentHead, ticket: orNull(object(ticketHead)) }),
});

const type = text;
const error = object({ code: text, message: text, "details?": anything });
const result = object({
  "public?": publicEntry,
  "internal?": internalEntry,
  "ticketId?": text,
  "cycle?": count,
  "leaseId?": text,
  "offerId?": text,
  "expiresAt?": time,
  "confirmation?": text,
  "displaces?": person,
  "exceededBy?": count,
  "suppressed?": flag,
});
const reject = object({ type, clientId: orNull(text), error });
const refused = object({ type, error });
const pong = object({ type });

/** A frame of a conversation room. */
export const conversationFrame = choice("type", {
  welcome: object({
    type,
    protocol: count,
    mode: oneOf("snapshot", "resumed"),
    log: text,
    me: person,
    state,
    public: publicRun,
    ...otherRuns,
    stream: orNull(object({ replyId: text, generationId: text, text })),
  }),
  commit: object({ type, "public?": publicRun, ...otherRuns, "state?": state }),
  stream_delta: object({ type, replyId: text, generationId: text, offset: count, text }),
  page: object({ type, public: publicRun, ...otherRuns }),
  typing: object({ type, role: oneOf("customer", "agent"), person, on: flag }),
  ack: object({ type, clientId: text, result }),
  reject,
  refused,
  pong,
});

const row = object({
  id: text,
  version: count,
  state: control,
  owner: orNull(person),
  cycle: count,
  customer: object({ id: text, name: text, locale: text }),
  subject: orNull(text),
  lastMessage: orNull(object({ role: text, name: text, text, at: time })),
  waitingSince: orNull(time),
  alert: orNull(oneOf("joining_late", "unanswered_late")),
  unread: count,
  teamId: orNull(text),
  transferOffer: orNull(object(offer)),
  escalations: count,
  sentiment: orNull(score),
  sentimentTrend: orNull(trend),
  createdAt: time,
  updatedAt: time,
  "monitor?": orNull(person),
  "escalatedToYou?": list(object({ id: text, mark: text })),
});
const presence = object({
  id: text,
  name: text,
  "avatarUrl?": text,
  status: oneOf("available", "busy", "away", "offline"),
  capacity: count,
  load: count,
  teams: list(text),
});

/** A frame of a workspace room. */
export const workspaceFrame = choice("type", {
  welcome: object({
    type,
    protocol: count,
    me: person,
    permissions: list(text),
    revision: count,
    rows: list(row),
    agents: list(presence),
    teams: list(object({ id: text, name: text })),
    monitoringNotice: flag,
    timeZone: orNull(text),
  }),
  directory: object({
    type,
    revision: count,
    rows: list(row),
    removed: list(text),
    "agents?": list(presence),
  }),
  ack: object({ type, clientId: text }),
  reject,
  refused,
  pong,
});

export const errorBody = error;

export const sessionBody = object({
  token: orNull(text),
  expiresAt: orNull(time),
  conversationId: orNull(text),
  customer: object({ id: text, name: text }),
  "key?": text,
});

export const transcriptBody = object({
  id: text,
  entries: list(
    choice("ledger", {
      public: choice("kind", {
        message: object({ ...PUBLIC.message, ...ledger }),
        separator: object({ ...PUBLIC.separator, ...ledger }),
        system: object({ ...PUBLIC.system, ...ledger }),
      }),
      internal: choice("kind", {
        note: object({ ...INTERNAL.note, ...ledger }),
        system: object({ ...INTERNAL.system, ...ledger }),
      }),
      audit: object({ ...AUDIT, ...ledger }),
    }),
  ),
  "thumbs?": thumbs,
});

export const exportBody = object({
  exportedAt: time,
  customer: object(customer),
  identity: orNull(text),
  sessions: count,
  conversations: list(
    object({
      id: text,
      startedAt: time,
      endedAt: orNull(time),
      details: list(object({ at: time, customer: object(customer) })),
      ratings: list(object({ at: time, score: count, comment: text })),
      thumbs: list(object({ at: time, entryId: text, thumb: orNull(thumb) })),
      entries: list(publicEntry),
    }),
  ),
});

export const accessLogBody = object({
  id: text,
  accesses: list(object({ at: time, by: person, what: oneOf("opened", "left", "transcript", "export") })),
});

export const noticesBody = object({
  monitoring: oneOf("off", "notice", "consent"),
  "backAt?": time,
  "attachments?": oneOf("false"),
});
