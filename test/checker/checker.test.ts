import { describe, expect, test } from "vitest";
import { KIM } from "../../conversation/client/testing/fake-room.ts";
import { check } from "./checker.ts";
import { delta, SoundTrace } from "./sound-trace.fixture.ts";

/** Rules that the checker finds broken once the sound trace is spoilt. */
function broken(spoil: (trace: SoundTrace) => void): string[] {
  const trace = new SoundTrace();
  spoil(trace);
  return [...new Set(check(trace.trace()).violations.map(({ rule }) => rule))];
}

test("in a conversation where all is well, nothing is found", () => {
  expect(check(new SoundTrace().trace()).violations).toEqual([]);
});

test("a violation names its conversation and shows the frames", () => {
  const trace = new SoundTrace();
  trace.insert("tab 1", delta(0, "X"));
  expect(check(trace.trace()).violations[0]).toMatchObject({
    rule: "I5",
    conversation: "demo:one",
    frames: [expect.stringContaining("stream_delta")],
  });
});

test("a frame that is not of the protocol is found", () => {
  expect(broken((trace) => trace.rewrite("Ben", '"protocol":1,"mode"', '"protocol":"one","mode"'))).toContain(
    "protocol",
  );
});

describe("what was acknowledged stays (I1)", () => {
  test("[I1] an acknowledged message that the ledger does not hold", () => {
    const spoil = (trace: SoundTrace) => {
      for (const one of ["verifying customer", "verifying agent"])
        trace.rewrite(one, '"id":"p4"', '"id":"p9"');
    };
    expect(broken(spoil)).toContain("I1");
  });

  test("[I1] an acknowledged note that the ledger does not hold", () => {
    expect(broken((trace) => trace.rewrite("verifying agent", '"id":"i3"', '"id":"i9"'))).toContain("I1");
  });

  test("[I1] a customer who was not told of the last entry", () => {
    expect(broken((trace) => trace.remove("tab 1", "ai_resumed"))).toEqual(["I1"]);
  });

  test("[I1] an agent who was not told of a note", () => {
    expect(
      broken((trace) => {
        trace.remove("Ann", '"internal":{"from":2');
        trace.rewrite("Ann", '"internal":{"from":3,', '"internalised":{"from":3,');
      }),
    ).toEqual(["I1"]);
  });

  test("[I1] a final ledger that is empty", () => {
    expect(broken((trace) => trace.remove("verifying customer", "welcome"))).toContain("I1");
  });
});

describe("one order, dense, never rewritten (I2)", () => {
  test("[I2] another text at the same seq", () => {
    expect(broken((trace) => trace.rewrite("tab 1", "On its way.", "On its way!"))).toEqual(["I2"]);
  });

  test("[I2] an acknowledgement that shows another entry than the ledger", () => {
    expect(
      broken((trace) =>
        trace.rewrite(
          "Ann",
          '"ack","clientId":"a2","result":{"public":{"id":"p4"',
          '"ack","clientId":"a2","result":{"public":{"id":"p4x"',
        ),
      ),
    ).toContain("I2");
  });

  test("[I2] two entries that have changed places", () => {
    expect(
      broken((trace) => {
        trace.rewrite("tab 1", '"seq":2', '"seq":x');
        trace.rewrite("tab 1", '"seq":3', '"seq":2');
        trace.rewrite("tab 1", '"seq":x', '"seq":3');
      }),
    ).toContain("I2");
  });

  test("[I2] a final ledger with a hole", () => {
    expect(
      broken((trace) => {
        for (const one of ["verifying customer", "verifying agent"])
          trace.rewrite(one, '"seq":4', '"seq":14');
      }),
    ).toContain("I2");
  });

  test("[I2] a commit before the welcome", () => {
    expect(
      broken((trace) => {
        trace.frames("tab 1").unshift({ at: 0, up: false, data: '{"type":"commit"}' });
      }),
    ).toEqual(["I2"]);
  });

  test("[I4] a commit that leaves one out", () => {
    expect(broken((trace) => trace.remove("tab 1", '"id":"p4"'))).toEqual(["I4"]);
  });

  test("[I4] a reconnect that is resumed after what the client had", () => {
    expect(
      broken((trace) => {
        const frames = trace.frames("tab 1").splice(-2);
        const welcome = frames[0];
        if (!welcome) throw new Error("There is nothing to resume.");
        trace.reconnect("tab 1", "customer", []);
        trace.connections.at(-1)?.frames.push({
          ...welcome,
          data: JSON.stringify({
            ...{ type: "welcome", protocol: 1, mode: "resumed", log: "log-1", me: KIM, stream: null },
            ...{
              state: JSON.parse(frames[1]?.data ?? "{}").state,
              public: JSON.parse(frames[1]?.data ?? "{}").public,
            },
          }),
        });
      }),
    ).toEqual(["I4"]);
  });
});

