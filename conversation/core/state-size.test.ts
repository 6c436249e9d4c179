import { expect, test } from "vitest";
import { LIMITS } from "../protocol/limits.ts";
import { PERMISSIONS } from "./actor.ts";
import { DEFAULT_CONFIG } from "./config.ts";
import { evolveRecord, NO_CONVERSATION } from "./evolve.ts";
import { ANSWERED_CAP, ESCALATIONS_CAP } from "./state.ts";
import { AI, agent, atDesk, MARIA, Specimen, SYSTEM } from "./testing/specimen.ts";

/** Characters that need the most bytes: six each in JSON. */
const widest = (length: number) => "\u0001".repeat(length);
/** The same for names and ids, which have no control characters: three each. */
const widestName = (length: number) => "字".repeat(length);
const CAP = 32 * 1024;

test("[I19] the state stays within 32 KiB after hundreds of cycles with the longest texts and names", () => {
  const it = new Specimen({
    cadence: { on: true, minMs: 30_000, maxMs: 120_000 },
    budgets: { ...DEFAULT_CONFIG.budgets, conversationPerHour: null, conversationPerDay: null },
  });
  const bytes = () => new TextEncoder().encode(JSON.stringify(it.state)).length;
  let most = 0;
  let ids = 0;
  const id = () => `c${++ids}`;
  // As much as a token of 8,192 characters can say of a customer.
  const identifiers = Object.fromEntries(
    Array.from({ length: 22 }, (_, index) => [`${index}`.padEnd(50, "n"), "v".repeat(200)]),
  );
  const customer = {
    id: "v_maria",
    name: "n".repeat(100),
    email: "e".repeat(254),
    identifiers,
    locale: "de",
  };
  it.do(SYSTEM, { type: "identify", customer });

  for (let cycle = 1; cycle <= 200; cycle += 1) {
    const named = (name: string) => {
      // A picture takes no more than what id and name leave of that: see party/auth/picture.ts.
      const person =
        cycle % 2 === 0
          ? { id: `${cycle}${name}`.padEnd(100, "字"), name: widestName(100) }
          : { id: `${cycle}${name}`.padEnd(50, "字"), name: widestName(50), avatarUrl: "h".repeat(300) };
      return { ...agent(name, PERMISSIONS), person };
    };
    const owner = named("a");
    for (let team = 0; team < ESCALATIONS_CAP; team += 1) {
      const raised = { teamId: `${team}`.padEnd(40, "字"), reason: widest(200) };
      it.do(owner, { type: "escalate", clientId: id(), ...raised });
    }
    expect(it.state.escalations).toHaveLength(ESCALATIONS_CAP);
    it.says(MARIA, widest(LIMITS.text));
    const suggestions = ["a", "b", "c", "d"].map((first) => first + widestName(LIMITS.suggestion - 1));
    const text = cycle % 2 === 0 ? widest(20_000) : widestName(20_000);
    const answer = { text, suggestions, sources: [], offersPerson: false };
    it.do(AI, { type: "finish_ai_reply", ...it.begins(), ...answer });
    most = Math.max(most, bytes());
    // Half of the answers go out, each with a thumb.
    const replyId = it.state.held?.replyId ?? "";
    if (cycle % 2 === 0) it.do(owner, { type: "send_now", clientId: id(), replyId });
    it.do(MARIA, { type: "rate_answer", clientId: id(), entryId: replyId, thumb: "down" });
    it.asksForHuman({ availableAgents: cycle % 2 === 0 ? [] : ["ann"] });
    it.takesOver(owner);
    const ticketId = it.state.ticket?.id ?? "";
    it.do(AI, { type: "finish_summary", ticketId, subject: widest(9_000), summary: widest(90_000) });
    for (let count = 0; count < 3; count += 1) {
      it.says(owner, widest(LIMITS.text));
      it.says(MARIA, widest(LIMITS.text));
      it.do(owner, { type: "add_note", clientId: id(), text: widest(LIMITS.text) });
    }
    for (const name of ["b", "c"]) {
      it.monitors(named(name));
      it.takesOverFromAgent(named(name));
    }
    it.offers(named("c"), named("d"));
    it.answers(named("d"), "accept_transfer");
    it.monitors(named("e"));
    const to = { agentId: owner.person.id };
    const offer = {
      type: "offer_transfer",
      clientId: id(),
      epoch: it.state.epoch,
      to,
      note: widest(500),
    } as const;
    it.do(named("d"), offer, { agent: atDesk(owner) });
    it.do(MARIA, { type: "rate", clientId: id(), score: 1 + (cycle % 5), comment: widest(1_000) });
    it.do(SYSTEM, { type: "owner_presence", agentId: named("d").person.id, present: false });
    it.do(named("d"), { type: "update_ticket", clientId: id(), ticketId, status: "waiting_on_customer" });
    most = Math.max(most, bytes());
    if (cycle % 3 === 0) it.wait(20 * 60_000);
    else it.releases(named("d"));
    most = Math.max(most, bytes());
  }
  expect(it.state.cycle).toBe(200);
  expect(it.state.answered).toHaveLength(ANSWERED_CAP);
  expect(most).toBeLessThanOrEqual(CAP);
  // Not by much less: all of these together are what the caps were made for.
  expect(most).toBeGreaterThan(CAP / 2);
  expect(it.log.reduce(evolveRecord, NO_CONVERSATION)).toEqual(it.state);
});

test("[I19] a summary that is too long is cut, never inside a character", () => {
  const it = new Specimen();
  it.takesOver(agent("ann"));
  const ticketId = it.state.ticket?.id ?? "";
  it.do(AI, { type: "finish_summary", ticketId, subject: `a${"🙂".repeat(200)}`, summary: "🙂".repeat(900) });
  expect(it.state.ticket?.subject).toBe(`a${"🙂".repeat(99)}`);
  expect(it.state.ticket?.summary).toBe("🙂".repeat(500));
});
