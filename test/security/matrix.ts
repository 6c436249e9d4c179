import type { Permission } from "../../conversation/core/actor.ts";
import type { ErrorCode } from "../../conversation/protocol/errors.ts";
import type { CommandFrame, UpFrame } from "../../conversation/protocol/up.ts";
import type { DeskUpFrame } from "../../conversation/protocol/workspace.ts";

/**
 * Who may do what, and which attacks are answered where: the tests' data. A new command, frame, route or field
 * that holds an id is one entry here, and `matrix.test.ts` fails until it stands here.
 */

export type Attack = {
  attack: string;
  /** What the product withstands now, and the tests show. */
  today: string;
  /** What comes with later work, or is the operator's matter. */
  later: string | null;
  /** Test files whose titles carry the id. */
  shownBy: readonly string[];
};

const UNIT = "test/security";
const SERVER = "test/security/server";
const BROWSER = "test/security/browser";

export const ATTACKS = {
  A1: {
    attack: "reading or joining another's or a guessed conversation; another workspace's ids in any field",
    today:
      "every field that carries an id, in frames, paths, queries and token claims: the answer is byte for byte that for one that does not exist",
    later:
      "whether a workspace is registered can be told from its address: its name stands in every script tag anyway",
    shownBy: [`${UNIT}/ids.test.ts`, `${SERVER}/doors.test.ts`],
  },
  A2: {
    attack: "every role against every command, frame and route",
    today: "default no: COMMANDS, FRAMES and ROUTES say who may; a refusal changes no stored byte",
    later: null,
    shownBy: [`${UNIT}/roles.test.ts`, `${UNIT}/routes.test.ts`],
  },
  A3: {
    attack: "cross-site WebSocket hijacking: Origin missing, null, suffix tricks",
    today:
      "where the workspace lists its origins a page of another gets neither session nor socket; there is no cookie to ride on",
    later:
      "without a list every origin is allowed; agents' tokens and customers' transcripts are not bound to an origin, and a client that is no browser sends what it likes",
    shownBy: [`${UNIT}/origins.test.ts`, `${SERVER}/doors.test.ts`, `${UNIT}/no-cookies.test.ts`],
  },
  A4: {
    attack: "forged, foreign, expired and leaked tokens",
    today:
      "algorithm, issuer, audience, kind and key are pinned at every door; no token in a URL, a log line or a Referer",
    later:
      "revoking single tokens and retiring a key id (until then: short lives, or a new root secret); a longest life for tokens that a site mints",
    shownBy: [
      `${UNIT}/tokens.test.ts`,
      `${SERVER}/flood.test.ts`,
      `${BROWSER}/widget.test.ts`,
      `${BROWSER}/console.test.ts`,
    ],
  },
  A5: {
    attack: "script in text, names, metadata, tickets, notes, sources and model output, in both directions",
    today:
      "words are set as text nodes; nothing is ever parsed as HTML; links are made for http and https alone",
    later:
      "Markdown, file names and the page's title come with the widget as a product, and into the same corpus",
    shownBy: [`${BROWSER}/widget.test.ts`, `${BROWSER}/console.test.ts`, `${UNIT}/transcript.test.ts`],
  },
  A6: {
    attack: "uploads: SVG or HTML as an image, wrong magic bytes, huge, path names",
    today: "there are no uploads: no route takes one, and a frame is at most 32 KiB of JSON text",
    later: "comes with attachments, in the widget as a product",
    shownBy: [`${SERVER}/doors.test.ts`],
  },
  A7: {
    attack: "frames: not JSON, deep, huge, unknown, binary, 10,000 a second, slow hello, half-open",
    today: "a clear error or close code; the room, its other clients and other rooms go on being served",
    later: "a flooding socket is answered and not closed; a cap on sockets per address is the edge's matter",
    shownBy: [`${UNIT}/fuzz/fuzz.test.ts`, `${UNIT}/schema-walk.test.ts`, `${SERVER}/flood.test.ts`],
  },
  A8: {
    attack: "denial of wallet: flooding the AI, new sessions",
    today:
      "frames per socket, messages per customer, text, page and log are limited; the AI answers one thing at a time per conversation",
    later:
      "budgets for the AI per conversation, customer, workspace and day come with control over the AI; sessions per address need an edge whose addresses can be trusted, and are not limited yet",
    shownBy: [`${UNIT}/limits.test.ts`],
  },
  A9: {
    attack: "prompt injection: orders in a customer's text, asking for notes or other customers",
    today:
      "no note, other customer, token, address or secret is in a prompt; the one tool asks for a person; nothing the model says changes control otherwise",
    later:
      "guardrails and budgets come with control over the AI. That a model says something foolish cannot be excluded",
    shownBy: [`${UNIT}/injection.test.ts`],
  },
  A10: {
    attack: "exfiltration by a Markdown image or link in AI text",
    today: "no image, frame or style is ever loaded from words; the widget makes no link of them at all",
    later: "links in AI text come with Markdown, shown with their host",
    shownBy: [`${BROWSER}/widget.test.ts`, `${BROWSER}/console.test.ts`],
  },
  A11: {
    attack: "shared computer: user B after user A",
    today: "another identity on the same key is another customer, with a conversation of their own",
    later: "that logout wipes the device's outbox and drafts comes with the widget as a product",
    shownBy: [`${UNIT}/shared-computer.test.ts`],
  },
  A12: {
    attack: "SSRF through webhook or attachment URLs",
    today:
      "no request, frame or token makes the server fetch an address: rooms call their own origin, the articles' and the model's, which the operator sets; a Host header changes none of them",
    later: "comes with webhooks and attachments",
    shownBy: [`${SERVER}/doors.test.ts`],
  },
  A13: {
    attack: "unsigned or replayed webhook or inbound channel calls",
    today:
      "there is no inbound channel: its address is not found. What rooms tell each other is signed and bound to its path",
    later: "comes with channels; a captured call between rooms could be repeated within its minute",
    shownBy: [`${UNIT}/routes.test.ts`, `${SERVER}/doors.test.ts`],
  },
  A14: {
    attack: "spoofed _pk connection ids and identity headers",
    today: "who somebody is comes from the verified token alone; a copied _pk takes over nothing",
    later: null,
    shownBy: [`${SERVER}/doors.test.ts`],
  },
} as const satisfies Record<string, Attack>;

