/** Every HTTP route, and every text that somebody can put into a field. */

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
    "GET access-log": {
      rest: 401,
      but: { customer: 403, another_customer: 404, agent: 200, admin: 200, agent_who_may_not_read: 403 },
    },
    // What stands in the body is a text like any other.
    "POST attachments": {
      rest: 401,
      but: { customer: 200, another_customer: 404, agent: 200, admin: 200, agent_who_may_not_read: 403 },
    },
    "GET attachments": {
      path: "attachments/unknown",
      rest: 401,
      but: { customer: 404, another_customer: 404, agent: 404, admin: 404, agent_who_may_not_read: 403 },
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
    "GET conversations": { rest: 401, but: { customer: 200, another_customer: 200 } },
    "POST sessions": { body: { key: "s".repeat(43), locale: "en", start: false }, rest: 404 },
    // Whoever has the key may, and whoever has none is told the same.
    "DELETE sessions": { body: { key: "s".repeat(43) }, rest: 200 },
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
    "POST internal/grant": { ...PEERS_ALONE, body: { id: "{id}" } },
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
  "up.send_message.attachments.*.id": "id",
  "up.send_message.attachments.*.name": "own",
  "up.send_message.attachments.*.type": "own",
  "up.add_note.text": "words",
  "up.update_ticket.ticketId": "id",
  "up.update_ticket.status": "choice",
  "up.rate.comment": "words",
  "up.rate_answer.entryId": "id",
  "up.rate_answer.thumb": "choice",
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
  "session.said.*": "words",
  "claims.session.sub": "id",
  "claims.session.conversationId": "id",
  "claims.session.device": "own",
  "claims.session.customer.id": "id",
  "claims.session.customer.name": "words",
  "claims.session.customer.email": "words",
  "claims.session.customer.identifiers.*": "words",
  "claims.session.customer.said.*": "words",
  "claims.session.customer.locale": "words",
  "claims.agent.sub": "own",
  "claims.agent.name": "words",
  "claims.agent.avatarUrl": "own",
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
