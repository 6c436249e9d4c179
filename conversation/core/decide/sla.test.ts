import { expect, test } from "vitest";
import { ADA, AI, ANN, BEN, MARIA, Specimen, SYSTEM } from "../testing/specimen.ts";

const MINUTE = 60_000;
const SLA = { sla: { teamId: "care", firstResponseMs: 3 * MINUTE, nextResponseMs: null, queueMs: null } };

/** Maria has waited for four minutes, and it was escalated. */
function missed() {
  const it = new Specimen(SLA);
  it.says(MARIA, "Hello");
  it.asksForHuman();
  it.wait(4 * MINUTE);
  expect(it.state.escalations).toMatchObject([{ reason: "sla_first", count: 1 }]);
  return it;
}

test("[E1, E2] a first response that was late is missed once, whoever takes the conversation from then on", () => {
  const it = missed();
  it.takesOver(ANN);
  it.wait(0);
  it.offers(ANN, BEN);
  it.answers(BEN, "accept_transfer");
  it.wait(0);
  expect(it.state.escalations).toMatchObject([{ reason: "sla_first", count: 1 }]);
});

test("[E1] without a team to tell, nothing is missed", () => {
  const it = new Specimen({ sla: { ...SLA.sla, teamId: "" } });
  it.says(MARIA, "Hello");
  it.asksForHuman();
  expect(it.wait(4 * MINUTE).flat()).not.toContain("sla_breached");
});

test("[E4] resolved, it is not raised again by a takeover", () => {
  const it = missed();
  const escalationId = it.state.escalations[0]?.id ?? "";
  const resolve = { type: "resolve_escalation", clientId: "r", escalationId, count: 1 } as const;
  it.do(ADA, { ...resolve, reason: "other", note: "Ann looks after it." });
  it.takesOver(ANN);
  it.wait(0);
  expect(it.state.escalations).toEqual([]);
});

test("[E1] an agent who takes it and does not answer does not stop the clock", () => {
  const it = new Specimen({ sla: { ...SLA.sla, firstResponseMs: 12 * MINUTE } });
  it.says(MARIA, "Hello");
  it.asksForHuman();
  for (let time = 0; time < 2; time += 1) {
    it.takesOver(ANN);
    it.wait(5 * MINUTE, { availableAgents: ["ann", "ben"] });
    expect(it.state.control).toBe("queued");
  }
  it.wait(2 * MINUTE);
  expect(it.state.escalations).toMatchObject([{ reason: "sla_first" }]);
});

test("[E1] what the AI had again in between is another wait", () => {
  const it = missed();
  it.takesOver(ANN);
  it.releases(ANN);
  const fence = it.begins();
  it.do(AI, { type: "finish_ai_reply", ...fence, text: "Hi", sources: [], offersPerson: false });
  it.says(MARIA, "A person please");
  it.asksForHuman();
  it.wait(4 * MINUTE);
  expect(it.state.escalations).toMatchObject([{ count: 2 }]);
  expect(it.do(SYSTEM, { type: "correct_clock" })).toEqual([]);
});