/** In which every command is tried: nobody owns it, Ann owns it and has written, it is over. */
export const SCENES = ["unowned", "owned", "ended"] as const;
/** In which some are besides: Ben monitors Ann's, Ann offers it to Ben, Ann wraps up. */
export const MORE_SCENES = ["monitored", "offered", "wrapping up"] as const;
export type Scene = (typeof SCENES)[number] | (typeof MORE_SCENES)[number];

export type Outcome = "ack" | ErrorCode;

/**
 * An agent's outcome with all that is needed, by the first way that they have; `forbidden` without any. `never`:
 * whatever they hold. Everybody needs `conversation.read` to be in the room at all.
 */
export type AgentRule = readonly { needs: readonly Permission[]; outcome: Outcome }[] | "never";

export type Rule = {
  customer: Outcome;
  /** The agent who owns the conversation, where anybody does. */
  owner: AgentRule;
  other: AgentRule;
};

export type CommandEntry = {
  /** Fields of a frame that is right at this moment. */
  fields(now: Moment): object;
  rules: Readonly<Record<(typeof SCENES)[number], Rule>> &
    Readonly<Partial<Record<(typeof MORE_SCENES)[number], Rule>>>;
};

/** Ids of what stands: the open ticket, Ben's lease, the offer to him. */
export type Moment = { epoch: number; ticketId: string; leaseId: string; offerId: string };

const needs = (outcome: Outcome, ...permissions: Permission[]) => [{ needs: permissions, outcome }];
/** The same for every agent, as where nobody owns the conversation. */
const rule = (customer: Outcome, anyAgent: AgentRule, other: AgentRule = anyAgent): Rule => ({
  customer,
  owner: anyAgent,
  other,
});

/** Who owns it may by the one, who oversees by the other. */
const eitherOf = (outcome: Outcome) => [
  ...needs(outcome, "conversation.transfer"),
  ...needs(outcome, "conversation.assign"),
];

const OVER = "conversation_ended";

/** Whoever controls replies; none is held in these scenes, and who has just lost the conversation is told so (C3). */
function heldReply(fields: CommandEntry["fields"]): CommandEntry {
  return {
    fields,
    rules: {
      unowned: rule("forbidden", needs("reply_gone", "reply.control")),
      owned: rule("forbidden", needs("reply_gone", "reply.control")),
      ended: rule("forbidden", needs(OVER, "reply.control")),
    },
  };
}

