import {
  ANN,
  agentState,
  audit,
  customerState,
  message,
  supervisorState,
  system,
} from "../../conversation/client/testing/fake-room.ts";
import type { AuditEntry, InternalEntry, PublicEntry } from "../../conversation/protocol/entry.ts";
import type { SupervisorState } from "../../conversation/protocol/views.ts";
import { SoundTrace } from "./sound-trace.fixture.ts";

/**
 * The sound trace goes on, and all is well still: Ann takes over again, offers it to Ben, who accepts; Sue, who
 * monitors, takes it from Ben and answers; Ben wraps up. It ends, so that a verifying supervisor may read all of it.
 */

const AT = "2026-11-20T12:05:00.000Z";
export const BEN = { id: "ben", name: "Ben" };
export const SUE = { id: "sue", name: "Sue" };

const by = ({ id, name }: typeof ANN) => ({ by: name, byId: id });

const spoken: PublicEntry[] = [
  { id: "p6", seq: 6, at: AT, cycle: 2, kind: "separator", code: "live_chat" },
  message(7, "This is Sue.", { author: { ...SUE, role: "agent" }, clientId: "s3", cycle: 2 }),
];
const internal: InternalEntry[] = [
  system(5, 6, "taken_over", by(ANN), 2),
  system(6, 6, "ticket_opened", { ticketId: "ticket-2" }, 2),
  system(7, 6, "transfer_offered", { offerId: "o1", ...by(ANN), to: "Ben", toId: "ben" }, 2),
  system(8, 6, "transfer_accepted", { offerId: "o1", ...by(BEN), from: "Ann", fromId: "ann" }, 2),
  system(9, 6, "ticket_reassigned", { ticketId: "ticket-2", assignee: "Ben", assigneeId: "ben" }, 2),
  system(10, 6, "taken_over_from_agent", { ...by(SUE), displaced: "Ben", displacedId: "ben" }, 2),
  system(11, 6, "ticket_reassigned", { ticketId: "ticket-2", assignee: "Sue", assigneeId: "sue" }, 2),
  system(12, 6, "wrap_up_started", { agent: "Ben", agentId: "ben" }, 2),
  system(13, 7, "wrap_up_completed", { agent: "Ben", agentId: "ben" }, 2),
];
const place = { after: 6, afterInternal: 9 };
const audited: AuditEntry[] = [
  audit(1, place, "monitor_started", by(SUE)),
  audit(2, place, "monitor_stopped", { ...by(SUE), reason: "took_over" }),
];

const told = { epoch: 6, cycle: 2, owner: SUE, ownedSince: AT, state: "agent_active" } as const;
const outcome = { transfers: [{ offerId: "o1", outcome: "accepted" } as const] };

/** What Sue sees before she takes it over. */
export const watched = (rest: Partial<SupervisorState> = {}) =>
  supervisorState({
    ...{ ...told, epoch: 5, owner: BEN, ...outcome },
    ...{ monitor: { person: SUE, since: AT, leaseId: "lease-1" }, ...rest },
  });

export function supervisedTrace(): SoundTrace {
  const trace = new SoundTrace();
  const run = <Entry>(from: number, entries: Entry[]) => ({ from, entries });
  const all = { public: run(5, spoken), internal: run(4, internal) };
  trace.insert("tab 1", {
    type: "commit",
    public: all.public,
    state: customerState({ epoch: 6, state: "agent_active", agent: SUE }),
  });
  for (const client of ["Ann", "Ben"]) {
    const ended = { owner: null, ownedSince: null, state: "closed", epoch: 7 } as const;
    trace.insert(client, { type: "commit", ...all, state: agentState({ ...told, ...ended, ...outcome }) });
  }
  trace.insert("Ben", { type: "accept_transfer", clientId: "b2", offerId: "o1" });
  trace.insert("Ben", { type: "ack", clientId: "b2", result: { ticketId: "ticket-2", cycle: 2 } });
  trace.insert("verifying customer", { type: "page", public: all.public });
  trace.insert("verifying agent", { type: "page", ...all, audit: run(0, audited) });
  trace.reconnect("Sue", "agent", [
    { type: "hello", protocol: 1, token: "token" },
    {
      ...{ type: "welcome", protocol: 1, mode: "snapshot", log: "log-1", me: SUE, state: watched() },
      ...{ public: run(5, []), internal: run(9, []), audit: run(0, audited.slice(0, 1)), stream: null },
    },
    { type: "monitor", clientId: "s0" },
    { type: "ack", clientId: "s0", result: { leaseId: "lease-1", expiresAt: AT } },
    { type: "prepare_take_over", clientId: "s1", leaseId: "lease-1" },
    { type: "ack", clientId: "s1", result: { confirmation: "signed", displaces: BEN, expiresAt: AT } },
    { type: "confirm_take_over", clientId: "s2", confirmation: "signed" },
    { type: "ack", clientId: "s2", result: { ticketId: "ticket-2", cycle: 2 } },
    { type: "commit", state: agentState({ ...told, ...outcome }) },
  ]);
  trace.calls.push({ client: "Sue", name: "send", text: "This is Sue.", outcome: "done", mayFail: [] });
  return trace;
}
