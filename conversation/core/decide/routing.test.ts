import { describe, expect, test } from "vitest";
import { abilitiesOf } from "../can.ts";
import { CONSULTANTS_CAP } from "../state.ts";
import { ADA, ANN, agent, atDesk, BEN, MARIA, Specimen, SUE, SYSTEM } from "../testing/specimen.ts";
import { audienceOf } from "../visibility/audience.ts";
import { stateFor } from "../visibility.ts";

const SECOND = 1_000;
const LIVE = { queuePosition: null };
const TIM = { ...agent("tim"), teams: ["tech"] };

function assigning(it: Specimen, to: { agentId: string } | { teamId: string }, override?: boolean) {
  return {
    type: "assign",
    clientId: "a",
    epoch: it.state.epoch,
    to,
    ...(override ? { override } : {}),
  } as const;
}

const accepts = (it: Specimen, who: typeof ANN, offerId?: string) =>
  it.answers(who, "accept_transfer", offerId);

describe("assigning", () => {
  test("[S2] gives it to an agent as a takeover of theirs would", () => {
    const it = new Specimen();
    const to = { agentId: "ben" };
    expect(it.do(ANN, assigning(it, to), { agent: atDesk(BEN) })).toBe("forbidden");
    expect(it.do(SUE, assigning(it, to), { agent: atDesk(BEN) })).toEqual([
      "assigned",
      "taken_over",
      "ticket_opened",
    ]);
    expect(it.state).toMatchObject({ control: "agent_joining", owner: { id: "ben" }, cycle: 1 });
    expect(it.do(SUE, assigning(it, to), { agent: atDesk(BEN) })).toBe("already_taken_over");
  });

  test("[S2, S9] who is full or away is not given one, unless it is meant", () => {
    const it = new Specimen();
    const to = { agentId: "ben" };
    const full = { agent: { ...atDesk(BEN, 6), capacity: 5 } };
    expect(it.do(SUE, assigning(it, to), full)).toBe("over_capacity");
    expect(it.do(SUE, assigning(it, to), { agent: { ...atDesk(BEN), available: false } })).toBe(
      "not_available",
    );
    expect(it.do(SUE, assigning(it, to), { agent: null })).toBe("invalid");
    expect(it.do(SUE, assigning(it, to), { availableAgents: null })).toBe("unavailable");
    expect(it.do(SUE, assigning(it, to, true), full)).toContain("assigned");
    expect(it.log.at(-1)?.events[0]).toMatchObject({ type: "assigned", exceededBy: 2 });
  });

  test("[S2] to a team it is queued for them, and from one team's queue into another's", () => {
    const it = new Specimen({
      teams: [
        { id: "tech", name: "Tech" },
        { id: "billing", name: "Billing" },
      ],
    });
    it.says(MARIA, "My invoice is wrong.");
    expect(it.do(SUE, assigning(it, { teamId: "sales" }))).toBe("invalid");
    it.do(SUE, assigning(it, { teamId: "tech" }));
    const { epoch } = it.state;
    expect(it.state).toMatchObject({ control: "queued", teamId: "tech" });
    it.do(SUE, assigning(it, { teamId: "billing" }));
    expect(it.state).toMatchObject({ control: "queued", teamId: "billing", epoch });
    it.takesOver(BEN);
    expect(it.state.teamId).toBeNull();
  });

  test("[I6, S2] who decided by an older state is told that it has changed", () => {
    const it = new Specimen();
    const stale = assigning(it, { agentId: "ben" });
    it.asksForHuman();
    expect(it.do(SUE, stale, { agent: atDesk(BEN) })).toBe("stale_epoch");
  });
});