export const COMMANDS: Readonly<Record<CommandFrame["type"], CommandEntry>> = {
  send_message: {
    fields: ({ epoch }) => ({ text: "Hi", epoch }),
    rules: {
      unowned: rule("ack", needs("ack", "conversation.reply", "conversation.take_over")),
      owned: rule("ack", needs("ack", "conversation.reply"), needs("not_assigned", "conversation.reply")),
      ended: rule(OVER, needs(OVER, "conversation.reply")),
    },
  },
  add_note: {
    fields: () => ({ text: "For us" }),
    rules: {
      unowned: rule("forbidden", needs("ack", "conversation.note")),
      owned: rule("forbidden", needs("ack", "conversation.note"), "never"),
      ended: rule("forbidden", needs("ack", "conversation.note")),
    },
  },
  request_human: {
    fields: () => ({}),
    rules: {
      unowned: rule("ack", "never"),
      owned: rule("ack", "never"),
      ended: rule(OVER, "never"),
    },
  },
  cancel_request: {
    fields: ({ epoch }) => ({ epoch }),
    rules: {
      unowned: rule("not_available", "never"),
      owned: rule("not_available", "never"),
      ended: rule(OVER, "never"),
    },
  },
  take_over: {
    fields: () => ({}),
    rules: {
      unowned: rule("forbidden", needs("ack", "conversation.take_over")),
      owned: rule(
        "forbidden",
        needs("ack", "conversation.take_over"),
        needs("already_taken_over", "conversation.take_over"),
      ),
      ended: rule("forbidden", needs(OVER, "conversation.take_over")),
    },
  },
  allow_ai_replies: {
    fields: ({ epoch }) => ({ epoch }),
    rules: {
      unowned: rule("forbidden", needs("not_available", "conversation.allow_ai")),
      owned: rule("forbidden", needs("ack"), needs("ack", "conversation.allow_ai")),
      ended: rule("forbidden", needs(OVER, "conversation.allow_ai")),
    },
  },
  update_ticket: {
    fields: ({ ticketId }) => ({ ticketId, status: "waiting_on_customer" }),
    rules: {
      unowned: rule("forbidden", needs("not_found", "ticket.update")),
      owned: rule("forbidden", needs("ack", "ticket.update"), "never"),
      ended: rule("forbidden", needs(OVER, "ticket.update")),
    },
  },
  mark_read: {
    fields: () => ({ seq: 1 }),
    rules: {
      unowned: rule("ack", needs("ack")),
      owned: rule("ack", needs("ack"), "never"),
      ended: rule("ack", needs("ack")),
    },
  },
  rate: {
    fields: () => ({ score: 5 }),
    rules: { unowned: rule("ack", "never"), owned: rule("ack", "never"), ended: rule("ack", "never") },
  },
  end: {
    fields: ({ epoch }) => ({ epoch }),
    rules: {
      unowned: rule("ack", needs("not_assigned", "conversation.end")),
      owned: rule("ack", needs("ack", "conversation.end"), needs("not_assigned", "conversation.end")),
      ended: rule(OVER, needs(OVER, "conversation.end")),
    },
  },
  force_end: {
    fields: () => ({}),
    rules: {
      unowned: rule("forbidden", needs("ack", "conversation.force_end")),
      owned: rule("forbidden", needs("ack", "conversation.force_end")),
      ended: rule("forbidden", needs(OVER, "conversation.force_end")),
      "wrapping up": rule("forbidden", needs("ack", "conversation.force_end")),
    },
  },
  monitor: {
    fields: () => ({}),
    rules: {
      unowned: rule("forbidden", needs("ack", "conversation.monitor")),
      owned: rule(
        "forbidden",
        needs("not_available", "conversation.monitor"),
        needs("ack", "conversation.monitor"),
      ),
      ended: rule("forbidden", needs(OVER, "conversation.monitor")),
      "wrapping up": rule(
        "forbidden",
        needs("not_available", "conversation.monitor"),
        needs("ack", "conversation.monitor"),
      ),
    },
  },
  stop_monitor: {
    fields: ({ leaseId }) => ({ leaseId }),
    rules: {
      unowned: rule("forbidden", needs("not_monitoring", "conversation.monitor")),
      owned: rule("forbidden", needs("not_monitoring", "conversation.monitor")),
      ended: rule("forbidden", needs("not_monitoring", "conversation.monitor")),
      monitored: rule(
        "forbidden",
        needs("not_monitoring", "conversation.monitor"),
        needs("ack", "conversation.monitor"),
      ),
    },
  },
  prepare_take_over: {
    fields: ({ leaseId }) => ({ leaseId }),
    rules: {
      unowned: rule("forbidden", needs("not_monitoring", "conversation.take_over_agent")),
      owned: rule("forbidden", needs("not_monitoring", "conversation.take_over_agent")),
      ended: rule("forbidden", needs(OVER, "conversation.take_over_agent")),
      monitored: rule(
        "forbidden",
        needs("not_monitoring", "conversation.take_over_agent"),
        needs("ack", "conversation.take_over_agent"),
      ),
    },
  },
  confirm_take_over: {
    fields: () => ({ confirmation: "made up" }),
    rules: {
      unowned: rule("forbidden", needs("not_monitoring", "conversation.take_over_agent")),
      owned: rule("forbidden", needs("not_monitoring", "conversation.take_over_agent")),
      ended: rule("forbidden", needs(OVER, "conversation.take_over_agent")),
      monitored: rule(
        "forbidden",
        needs("not_monitoring", "conversation.take_over_agent"),
        needs("confirmation_required", "conversation.take_over_agent"),
      ),
    },
  },
  join: {
    fields: ({ leaseId }) => ({ leaseId }),
    rules: {
      unowned: rule("forbidden", needs("not_monitoring", "conversation.join")),
      owned: rule("forbidden", needs("not_monitoring", "conversation.join")),
      ended: rule("forbidden", needs(OVER, "conversation.join")),
      monitored: rule(
        "forbidden",
        needs("not_monitoring", "conversation.join"),
        needs("ack", "conversation.join"),
      ),
    },
  },
  leave_consult: {
    fields: () => ({}),
    rules: {
      unowned: rule("forbidden", needs("not_available")),
      owned: rule("forbidden", needs("not_available")),
      ended: rule("forbidden", needs(OVER)),
    },
  },
  assign: {
    fields: ({ epoch }) => ({ epoch, to: { agentId: "dora" } }),
    rules: {
      unowned: rule("forbidden", needs("ack", "conversation.assign")),
      owned: rule("forbidden", needs("already_taken_over", "conversation.assign")),
      ended: rule("forbidden", needs(OVER, "conversation.assign")),
    },
  },
  offer_transfer: {
    fields: ({ epoch }) => ({ epoch, to: { agentId: "dora" } }),
    rules: {
      unowned: rule("forbidden", eitherOf("not_available")),
      owned: rule("forbidden", eitherOf("ack"), [
        ...needs("ack", "conversation.assign"),
        ...needs("not_assigned", "conversation.transfer"),
      ]),
      ended: rule("forbidden", eitherOf(OVER)),
    },
  },
  accept_transfer: {
    fields: ({ offerId }) => ({ offerId }),
    rules: {
      unowned: rule("forbidden", needs("offer_gone", "conversation.transfer")),
      owned: rule("forbidden", needs("offer_gone", "conversation.transfer")),
      ended: rule("forbidden", needs("offer_gone", "conversation.transfer")),
      offered: rule("forbidden", "never", needs("ack", "conversation.transfer")),
    },
  },
  reject_transfer: {
    fields: ({ offerId }) => ({ offerId }),
    rules: {
      unowned: rule("forbidden", needs("offer_gone", "conversation.transfer")),
      owned: rule("forbidden", needs("offer_gone", "conversation.transfer")),
      ended: rule("forbidden", needs("offer_gone", "conversation.transfer")),
      offered: rule("forbidden", "never", needs("ack", "conversation.transfer")),
    },
  },
  cancel_transfer: {
    fields: ({ offerId }) => ({ offerId }),
    rules: {
      unowned: rule("forbidden", eitherOf("offer_gone")),
      owned: rule("forbidden", eitherOf("offer_gone")),
      ended: rule("forbidden", eitherOf("offer_gone")),
      offered: rule("forbidden", eitherOf("ack"), [
        ...needs("ack", "conversation.assign"),
        ...needs("forbidden", "conversation.transfer"),
      ]),
    },
  },
  complete_wrap_up: {
    fields: () => ({ disposition: "resolved" }),
    rules: {
      unowned: rule("forbidden", needs("not_available")),
      owned: rule("forbidden", needs("not_available")),
      ended: rule("forbidden", needs("not_available")),
      "wrapping up": rule("forbidden", needs("ack"), needs("not_available")),
    },
  },
  send_now: heldReply(() => ({ replyId: "gone" })),
  edit_and_send: heldReply(() => ({ replyId: "gone", text: "Better" })),
  cancel_reply: heldReply(() => ({ replyId: "gone" })),
  escalate: {
    fields: () => ({ teamId: "parcels", reason: "Look at this" }),
    rules: {
      unowned: rule("forbidden", needs("ack", "escalation.raise")),
      owned: rule("forbidden", needs("ack", "escalation.raise")),
      ended: rule("forbidden", needs(OVER, "escalation.raise")),
    },
  },
  resolve_escalation: {
    fields: () => ({ escalationId: "gone", count: 1, reason: "handled" }),
    rules: {
      unowned: rule("forbidden", needs("not_available")),
      owned: rule("forbidden", needs("not_available")),
      ended: rule("forbidden", needs("not_available")),
    },
  },
  complete_task: {
    fields: () => ({ taskId: "gone", reason: "Called back" }),
    rules: {
      unowned: rule("forbidden", needs("not_available")),
      owned: rule("forbidden", needs("not_available")),
      ended: rule("forbidden", needs("not_available")),
    },
  },
};

