import { afterAll, describe, expect, test } from "vitest";
import { withoutChance } from "../simulation/determinism.ts";
import { HeldRoom, WINDOW_MS } from "./races/held-room.ts";
import { ChoiceClock, everySchedule } from "./room/choices.ts";
import { runs, within } from "./settings.ts";

/** What one of them does: who, with which frame (none: time does it), and what the customer reads of it. */
const RACERS = {
  "Send now": {
    who: "ann",
    frame: (replyId: string) => ({ type: "send_now", replyId }),
    line: "ai: On its way.",
  },
  Edit: {
    who: "ben",
    frame: (replyId: string) => ({ type: "edit_and_send", replyId, text: "It comes on Monday." }),
    line: "agent for the ai: It comes on Monday.",
  },
  Cancel: { who: "sue", frame: (replyId: string) => ({ type: "cancel_reply", replyId }), line: null },
  takeover: { who: "tom", frame: () => ({ type: "take_over" }), line: "live_chat" },
  "customer message": {
    who: "maria",
    frame: () => ({ type: "send_message", text: "Hello?" }),
    line: "customer: Hello?",
  },
  timer: { who: null, frame: () => ({}), line: "ai: On its way." },
} as const;
type Name = keyof typeof RACERS;
const NAMES = Object.keys(RACERS) as Name[];

/** Whoever else comes first: these are about no reply, so they lose nothing. */
const ALWAYS: readonly Name[] = ["takeover", "customer message"];

type Outcome = { answers: Record<string, string | null>; story: string[] };

/** C3: what must come of it when they come in this order. */
function expected(order: readonly [Name, Name], names: readonly [Name, Name]): Outcome {
  const [first, second] = order;
  const asLoser = ALWAYS.includes(second) ? "ok" : "reply_gone";
  const answerOf = (name: Name) => (name === "timer" ? null : name === first ? "ok" : asLoser);
  const lines = [RACERS[first].line, ALWAYS.includes(second) ? RACERS[second].line : null];
  return {
    answers: Object.fromEntries(names.map((name) => [name, answerOf(name)])),
    story: ["customer: Where is it?", ...lines.filter((line) => line !== null)],
  };
}

const PAIRS = NAMES.flatMap((one, index) => NAMES.slice(index + 1).map((other) => [one, other] as const));
/** More than there are. */
const MOST = 3_000;

const tried: number[] = [];

afterAll(() => {
  const total = tried.reduce((sum, schedules) => sum + schedules, 0);
  const whole = tried.filter((schedules) => schedules < runs(MOST)).length;
  console.log(
    `${tried.length} races of a held reply in ${total} schedules; of ${whole} races all that there are`,
  );
});

async function raced(names: readonly [Name, Name], choose: (options: number) => number): Promise<Outcome> {
  const clock = new ChoiceClock();
  return withoutChance(
    () => clock.now(),
    async () => {
      const room = await HeldRoom.open(clock, names.includes("timer") ? WINDOW_MS / 2 : 5_000);
      const { replyId } = room;
      const prepared = names.flatMap((name) => {
        const { who, frame } = RACERS[name];
        return who === null ? [] : [{ name, who, ...room.prepare(who, frame(replyId)) }];
      });
      await room.race(
        prepared.map(({ handIn }) => handIn),
        choose,
      );
      expect(room.faults).toEqual([]);
      const answers = Object.fromEntries(
        names.map((name) => {
          const racer = prepared.find((one) => one.name === name);
          return [name, racer ? room.answer(racer.who, racer.clientId) : null];
        }),
      );
      return { answers, story: room.story };
    },
  );
}

describe("a held reply is sent once or not at all, in every order in which disk, network, clock and people can interleave", () => {
  test.each(PAIRS)("[C3, C4, C6, I5] %s × %s", within(120_000), async (one, other) => {
    const names = [one, other] as const;
    const allowed = [expected([one, other], names), expected([other, one], names)];
    const seen = new Set<string>();
    let schedules = 0;
    for (const choose of everySchedule(runs(MOST))) {
      schedules += 1;
      const outcome = await raced(names, choose);
      expect(allowed).toContainEqual(outcome);
      seen.add(JSON.stringify(outcome));
    }
    expect(schedules).toBeGreaterThan(1);
    tried.push(schedules);
    expect(seen.size, "each outcome was seen").toBe(
      new Set(allowed.map((outcome) => JSON.stringify(outcome))).size,
    );
  });
});