describe("transfers", () => {
  test("[S3] the owner keeps control until the target accepts, who then has the same ticket", () => {
    const it = new Specimen();
    it.takesOver(ANN);
    it.says(ANN, "Hi!");
    const { ticket, epoch, cycle } = it.state;
    expect(it.offers(ANN, BEN)).toEqual(["transfer_offered"]);
    expect(it.state.epoch).toBe(epoch);
    expect(it.says(ANN, "One moment.")).toEqual(["message_sent"]);
    expect(accepts(it, SUE)).toBe("forbidden");
    expect(accepts(it, BEN)).toEqual(["transfer_accepted", "ticket_reassigned"]);
    expect(it.state).toMatchObject({
      control: "agent_active",
      epoch: epoch + 1,
      cycle,
      owner: { id: "ben" },
    });
    expect(it.state.ticket).toMatchObject({ id: ticket?.id, assignee: { id: "ben" } });
    expect(it.story).toEqual(["(live_chat)", "agent: Hi!", "agent: One moment."]);
  });

  test("[S3, I13] from the queue it is a takeover; while joining the spinner stays", () => {
    const it = new Specimen();
    it.asksForHuman();
    expect(it.offers(ANN, BEN)).toBe("not_assigned");
    it.offers(SUE, BEN);
    expect(accepts(it, BEN)).toEqual(["transfer_accepted", "taken_over", "ticket_opened"]);
    expect(it.state).toMatchObject({ control: "agent_joining", cycle: 1 });
    it.offers(BEN, ANN);
    accepts(it, ANN);
    expect(it.state).toMatchObject({ control: "agent_joining", cycle: 1, owner: { id: "ann" } });
    expect(stateFor(it.state, MARIA, LIVE)).toMatchObject({ waiting: true });
  });

  test("[S3] never to the AI, to oneself, or to somebody who is not there", () => {
    const it = new Specimen();
    expect(it.offers(SUE, BEN)).toBe("not_available");
    it.takesOver(ANN);
    expect(it.offers(ANN, ANN)).toBe("invalid");
    const offer = {
      type: "offer_transfer",
      clientId: "o",
      epoch: it.state.epoch,
      to: { agentId: "ben" },
    } as const;
    expect(it.do(ANN, offer, { agent: { ...atDesk(BEN), available: false } })).toBe("not_available");
    expect(it.do(ANN, { ...offer, epoch: 1 }, { agent: atDesk(BEN) })).toBe("stale_epoch");
  });

  test("[S3, I14] each offer ends once: rejected, timed out, cancelled, replaced, or overtaken", () => {
    const it = new Specimen();
    it.takesOver(ANN);
    it.offers(ANN, BEN);
    it.answers(BEN, "reject_transfer");
    it.offers(ANN, BEN);
    expect(it.wait(30 * SECOND)).toContainEqual(["transfer_timed_out"]);
    it.offers(ANN, BEN);
    const cancelled = it.state.offer?.offerId ?? "";
    it.do(ANN, { type: "cancel_transfer", clientId: "c", offerId: cancelled });
    expect(accepts(it, BEN, cancelled)).toBe("offer_gone");
    it.offers(ANN, BEN);
    const replaced = it.state.offer?.offerId ?? "";
    expect(it.offers(ANN, TIM)).toEqual(["transfer_rescinded", "transfer_offered"]);
    expect(accepts(it, BEN, replaced)).toBe("offer_gone");
    it.releases(ANN);
    expect(it.state.transfers.map(({ outcome }) => outcome)).toEqual([
      "rejected",
      "timed_out",
      "rescinded",
      "rescinded",
      "rescinded",
    ]);
    expect(it.state.offer).toBeNull();
  });

  test("[S3, S1] to a team: whoever of it comes first", () => {
    const it = new Specimen();
    it.takesOver(ANN);
    it.offers(ANN, { teamId: "tech" });
    expect(accepts(it, BEN)).toBe("forbidden");
    expect(abilitiesOf(it.state, TIM)).toEqual(expect.arrayContaining(["acceptTransfer", "rejectTransfer"]));
    expect(stateFor(it.state, TIM, LIVE)).toMatchObject({
      audience: "head",
      transferOffer: { to: { teamId: "tech" } },
    });
    expect(stateFor(it.state, BEN, LIVE)).toMatchObject({ audience: "head", transferOffer: null });
    expect(accepts(it, TIM)).toContain("transfer_accepted");
  });

  test("[S4] who handed it over reads and notes until they leave, and writes to nobody else", () => {
    const it = new Specimen();
    it.takesOver(ANN);
    it.says(ANN, "Hi!");
    it.offers(ANN, BEN);
    accepts(it, BEN);
    expect(audienceOf(it.state, ANN)).toBe("agent");
    expect(it.says(ANN, "Me again")).toBe("not_assigned");
    const leave = { type: "leave_consult", clientId: "l" } as const;
    expect(it.do(TIM, leave)).toBe("not_available");
    expect(it.do(ANN, leave)).toEqual(["participant_left"]);
    expect(it.story.at(-1)).toBe("agent: Hi!");
    expect(audienceOf(it.state, ANN)).toBe("head");
  });

  test("[I19, S4] nine hands later the first has left", () => {
    const it = new Specimen();
    let owner = agent("agent0");
    it.takesOver(owner);
    for (let index = 1; index <= CONSULTANTS_CAP + 1; index += 1) {
      const next = agent(`agent${index}`);
      it.offers(owner, next);
      accepts(it, next);
      owner = next;
    }
    expect(it.state.consultants.map(({ person }) => person.id)).not.toContain("agent0");
    expect(it.state.consultants).toHaveLength(CONSULTANTS_CAP);
  });

  test("[S10] the workspace offers what is queued, and nothing else", () => {
    const it = new Specimen();
    const route = { type: "route", agent: BEN.person } as const;
    expect(it.do(SYSTEM, route)).toEqual([]);
    expect(it.do(ADA, route)).toBe("forbidden");
    it.asksForHuman();
    expect(it.do(SYSTEM, route)).toEqual(["transfer_offered"]);
    expect(it.do(SYSTEM, route)).toEqual([]);
    expect(accepts(it, BEN)).toContain("taken_over");
  });
});

