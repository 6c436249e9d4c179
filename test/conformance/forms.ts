/**
 * The form of every frame that docs/SPEC.md describes, field by field. A field that the page does not name is a
 * fault here: either the page lacks it, or somebody sees what is not theirs.
 */

type Form = (value: unknown, path: string) => void;

const fault = (path: string, wanted: string, value: unknown): never => {
  throw new Error(`${path} is ${JSON.stringify(value)?.slice(0, 200)}, not ${wanted}`);
};
const when =
  (wanted: string, test: (value: unknown) => boolean): Form =>
  (value, path) =>
    test(value) || fault(path, wanted, value);

const text = when("text", (value) => typeof value === "string");
const count = when("a whole number from 0", (value) => Number.isSafeInteger(value) && Number(value) >= 0);
const flag = when("true or false", (value) => typeof value === "boolean");
const anything: Form = () => undefined;
const time = when("a time in UTC with milliseconds", (value) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u.test(String(value)),
);
const oneOf = (...words: readonly string[]): Form =>
  when(words.join(" or "), (value) => words.includes(String(value)));
const orNull =
  (form: Form): Form =>
  (value, path) =>
    value === null || form(value, path);
const list =
  (form: Form): Form =>
  (value, path) => {
    if (!Array.isArray(value)) return fault(path, "a list", value);
    for (const [index, item] of value.entries()) form(item, `${path}[${index}]`);
  };

/** An object of exactly these fields; a name that ends in `?` may be absent. */
function object(fields: Record<string, Form>): Form {
  return (value, path) => {
    const found = entriesOf(value, path);
    for (const [name, form] of Object.entries(fields)) {
      const field = name.replace("?", "");
      if (found.has(field)) form(found.get(field), `${path}.${field}`);
      else if (field === name) fault(`${path}.${field}`, "there", undefined);
    }
    for (const field of found.keys()) {
      if (!(field in fields || `${field}?` in fields))
        fault(`${path}.${field}`, "on the page", found.get(field));
    }
  };
}

/** One of several objects, told apart by a field. */
function choice(field: string, forms: Record<string, Form>): Form {
  return (value, path) => {
    const form = forms[String(entriesOf(value, path).get(field))];
    if (form) form(value, path);
    else fault(`${path}.${field}`, Object.keys(forms).join(" or "), value);
  };
}

function entriesOf(value: unknown, path: string): Map<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return fault(path, "an object", value);
  return new Map(Object.entries(value));
}

const person = object({ id: text, name: text, "avatarUrl?": text });
const open = ["ai_active", "queued", "agent_joining", "agent_active"] as const;
const control = oneOf(...open, "wrap_up", "closed");

const entryBase = { id: text, kind: text, seq: count, at: time, cycle: count };
const params: Form = (value, path) => {
  for (const [name, param] of entriesOf(value, path)) {
    if (typeof param !== "string" && typeof param !== "number")
      fault(`${path}.${name}`, "text or a number", param);
  }
};
const author = object({
  id: text,
  name: text,
  "avatarUrl?": text,
  role: oneOf("customer", "ai", "agent", "system"),
});
const PUBLIC = {
  message: {
    ...entryBase,
    author,
    text,
    state: oneOf("sent", "interrupted"),
    "clientId?": text,
    "sources?": list(object({ title: text, url: text })),
    "offersPerson?": flag,
    "origin?": text,
  },
  separator: { ...entryBase, code: oneOf("live_chat", "ai_resumed") },
  system: { ...entryBase, code: text, params },
};
const INTERNAL = {
  note: { ...entryBase, author: person, text, "clientId?": text, after: count },
  system: { ...entryBase, code: text, params, after: count },
};
const ledger = { ledger: oneOf("public", "internal") };
const publicEntry = choice("kind", {
  message: object(PUBLIC.message),
  separator: object(PUBLIC.separator),
  system: object(PUBLIC.system),
});
const internalEntry = choice("kind", { note: object(INTERNAL.note), system: object(INTERNAL.system) });
const run = (entry: Form) => object({ from: count, entries: list(entry) });
const publicRun = run(publicEntry);
const internalRun = run(internalEntry);

const generating = orNull(object({ replyId: text, generationId: text }));
const customer = { id: text, name: text, "email?": text, "identifiers?": params, locale: text };
const ticketHead = {
  id: text,
  cycle: count,
  status: oneOf("new", "on_you", "waiting_on_customer", "closed"),
  subject: text,
  assignee: orNull(person),
};
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
};
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
    unread: count,
    generating,
    successorId: orNull(text),
  }),
  agent: object({
    ...agentHead,
    ticket: orNull(object({ ...ticketHead, summary: text, customer: object(customer), link: text })),
    customer: object(customer),
    queuePosition: orNull(count),
    unread: count,
    generating,
  }),
  head: object({ ...agentHead, ticket: orNull(object(ticketHead)) }),
});

const type = text;
const error = object({ code: text, message: text, "details?": anything });
const result = object({
  "public?": publicEntry,
  "internal?": internalEntry,
  "ticketId?": text,
  "cycle?": count,
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
    "internal?": internalRun,
    stream: orNull(object({ replyId: text, generationId: text, text })),
  }),
  commit: object({ type, "public?": publicRun, "internal?": internalRun, "state?": state }),
  stream_delta: object({ type, replyId: text, generationId: text, offset: count, text }),
  page: object({ type, public: publicRun, "internal?": internalRun }),
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
  createdAt: time,
  updatedAt: time,
});
const presence = object({
  id: text,
  name: text,
  "avatarUrl?": text,
  status: oneOf("available", "busy", "away", "offline"),
  capacity: count,
  load: count,
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
    }),
  ),
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
      entries: list(publicEntry),
    }),
  ),
});
