import { describe, expect, test } from "vitest";
import { agentState, system } from "../../conversation/client/testing/fake-room.ts";
import { check } from "./checker.ts";
import type { SoundTrace } from "./sound-trace.fixture.ts";
import { BEN, SUE, supervisedTrace, watched } from "./supervised-trace.fixture.ts";

/** Rules that the checker finds broken once the sound trace is spoilt. */
function broken(spoil: (trace: SoundTrace) => void): string[] {
  const trace = supervisedTrace();
  spoil(trace);
  return [...new Set(check(trace.trace()).violations.map(({ rule }) => rule))];
}

/** In the final ledger, and wherever else it was told. */
const everywhere = (from: string, to: string) => (trace: SoundTrace) => {
  for (const client of ["Ann", "Ben", "verifying agent"]) trace.rewrite(client, from, to);
};

test("in a conversation that was transferred, monitored and taken over, nothing is found", () => {
  expect(check(supervisedTrace().trace()).violations).toEqual([]);
});

describe("one owner at a time, however it changes (I6)", () => {
  test("[I6] who has given it away speaks on", () => {
    const spoil = (trace: SoundTrace) => {
      for (const client of ["tab 1", "verifying customer"])
        trace.rewrite(client, '"id":"sue","name":"Sue","role"', '"id":"ann","name":"Ann","role"');
      everywhere('"id":"sue","name":"Sue","role"', '"id":"ann","name":"Ann","role"')(trace);
    };
    expect(broken(spoil)).toContain("I6");
  });

  test("[I6] a transfer of what somebody else has", () => {
    expect(broken(everywhere('"from":"Ann","fromId":"ann"', '"from":"Eve","fromId":"eve"'))).toEqual(["I6"]);
  });

  test("[I6] the same epoch, and another owner", () => {
    const stale = agentState({ epoch: 6, cycle: 2, owner: BEN, state: "agent_active" });
    expect(broken((trace) => trace.insert("Sue", { type: "commit", state: stale }))).toContain("I6");
  });
});

describe("silence (I8)", () => {
  test("[I8] an agent who is told who monitors", () => {
    const { monitor = null } = watched();
    const state = agentState({ epoch: 6, owner: SUE, consultants: [BEN], monitor });
    expect(broken((trace) => trace.insert("Ben", { type: "commit", state }))).toContain("I8");
  });

  test("[I8] an agent without the permission who receives so much as an empty field of it", () => {
    const spoil = (trace: SoundTrace) => {
      const ben = trace.connections.find(({ client }) => client === "Ben");
      if (ben) ben.supervises = false;
      trace.rewrite("Ben", '"offerId":"o1","outcome"', '"monitor":null,"offerId":"o1","outcome"');
    };
    expect(broken(spoil)).toEqual(["I8"]);
  });

  test("[I8] monitoring in a ledger that agents read", () => {
    expect(broken(everywhere("wrap_up_completed", "monitor_stopped"))).toContain("I8");
  });

  test("[M13] a supervisor who owns it and reads the audit ledger", () => {
    expect(
      broken((trace) => trace.insert("Sue", { type: "commit", audit: { from: 1, entries: [] } })),
    ).toContain("I8");
  });

  test("[M14] one who reads what another agent has, and does not monitor it", () => {
    const state = agentState({ epoch: 6, cycle: 2, owner: SUE, state: "agent_active" });
    expect(broken((trace) => trace.insert("Ben", { type: "commit", state }))).toContain("M14");
  });

  test("[I7] a customer who is told of a lease", () => {
    expect(
      broken((trace) => trace.rewrite("tab 1", '"type":"commit"', '"type":"commit","leaseId":""')),
    ).toEqual(["I7"]);
  });
});

describe("monitoring and taking over (M4, M8, T3, T4)", () => {
  test("[M4] a second monitor", () => {
    const spoil = (trace: SoundTrace) =>
      trace.rewrite("verifying agent", "monitor_stopped", "monitor_started");
    expect(broken(spoil)).toContain("M4");
  });

  test("[M8] somebody stops who did not monitor, and an interval that is not in the audit ledger", () => {
    const spoil = (trace: SoundTrace) =>
      trace.rewrite(
        "verifying agent",
        '"by":"Sue","byId":"sue","reason"',
        '"by":"Ben","byId":"ben","reason"',
      );
    expect(broken(spoil)).toContain("M8");
    expect(
      broken((trace) => trace.rewrite("verifying agent", "monitor_started", "monitor_stopped")),
    ).toContain("M8");
  });

  test("[T4] a takeover that names somebody else than who had it, or leaves the ticket behind", () => {
    const eve = everywhere('"displaced":"Ben","displacedId":"ben"', '"displaced":"Eve","displacedId":"eve"');
    expect(broken(eve)).toEqual(expect.arrayContaining(["T3", "T4"]));
    expect(broken(everywhere('"assigneeId":"sue"', '"assigneeId":"ben"'))).toEqual(["T4"]);
  });

  test("[T3] a confirmation that does it twice, and a takeover that nobody confirmed", () => {
    const again = (trace: SoundTrace) => {
      trace.insert("Sue", { type: "confirm_take_over", clientId: "s9", confirmation: "signed" });
      trace.insert("Sue", { type: "ack", clientId: "s9", result: { ticketId: "ticket-2", cycle: 2 } });
    };
    expect(broken(again)).toEqual(["T3"]);
    expect(broken((trace) => trace.remove("Sue", "confirm_take_over"))).toEqual(["T1"]);
  });
});

describe("offers, assignments and wrap-ups (I14, S2, S6)", () => {
  test("[I14] an offer that is resolved twice, or outlived by another", () => {
    expect(broken(everywhere("ticket_opened", "transfer_timed_out"))).toContain("I14");
    const second = everywhere(
      '"wrap_up_completed","params":{',
      '"transfer_rejected","params":{"offerId":"o1",',
    );
    expect(broken(second)).toContain("I14");
    const standing = everywhere(
      '"wrap_up_started","params":{',
      '"transfer_offered","params":{"offerId":"o1",',
    );
    expect(broken(standing)).toContain("I14");
  });

  test("[I14] somebody who is told another outcome, and an acceptance that is not in the ledger", () => {
    expect(broken((trace) => trace.rewrite("Ann", '"outcome":"accepted"', '"outcome":"rejected"'))).toEqual([
      "I14",
    ]);
    expect(broken((trace) => trace.rewrite("Ben", '"b2","offerId":"o1"', '"b2","offerId":"o7"'))).toEqual([
      "I14",
    ]);
  });

  test("[S2] an assignment beyond somebody's capacity that did not say so", () => {
    const spoil = (override: boolean) => (trace: SoundTrace) => {
      trace.insert("Sue", { type: "assign", clientId: "s8", epoch: 1, to: { agentId: "ben" }, override });
      trace.insert("Sue", { type: "ack", clientId: "s8", result: { exceededBy: 2 } });
    };
    expect(broken(spoil(false))).toEqual(["S2"]);
    expect(broken(spoil(true))).toEqual([]);
  });

  test("[S6] a wrap-up that is completed twice, and a close before it", () => {
    expect(broken(everywhere("wrap_up_started", "wrap_up_expired"))).toContain("S6");
    const early = system(13, 7, "closed", { reason: "wrapped_up" }, 2);
    const late = system(13, 7, "wrap_up_completed", { agent: "Ben", agentId: "ben" }, 2);
    expect(broken(everywhere(JSON.stringify(late), JSON.stringify(early)))).toEqual(["S6"]);
  });
});