describe("once (I3)", () => {
  test("[I3] a client id that is in the ledger twice", () => {
    expect(
      broken((trace) => {
        for (const one of ["tab 1", "Ann", "Ben", "verifying customer", "verifying agent"]) {
          for (const frame of trace.frames(one)) {
            const data = frame.data.replaceAll('"seq":2,', '"clientId":"k1","seq":2,');
            trace.frames(one).splice(trace.frames(one).indexOf(frame), 1, {
              ...frame,
              data: data.replaceAll('"author":{"id":"ai"', '"author":{"id":"kim"'),
            });
          }
        }
      }),
    ).toContain("I3");
  });

  test("[I3] a retry that gets another answer", () => {
    expect(
      broken((trace) =>
        trace.insert("Ann", { type: "ack", clientId: "a1", result: { ticketId: "ticket-1", cycle: 7 } }),
      ),
    ).toContain("I3");
  });

  test("[I3] a client id that is used for something else", () => {
    expect(
      broken((trace) => trace.insert("tab 1", { type: "send_message", clientId: "k1", text: "Hm" })),
    ).toEqual(["I3"]);
  });

  test("[I3] a retry that gets the first answer is as it should be", () => {
    expect(
      broken((trace) => {
        trace.insert("Ann", { type: "take_over", clientId: "a1" });
        trace.insert("Ann", { type: "ack", clientId: "a1", result: { ticketId: "ticket-1", cycle: 1 } });
      }),
    ).toEqual([]);
  });

  test("[I1] a text that was sent twice and is there once", () => {
    expect(
      broken((trace) => {
        trace.calls.push({
          client: "tab 1",
          name: "send",
          text: "Where is it?",
          outcome: "done",
          mayFail: [],
        });
      }),
    ).toEqual(["lost"]);
  });

  test("[I3] a text that was refused and is there all the same", () => {
    expect(
      broken((trace) => {
        trace.calls.splice(3, 1, {
          ...{ client: "Ann", name: "send", text: "On its way.", outcome: "stale_epoch" },
          mayFail: ["stale_epoch"],
        });
      }),
    ).toEqual(["doubled"]);
  });

  test("a call that was refused without reason, or never answered", () => {
    const call = { client: "Ann", name: "send", text: "Hi", mayFail: [] } as const;
    expect(broken((trace) => trace.calls.push({ ...call, outcome: "stale_epoch" }))).toEqual(["refused"]);
    expect(broken((trace) => trace.calls.push({ ...call, outcome: "pending" }))).toEqual(["hang"]);
  });

  test("what did not come to rest", () => {
    expect(broken((trace) => trace.hangs.push("the AI owes an answer"))).toEqual(["hang"]);
  });
});

describe("silence (I5)", () => {
  test("[I5] a delta after the takeover", () => {
    expect(broken((trace) => trace.insert("tab 1", delta(8, "ee"), "live_chat"))).toContain("I5");
  });

  test("[I5] a delta before the room has said that the AI writes", () => {
    expect(broken((trace) => trace.remove("tab 1", '"generating":{'))).toEqual(["I5"]);
  });

  test("[I5] a delta for an agent who may see the head only", () => {
    expect(broken((trace) => trace.insert("Ben", delta(0, "Let"), '"audience":"head"'))).toContain("I5");
  });

  test("[I5] deltas with a gap, or one that comes twice", () => {
    expect(broken((trace) => trace.rewrite("tab 1", '"offset":6', '"offset":9'))).toContain("I5");
    expect(broken((trace) => trace.insert("tab 1", delta(6, " s"), '"offset":6'))).toContain("I5");
  });

  test("[I5] a message of the AI between takeover and release", () => {
    const spoil = (trace: SoundTrace) => {
      for (const one of ["tab 1", "Ann", "Ben", "verifying customer", "verifying agent"]) {
        for (const [index, frame] of trace.frames(one).entries()) {
          const data = frame.data.replaceAll(
            '"author":{"id":"ann","name":"Ann","role":"agent"}',
            '"author":{"id":"ai","name":"","role":"ai"}',
          );
          trace.frames(one)[index] = { ...frame, data };
        }
      }
    };
    expect(broken(spoil)).toContain("I5");
  });

  test("[H14] the AI answers an agent", () => {
    const spoil = (trace: SoundTrace) => {
      for (const one of ["verifying customer", "verifying agent"]) {
        trace.rewrite(one, '"entries":[{"id":"p1"', `"entries":[{"id":"p1"`);
        const index = trace.frames(one).findIndex(({ data }) => data.includes('"p5"'));
        const frame = trace.frames(one)[index];
        if (!frame) throw new Error("There is no welcome.");
        const welcome = JSON.parse(frame.data);
        welcome.public.entries.push({
          ...{ id: "r2", seq: 6, at: "2026-11-20T12:00:00.000Z", cycle: 1, kind: "message" },
          ...{ author: { id: "ai", name: "", role: "ai" }, text: "Anything else?", state: "sent" },
        });
        trace.frames(one)[index] = { ...frame, data: JSON.stringify(welcome) };
      }
    };
    expect(broken(spoil)).toContain("H14");
  });

  test("[H4] a reply that is kept otherwise than it was streamed", () => {
    expect(broken((trace) => trace.rewrite("tab 1", '"text":" s"', '"text":" t"'))).toEqual(["H4"]);
    expect(broken((trace) => trace.remove("tab 1", '"text":" s"'))).toEqual(["H4"]);
  });

  test("[H4] text that was streamed on a connection that was then lost is kept as well", () => {
    const streamed = (text: string) => (trace: SoundTrace) => {
      const frames = trace.frames("tab 1").splice(4);
      trace.reconnect("tab 1", "customer", [delta(0, text)]);
      const [welcome] = trace.frames("verifying customer").slice(-1);
      const lost = trace.connections.at(-1);
      const again = { client: "tab 1", role: "customer", verifies: false } as const;
      lost?.frames.unshift(...trace.frames("tab 1").slice(1, 2), ...frames.slice(1, 2));
      if (welcome) trace.connections.push({ ...again, frames: [welcome] });
    };
    expect(broken(streamed("Let me"))).toEqual([]);
    expect(broken(streamed("Let us"))).toEqual(["H4"]);
  });
});