describe("the end", () => {
  test("[S5, S6] the agent wraps up, and with that it closes", () => {
    const it = new Specimen();
    it.takesOver(ANN);
    it.offers(ANN, BEN);
    it.do(MARIA, { type: "end", clientId: "e", epoch: it.state.epoch });
    expect(it.state).toMatchObject({
      control: "wrap_up",
      owner: null,
      ticket: null,
      offer: null,
      consultants: [],
    });
    expect(stateFor(it.state, MARIA, LIVE)).toMatchObject({ state: "ended" });
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ wrapUp: { expiresAt: expect.any(String) } });
    const { epoch } = it.state;
    const done = { type: "complete_wrap_up", clientId: "w" } as const;
    expect(it.do(ANN, done)).toEqual(["wrap_up_completed", "closed"]);
    expect(it.state).toMatchObject({ control: "closed", epoch });
    expect(it.do(ANN, done)).toBe("not_available");
  });

  test("[S6] or time does, or a supervisor; without an agent or a wrap-up it closes at once", () => {
    const late = new Specimen();
    late.takesOver(ANN);
    late.do(ANN, { type: "end", clientId: "e", epoch: late.state.epoch });
    expect(late.wait(120 * SECOND)).toEqual([["wrap_up_expired", "closed"]]);
    const forced = new Specimen();
    forced.takesOver(ANN);
    forced.do(SUE, { type: "force_end", clientId: "f" });
    const { epoch } = forced.state;
    expect(forced.do(SUE, { type: "force_end", clientId: "g" })).toEqual(["closed"]);
    expect(forced.state.epoch).toBe(epoch + 1);
    const alone = new Specimen();
    alone.do(MARIA, { type: "end", clientId: "e", epoch: alone.state.epoch });
    expect(alone.state.control).toBe("closed");
    const none = new Specimen({ wrapUpMs: 0 });
    none.takesOver(ANN);
    none.do(ANN, { type: "end", clientId: "e", epoch: none.state.epoch });
    expect(none.state.control).toBe("closed");
  });

  test("[S6, T6] it stays open for the last who owes one", () => {
    const it = new Specimen();
    it.takesOver(ANN);
    it.monitors(SUE);
    it.takesOverFromAgent(SUE);
    it.do(SUE, { type: "end", clientId: "e", epoch: it.state.epoch });
    expect(it.do(SUE, { type: "complete_wrap_up", clientId: "w" })).toEqual(["wrap_up_completed"]);
    expect(it.state.control).toBe("wrap_up");
    expect(it.do(ANN, { type: "complete_wrap_up", clientId: "w" })).toEqual(["wrap_up_completed", "closed"]);
  });

  test("[S8] mood is told from the customer's messages, newest most, and is no business of theirs", () => {
    const it = new Specimen();
    const says = (sentiment: number | null) =>
      it.do(MARIA, { type: "send_message", clientId: `s${it.now++}`, text: "…" }, { sentiment });
    says(null);
    expect(it.state.sentiment).toBeNull();
    says(0.5);
    says(-0.5);
    expect(it.state.sentiment).toEqual({ score: 0, trend: -1 });
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ sentiment: 0, sentimentTrend: "falling" });
    expect(JSON.stringify([stateFor(it.state, MARIA, LIVE), it.public])).not.toContain("sentiment");
  });
});
