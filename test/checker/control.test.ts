import { describe, expect, test } from "vitest";
import { agentState, customerState } from "../../conversation/client/testing/fake-room.ts";
import { check } from "./checker.ts";
import { controlledTrace, escalated, UNSENT } from "./controlled-trace.fixture.ts";
import type { SoundTrace } from "./sound-trace.fixture.ts";

/** Rules that the checker finds broken once the sound trace is spoilt. */
function broken(spoil: (trace: SoundTrace) => void, rest: { hidesTeams?: boolean } = {}): string[] {
  const trace = controlledTrace();
  spoil(trace);
  return [...new Set(check({ ...trace.trace(), ...rest }).violations.map(({ rule }) => rule))];
}

/** In the final ledger, and wherever else agents were told of it. */
const internally = (from: string, to: string) => (trace: SoundTrace) => {
  for (const client of ["Ann", "Ben", "verifying agent"]) trace.rewrite(client, from, to);
};
/** In what everybody reads. */
const everywhere = (from: string, to: string) => (trace: SoundTrace) => {
  internally(from, to)(trace);
  for (const client of ["tab 1", "verifying customer"]) trace.rewrite(client, from, to);
};

test("where replies were held, changed and cancelled, and something was escalated, nothing is found", () => {
  expect(check(controlledTrace().trace()).violations).toEqual([]);
});

describe("held replies (C3, C5, C6)", () => {
  test("[C3] one that is sent, and cancelled as well", () => {
    expect(
      broken(internally('"replyId":"r3","reason":"cancelled"', '"replyId":"r2","reason":"cancelled"')),
    ).toContain("C3");
  });

  test("[C3] one that comes to nothing", () => {
    const state = agentState({
      epoch: 3,
      cycle: 1,
      heldReply: { replyId: "r7", text: "Soon.", dueAt: "2026-11-20T12:07:00.000Z" },
    });
    expect(broken((trace) => trace.insert("Ben", { type: "commit", state }))).toEqual(["C3"]);
  });

  test("[C3] somebody who is told that they sent or cancelled what others did", () => {
    const sendsNow = (trace: SoundTrace) => {
      trace.insert("Ben", { type: "send_now", clientId: "b7", replyId: "r2" });
      trace.insert("Ben", { type: "ack", clientId: "b7", result: {} });
    };
    expect(broken(sendsNow)).toEqual(["C3"]);
    const cancels = (trace: SoundTrace) => {
      trace.insert("Ann", { type: "cancel_reply", clientId: "a7", replyId: "r3" });
      trace.insert("Ann", { type: "ack", clientId: "a7", result: {} });
    };
    expect(broken(cancels)).toEqual(["C3"]);
    expect(broken((trace) => trace.remove("Ben", "cancel_reply"))).toEqual(["C3"]);
  });

  test("[C5] words under the name of somebody who did not write them", () => {
    expect(broken((trace) => trace.remove("Ann", "edit_and_send"))).toContain("C5");
  });

  test("[H14] after it the AI has answered: a person's would keep it silent", () => {
    expect(broken(everywhere(',"origin":"ai"', ""))).toContain("I6");
  });

  test("[C6] a customer who receives what was never sent, or that something is held", () => {
    const told = {
      type: "stream_delta",
      replyId: "r3",
      generationId: "g3",
      offset: 0,
      text: UNSENT,
    } as const;
    expect(broken((trace) => trace.insert("tab 1", told))).toContain("C6");
    const state = customerState({ epoch: 4, state: "queued" });
    const spoil = (trace: SoundTrace) => {
      trace.insert("tab 1", { type: "commit", state });
      trace.rewrite("tab 1", '"backAt":null', '"backAt":null,"heldReply":null');
    };
    expect(broken(spoil)).toEqual(["I7"]);
  });
});

describe("the AI's budget (A8)", () => {
  test("[A8] its end leaves the customer with nobody", () => {
    expect(
      broken(internally('"human_requested","params":{"by":"ai"', '"nudge","params":{"by":"ai"')),
    ).toEqual(["A8"]);
  });
});

describe("escalations (E2, E4, E8, E10)", () => {
  test("[E10] a second one for the same team", () => {
    const second = internally(
      '"re_escalated","params":{"escalationId":"e1"',
      '"escalated","params":{"escalationId":"e2"',
    );
    expect(broken(second)).toContain("E10");
  });

  test("[E8] raised again when it was not open", () => {
    expect(
      broken(
        internally(
          '"escalated","params":{"escalationId":"e1","teamId"',
          '"nudge","params":{"escalationId":"e1","teamId"',
        ),
      ),
    ).toEqual(expect.arrayContaining(["E8", "E4"]));
  });

  test("[E4] resolved twice, or by somebody else than who was told so", () => {
    const again = (trace: SoundTrace) => {
      trace.insert("Ben", {
        type: "resolve_escalation",
        clientId: "b7",
        escalationId: "e1",
        count: 2,
        reason: "spam",
      });
      trace.insert("Ben", { type: "ack", clientId: "b7", result: {} });
    };
    expect(broken(again)).toEqual(["E4"]);
    expect(broken(internally('"person":"Ann","personId":"ann"', '"person":"Eve","personId":"eve"'))).toEqual([
      "E4",
    ]);
    expect(
      broken(internally('"taskId":"t0","by":"Ben","byId":"ben"', '"taskId":"t0","by":"Eve","byId":"eve"')),
    ).toEqual(["E4"]);
  });

  test("[E10] somebody who is shown what is not open any more", () => {
    expect(
      broken((trace) => trace.insert("verifying agent", { type: "commit", state: escalated("billing", 1) })),
    ).toEqual(["E10"]);
  });

  test("[E2] a team or a count where they are to be hidden, in a banner or a line", () => {
    expect(broken(() => {}, { hidesTeams: true })).toEqual(["E2"]);
    const hidden = (trace: SoundTrace) => {
      for (const client of ["Ann", "Ben"]) {
        trace.rewrite(client, '"team":"billing","count":2', '"team":null,"count":null');
      }
      internally('"teamId":"billing",', "")(trace);
    };
    expect(broken(hidden, { hidesTeams: true })).toEqual([]);
  });
});