describe("one owner (I6)", () => {
  test("[I6] two owners in one epoch", () => {
    expect(broken((trace) => trace.rewrite("tab 1", '"agent":{"id":"ann"', '"agent":{"id":"ben"'))).toEqual([
      "I6",
    ]);
  });

  test("[I6] a cycle without a ticket, or with two", () => {
    expect(
      broken((trace) => trace.rewrite("verifying agent", '"code":"ticket_opened"', '"code":"nudge"')),
    ).toContain("I6");
    expect(
      broken((trace) =>
        trace.rewrite(
          "verifying agent",
          '"kind":"note","author":{"id":"ann","name":"Ann"},"text":"canary-7","clientId":"a3"',
          '"kind":"system","code":"ticket_opened","params":{"ticketId":"ticket-2"}',
        ),
      ),
    ).toContain("I6");
  });

  test("[I6] a takeover without its separator", () => {
    expect(
      broken((trace) => trace.rewrite("verifying customer", '"code":"live_chat"', '"code":"ai_resumed"')),
    ).toContain("I6");
  });

  test("[I6] two takeovers of one cycle", () => {
    expect(
      broken((trace) => trace.rewrite("verifying agent", '"code":"ai_resumed"', '"code":"taken_over"')),
    ).toContain("I6");
  });

  test("[I6] a message of an agent who is not the owner", () => {
    expect(
      broken((trace) => trace.rewrite("verifying customer", '"author":{"id":"ann"', '"author":{"id":"ben"')),
    ).toContain("I6");
  });

  test("[I6] a takeover that the loser was told of as won", () => {
    expect(
      broken((trace) =>
        trace.insert("Ben", { type: "ack", clientId: "b1", result: { ticketId: "ticket-1", cycle: 1 } }),
      ),
    ).toEqual(["I6"]);
  });

  test("[I6] a winner who was told of another ticket", () => {
    expect(
      broken((trace) =>
        trace.rewrite("Ann", '"result":{"ticketId":"ticket-1"', '"result":{"ticketId":"ticket-2"'),
      ),
    ).toContain("I6");
  });

  test("[I6] a loser who was not told who won, or of the wrong one", () => {
    expect(
      broken((trace) =>
        trace.rewrite(
          "Ben",
          '"details":{"by":{"id":"ann","name":"Ann"}',
          '"details":{"by":{"id":"eve","name":"Eve"}',
        ),
      ),
    ).toEqual(["I6"]);
    expect(
      broken((trace) => trace.rewrite("Ben", '"details":{"by":{"id":"ann","name":"Ann"},', '"details":{')),
    ).toEqual(["I6"]);
  });
});

describe("privacy (I7)", () => {
  test("[I7] a customer who receives a note", () => {
    expect(broken((trace) => trace.insert("tab 1", delta(0, "canary-7")))).toContain("I7");
  });

  test("[I7] a customer who receives a field that is for agents, even an empty one", () => {
    expect(
      broken((trace) =>
        trace.rewrite("tab 1", '"type":"commit"', '"type":"commit","internal":{"from":0,"entries":[]}'),
      ),
    ).toEqual(["I7"]);
  });

  test("[I7] a customer who receives a ticket's id", () => {
    expect(
      broken((trace) => trace.rewrite("tab 1", '"type":"commit"', '"type":"commit","for":"ticket-1"')),
    ).toEqual(["I7"]);
  });
});