/** Frames that are no commands: what each of those who are in the room is answered with ("-": nothing). */
export const FRAMES: Readonly<
  Record<
    Exclude<UpFrame["type"], CommandFrame["type"]>,
    { fields: object; customer: string; agent: string; head: string }
  >
> = {
  hello: { fields: { protocol: 1, token: "none" }, customer: "refused", agent: "refused", head: "refused" },
  typing: { fields: { on: true }, customer: "-", agent: "-", head: "-" },
  renew_monitor: { fields: { leaseId: "guessed" }, customer: "-", agent: "-", head: "-" },
  ping: { fields: {}, customer: "pong", agent: "pong", head: "pong" },
  load_earlier: { fields: { before: 2 }, customer: "page", agent: "page", head: "forbidden" },
};

/** Frames of an agent's desk; who has not said hello is refused whatever they send. */
export const DESK_FRAMES: Readonly<Record<DeskUpFrame["type"], { fields: object; agent: string }>> = {
  hello: { fields: { protocol: 1, token: "none" }, agent: "refused" },
  set_presence: { fields: { clientId: "p-1", status: "available" }, agent: "ack" },
  ping: { fields: {}, agent: "pong" },
};

/** Who knocks over HTTP. Everybody but the first has a good token of that kind. */
export const CALLERS = [
  "nobody",
  "customer",
  "another_customer",
  "identity",
  "agent",
  "agent_who_may_not_read",
  "admin",
  "agent_of_other_workspace",
  "room_for_this_path",
  "room_for_another_path",
  "room_of_other_workspace",
] as const;
export type Caller = (typeof CALLERS)[number];

