import { describe, expect, test } from "vitest";
import { abilitiesOf } from "../can.ts";
import { ADA, ANN, agent, atDesk, BEN, MARIA, Specimen, SUE } from "../testing/specimen.ts";
import { audienceOf } from "../visibility/audience.ts";
import { stateFor } from "../visibility.ts";

const SECOND = 1_000;
const LIVE = { queuePosition: null };

function withAnn(): Specimen {
  const it = new Specimen();
  it.says(MARIA, "My parcel is lost.");
  it.takesOver(ANN);
  return it;
}

const leaseOf = (it: Specimen) => it.state.monitor?.leaseId ?? "";

describe("monitoring", () => {
  test("[M1] needs the permission and presence `available`; who is not known to be there waits", () => {
    const it = withAnn();
    const monitor = { type: "monitor", clientId: "m" } as const;
    expect(it.monitors(BEN)).toBe("forbidden");
    expect(it.do(SUE, monitor, { agent: { ...atDesk(SUE), available: false } })).toBe("not_available");
    expect(it.do(SUE, monitor, { agent: null })).toBe("not_available");
    expect(it.do(SUE, monitor, { availableAgents: null })).toBe("unavailable");
    expect(it.monitors(SUE)).toEqual(["monitor_started"]);
  });

  test("[M2, I8] changes nothing that customer or agent can see, nor what anything is counted by", () => {
    const it = withAnn();
    const seen = () => [
      stateFor(it.state, MARIA, LIVE),
      stateFor(it.state, ANN, LIVE),
      stateFor(it.state, BEN, LIVE),
    ];
    const before = { seen: seen(), seqs: it.state.seqs };
    it.monitors(SUE);
    it.do(SUE, { type: "mark_read", clientId: "r", seq: 1 });
    expect(seen()).toEqual(before.seen);
    expect(it.state.seqs).toEqual({ ...before.seqs, log: before.seqs.log + 1, audit: 1 });
    it.do(SUE, { type: "stop_monitor", clientId: "s", leaseId: leaseOf(it) });
    expect(seen()).toEqual(before.seen);
    expect(it.state.seqs.shown).toBe(before.seqs.shown);
  });

  test("[M3, M14] the monitor reads what the agent reads, and only while the lease stands", () => {
    const it = withAnn();
    expect(audienceOf(it.state, SUE)).toBe("head");
    it.monitors(SUE);
    expect(audienceOf(it.state, SUE)).toBe("supervisor");
    it.do(SUE, { type: "stop_monitor", clientId: "s", leaseId: leaseOf(it) });
    expect(audienceOf(it.state, SUE)).toBe("head");
    expect(it.audit).toMatchObject([
      { code: "monitor_started", params: { byId: "sue" } },
      { code: "monitor_stopped", params: { byId: "sue", reason: "stopped" } },
    ]);
  });

  test("[M4] one at a time: the second sees who; the first one's other tab shares the lease", () => {
    const it = withAnn();
    it.monitors(SUE);
    expect(it.monitors(ADA)).toBe("already_monitored");
    expect(it.monitors(SUE)).toEqual([]);
    expect(stateFor(it.state, ADA, LIVE)).toMatchObject({ monitor: { person: { id: "sue" } } });
    expect(abilitiesOf(it.state, ADA)).not.toContain("monitor");
  });

  test("[M4, M8] who has had a part in it does not learn who watches, nor from a refusal", () => {
    const it = withAnn();
    it.releases(ADA);
    it.takesOver(SUE);
    it.releases(SUE);
    it.takesOver(ANN);
    it.monitors(ADA);
    expect(it.monitors(SUE)).toBe("not_available");
  });

  test("[M5] a lease that is not renewed ends after 30 s, and before anybody has noticed the next may enter", () => {
    const it = withAnn();
    it.monitors(SUE);
    expect(it.wait(29 * SECOND)).not.toContainEqual(["monitor_stopped"]);
    expect(it.wait(SECOND)).toEqual([["monitor_stopped"]]);
    it.monitors(SUE);
    it.now += 31 * SECOND;
    expect(it.monitors(ADA)).toEqual(["monitor_stopped", "monitor_started"]);
    expect(it.state.monitor?.person.id).toBe("ada");
  });

  test("[M6, M13] nobody monitors their own, or is told whether somebody does", () => {
    const it = new Specimen();
    it.says(MARIA, "Hello?");
    it.takesOver(SUE);
    const unwatched = stateFor(it.state, SUE, LIVE);
    expect(it.monitors(SUE)).toBe("not_available");
    it.monitors(ADA);
    expect(stateFor(it.state, SUE, LIVE)).toEqual(unwatched);
    expect(unwatched).not.toHaveProperty("monitor");
    expect(it.monitors(SUE)).toBe("not_available");
  });

  test("[M7] also what the AI holds, and what its agents wrap up; not what has closed", () => {
    const it = new Specimen();
    expect(it.monitors(SUE)).toEqual(["monitor_started"]);
    it.takesOver(ANN);
    it.do(ANN, { type: "end", clientId: "e", epoch: it.state.epoch });
    expect(it.state.control).toBe("wrap_up");
    expect(it.monitors(SUE)).toEqual(["monitor_started"]);
    it.wait(3 * 60 * SECOND);
    expect(it.state.control).toBe("closed");
    expect(it.state.monitor).toBeNull();
    expect(it.monitors(SUE)).toBe("conversation_ended");
  });

  test("[M8] who has had a part in it learns who monitored when it has closed, and not before", () => {
    const it = new Specimen();
    it.takesOver(SUE);
    it.releases(SUE);
    it.monitors(ADA);
    expect(audienceOf(it.state, SUE)).toBe("agent");
    expect(stateFor(it.state, SUE, LIVE)).not.toHaveProperty("monitor");
    it.do(ADA, { type: "force_end", clientId: "e" });
    expect(audienceOf(it.state, SUE)).toBe("supervisor");
  });

  test("[M9, M11] the monitor stays through a transfer, and may whisper to whoever has it", () => {
    const it = withAnn();
    it.monitors(SUE);
    it.offers(ANN, BEN);
    it.answers(BEN, "accept_transfer");
    expect(it.state).toMatchObject({ owner: { id: "ben" }, monitor: { person: { id: "sue" } } });
    expect(audienceOf(it.state, SUE)).toBe("supervisor");
    expect(it.do(SUE, { type: "add_note", clientId: "n", text: "Offer a refund." })).toEqual(["note_added"]);
    expect(it.internal.at(-1)).toMatchObject({ kind: "note", author: { name: "Sue" } });
  });

  test("[M10] joining is open: customer and agent see it, and the supervisor writes once the agent has", () => {
    const it = withAnn();
    it.monitors(SUE);
    const leaseId = leaseOf(it);
    expect(it.do(ADA, { type: "join", clientId: "j", leaseId })).toBe("not_monitoring");
    expect(it.do(SUE, { type: "join", clientId: "j", leaseId })).toEqual([
      "participant_joined",
      "monitor_stopped",
    ]);
    expect(it.story.at(-1)).toBe("(participant_joined)");
    expect(it.says(SUE, "Hello")).toBe("not_assigned");
    it.says(ANN, "Hi, this is Ann.");
    const { epoch } = it.state;
    expect(it.says(SUE, "And Sue.")).toEqual(["message_sent"]);
    expect([it.state.owner?.id, it.state.epoch]).toEqual(["ann", epoch]);
    expect(it.do(SUE, { type: "leave_consult", clientId: "l" })).toEqual(["participant_left"]);
    expect(it.story.at(-1)).toBe("(participant_left)");
  });
});

describe("taking over from an agent", () => {
  test("[T1, T2] only from a live lease, and only with the permission", () => {
    const it = withAnn();
    const prepare = (leaseId: string) => ({ type: "prepare_take_over", clientId: "p", leaseId }) as const;
    expect(it.do(SUE, prepare("guessed"))).toBe("not_monitoring");
    expect(it.takesOverFromAgent(SUE)).toBe("not_monitoring");
    const watcher = agent("wim", ["conversation.read", "conversation.monitor"]);
    it.monitors(watcher);
    expect(it.do(watcher, prepare(leaseOf(it)))).toBe("forbidden");
    expect(it.takesOverFromAgent(watcher)).toBe("forbidden");
    it.now += 31 * SECOND;
    it.monitors(SUE);
    expect(it.do(SUE, prepare(leaseOf(it)))).toEqual([]);
    it.now += 31 * SECOND;
    expect(it.do(SUE, prepare(leaseOf(it)))).toBe("not_monitoring");
    expect(it.takesOverFromAgent(SUE)).toBe("not_monitoring");
  });

  test("[T3] a confirmation is good for its supervisor, its lease, a minute and one epoch", () => {
    const it = withAnn();
    it.monitors(SUE);
    const prepared = it.prepared(SUE);
    expect(it.takesOverFromAgent(SUE, null)).toBe("confirmation_required");
    expect(it.takesOverFromAgent(SUE, { ...prepared, supervisorId: "ada" })).toBe("confirmation_required");
    expect(it.takesOverFromAgent(SUE, { ...prepared, leaseId: "older" })).toBe("confirmation_required");
    expect(it.takesOverFromAgent(SUE, { ...prepared, expiresAt: it.now })).toBe("confirmation_required");
    expect(it.takesOverFromAgent(SUE, { ...prepared, epoch: prepared.epoch - 1 })).toBe("stale_epoch");
    expect(it.takesOverFromAgent(SUE, prepared)).toEqual([
      "taken_over_from_agent",
      "ticket_reassigned",
      "wrap_up_started",
      "monitor_stopped",
    ]);
    expect(it.takesOverFromAgent(SUE, prepared)).toBe("not_monitoring");
    it.releases(SUE);
    it.takesOver(ANN);
    it.monitors(SUE);
    expect(it.takesOverFromAgent(SUE, prepared)).toBe("confirmation_required");
  });

  test("[T4, T5, T7] the same ticket and cycle, another owner; the customer sees only the name change", () => {
    const it = withAnn();
    it.says(ANN, "Hi, this is Ann.");
    const { ticket, cycle, epoch, seqs } = it.state;
    it.monitors(SUE);
    it.offers(ANN, BEN);
    it.takesOverFromAgent(SUE);
    expect(it.state).toMatchObject({
      control: "agent_active",
      cycle,
      epoch: epoch + 1,
      offer: null,
      monitor: null,
    });
    expect(it.state.owner?.id).toBe("sue");
    expect(it.state.ticket).toEqual({ ...ticket, assignee: SUE.person });
    expect(it.state.seqs.public).toBe(seqs.public);
    expect(stateFor(it.state, MARIA, LIVE)).toMatchObject({ agent: { name: "Sue" }, waiting: false });
    expect(it.internal.map((entry) => entry.kind === "system" && entry.code)).toEqual(
      expect.arrayContaining(["taken_over_from_agent", "transfer_rescinded"]),
    );
  });

  test("[T4, H21] while the agent is joining the spinner goes on, and its deadlines begin anew", () => {
    const it = withAnn();
    it.monitors(SUE);
    it.now += 29 * SECOND;
    it.takesOverFromAgent(SUE);
    expect(it.state).toMatchObject({ control: "agent_joining", since: it.now });
    expect(stateFor(it.state, MARIA, LIVE)).toMatchObject({ waiting: true, agent: { name: "Sue" } });
  });

  test("[T5, H21] that it takes longer is not taken back, and supervisors are alerted anew", () => {
    const it = withAnn();
    it.wait(200 * SECOND);
    it.monitors(SUE);
    it.takesOverFromAgent(SUE);
    expect(stateFor(it.state, MARIA, LIVE)).toMatchObject({ waiting: true, waitingLong: true });
    expect(it.wait(180 * SECOND)).toContainEqual(["alerted"]);
    expect(it.state.fired).toContain("joining_late");
  });

  test("[T4] what nobody has is taken over as ever", () => {
    const it = new Specimen();
    it.monitors(SUE);
    expect(it.takesOverFromAgent(SUE)).toBe("not_assigned");
    expect(it.takesOver(SUE)).toContain("monitor_stopped");
  });

  test("[T6, S6] who has it again owes nothing of the part before", () => {
    const it = withAnn();
    it.monitors(SUE);
    it.takesOverFromAgent(SUE);
    expect(it.state.wrapUps).toMatchObject([{ agent: { id: "ann" } }]);
    it.releases(SUE);
    it.takesOver(ANN);
    expect(it.state.wrapUps).toEqual([]);
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ wrapUp: null });
  });

  test("[T3, H13] whoever releases as the one who had it learns that it has moved", () => {
    const it = withAnn();
    const { epoch } = it.state;
    it.monitors(SUE);
    it.takesOverFromAgent(SUE);
    expect(it.releases(ANN, epoch)).toBe("stale_epoch");
    expect(it.releases(ANN)).toBe("forbidden");
  });

  test("[T6] the displaced agent cannot send, wraps up, and reads until then", () => {
    const it = withAnn();
    it.monitors(SUE);
    it.takesOverFromAgent(SUE);
    expect(it.says(ANN, "Too late")).toBe("not_assigned");
    expect(audienceOf(it.state, ANN)).toBe("agent");
    const done = {
      type: "complete_wrap_up",
      clientId: "w",
      disposition: "resolved",
      note: "Over to Sue",
    } as const;
    expect(it.do(BEN, done)).toBe("not_available");
    expect(it.do(ANN, done)).toEqual(["wrap_up_completed"]);
    expect(audienceOf(it.state, ANN)).toBe("head");
  });
});