type Status = 200 | 400 | 401 | 403 | 404;
export type RouteEntry = {
  /** The path below the room, where the code does not spell it out. `{customer}`, `{id}`: the conversation's. */
  path?: string;
  /** A body that is right, where one is read. */
  body?: object;
  /** What callers get who are not named. */
  rest: Status;
  but?: Partial<Record<Caller, Status>>;
};

const PEERS_ALONE = { rest: 404, but: { room_for_this_path: 200 } } as const;
const CONFIGURERS_ALONE = {
  rest: 401,
  but: { agent: 403, agent_who_may_not_read: 403, admin: 200 },
} as const;

/** Nobody but whoever may erase, which is a permission apart from reading. */
const ERASERS_ALONE = {
  rest: 401,
  but: { agent: 403, agent_who_may_not_read: 200, admin: 200 },
} as const;

/** Every route of both parties, in a conversation that nobody owns. */
export const ROUTES: Readonly<Record<"main" | "workspace", Readonly<Record<string, RouteEntry>>>> = {
  main: {
    "GET transcript": {
      rest: 401,
      but: { customer: 200, another_customer: 404, agent: 200, admin: 200, agent_who_may_not_read: 403 },
    },
    "POST internal/notice": { ...PEERS_ALONE, body: { kind: "queue_position", position: null } },
    "POST internal/head": { ...PEERS_ALONE, body: {} },
    "POST internal/copy": { ...PEERS_ALONE, body: {} },
    "POST internal/erase": { ...PEERS_ALONE, body: {} },
    "DELETE ": { ...ERASERS_ALONE, but: { ...ERASERS_ALONE.but, customer: 403, another_customer: 403 } },
  },
  workspace: {
    "GET health": { rest: 200 },
    "GET notices": { rest: 200 },
    "POST sessions": { body: { key: "s".repeat(43), locale: "en", start: false }, rest: 404 },
    "GET config": CONFIGURERS_ALONE,
    "PUT config": { ...CONFIGURERS_ALONE, body: {} },
    // Without the demo's code there is no such address.
    "POST demo-token": { body: { code: "guess", persona: "ada" }, rest: 404 },
    "POST internal/summary": {
      ...PEERS_ALONE,
      body: {
        row: {
          id: "demo:x",
          version: 1,
          state: "ai_active",
          owner: null,
          cycle: 0,
          customer: { id: "v", name: "V", locale: "en" },
          subject: null,
          lastMessage: null,
          waitingSince: null,
          alert: null,
          unread: 0,
          teamId: null,
          transferOffer: null,
          escalations: 0,
          sentiment: null,
          sentimentTrend: null,
          createdAt: "",
          updatedAt: "",
        },
      },
    },
    "POST internal/availability": { ...PEERS_ALONE, body: {} },
    "POST internal/monitoring": {
      ...PEERS_ALONE,
      body: { id: "demo:x", version: 1, monitor: null, hiddenFrom: [] },
    },
    "POST internal/grant": { ...PEERS_ALONE, body: {} },
    "POST internal/cooldown": { ...PEERS_ALONE, body: { id: "demo:x", until: 1 } },
    "POST internal/erase": { ...PEERS_ALONE, body: { id: "{id}" } },
    "POST internal/expire": { ...PEERS_ALONE, body: { id: "{id}", endedAt: 1 } },
    "GET export": { ...ERASERS_ALONE, path: "customers/{customer}/export" },
    "DELETE ": { ...ERASERS_ALONE, path: "customers/{customer}" },
  },
};

/**
 * Every text that a client or a token can put into a field, by what it is. For an `id` the probes of
 * `ids.test.ts` show that a foreign one is answered as one that does not exist.
 */
export type FieldKind = "id" | "token" | "words" | "choice" | "secret" | "own";

export const FIELDS: Readonly<Record<string, FieldKind>> = {
  "up.hello.token": "token",
  "up.hello.cursor.log": "id",
  "up.*.clientId": "id",
  "up.send_message.text": "words",
  "up.add_note.text": "words",
  "up.update_ticket.ticketId": "id",
  "up.update_ticket.status": "choice",
  "up.rate.comment": "words",
  "up.renew_monitor.leaseId": "id",
  "up.stop_monitor.leaseId": "id",
  "up.prepare_take_over.leaseId": "id",
  "up.confirm_take_over.confirmation": "token",
  "up.join.leaseId": "id",
  "up.assign.to.agentId": "id",
  "up.assign.to.teamId": "own",
  "up.offer_transfer.to.agentId": "id",
  "up.offer_transfer.to.teamId": "own",
  "up.offer_transfer.note": "words",
  "up.accept_transfer.offerId": "id",
  "up.reject_transfer.offerId": "id",
  "up.reject_transfer.reason": "words",
  "up.cancel_transfer.offerId": "id",
  "up.complete_wrap_up.disposition": "words",
  "up.complete_wrap_up.note": "words",
  "up.send_now.replyId": "id",
  "up.edit_and_send.replyId": "id",
  "up.edit_and_send.text": "words",
  "up.cancel_reply.replyId": "id",
  "up.escalate.teamId": "own",
  "up.escalate.reason": "words",
  "up.resolve_escalation.escalationId": "id",
  "up.resolve_escalation.reason": "choice",
  "up.resolve_escalation.note": "words",
  "up.complete_task.taskId": "id",
  "up.complete_task.reason": "words",
  "up.complete_task.disposition": "choice",
  "desk.hello.token": "token",
  "desk.set_presence.clientId": "own",
  "desk.set_presence.status": "choice",
  "session.key": "secret",
  "session.locale": "words",
  "session.identity": "token",
  "claims.session.sub": "id",
  "claims.session.conversationId": "id",
  "claims.session.customer.id": "id",
  "claims.session.customer.name": "words",
  "claims.session.customer.email": "words",
  "claims.session.customer.identifiers.*": "words",
  "claims.session.customer.locale": "words",
  "claims.agent.sub": "own",
  "claims.agent.name": "words",
  "claims.agent.permissions.*": "choice",
  "claims.agent.teams.*": "own",
  "claims.identity.sub": "own",
  "claims.identity.name": "words",
  "claims.identity.email": "words",
  "claims.identity.identifiers.*": "words",
  "claims.room.sub": "own",
  "claims.room.path": "id",
  "claims.confirmation.sub": "own",
  "claims.confirmation.conversationId": "id",
  "claims.confirmation.leaseId": "id",
};
