import fc from "fast-check";
import {
  agent,
  asks,
  epoch,
  just,
  minutes,
  nobody,
  one,
  type Scene,
  says,
  scene,
  times,
  type Weighted,
  weighted,
} from "./scenes.ts";
import { control } from "./scenes-control.ts";
import { held } from "./scenes-held.ts";
import { routing } from "./scenes-routing.ts";
import { supervision, wrapUps } from "./scenes-supervision.ts";
import { type CastStep, PEOPLE } from "./spec/steps.ts";

/**
 * Random histories, in scenes of one or a few steps. Weights keep conversations alive for long enough, and the
 * owner and the AI busy enough, for every state to be tried with everything.
 */

/** No two moments are ever the same by the clock, so that what is named by its moment keeps its name alone. */
const JUMPS = [-24 * 3_600_000 - 7, -120_011, 24 * 3_600_000];

const anybody = fc.constantFrom("owner", ...PEOPLE);
const customerSays = says("maria");

const answer = fc.constantFrom("newest", "newest", "oldest", "none");
const thumb = fc.constantFrom("up", "down", null);

const people: Weighted[] = [
  just(10, customerSays),
  one(12, fc.record({ do: fc.constant("send_message"), by: agent, epoch })),
  just(1, { do: "send_message", by: "ann", epoch: "none" }),
  one(12, fc.record({ do: fc.constant("take_over"), by: agent })),
  just(8, asks),
  one(6, fc.record({ do: fc.constant("cancel_request"), by: fc.constant("maria"), epoch })),
  one(10, fc.record({ do: fc.constant("allow_ai_replies"), by: agent, epoch })),
  one(4, fc.record({ do: fc.constant("add_note"), by: agent })),
  one(5, fc.record({ do: fc.constant("mark_read"), by: fc.constantFrom("maria", "owner", ...PEOPLE) })),
  just(3, { do: "rate", by: "maria" }),
  one(6, fc.record({ do: fc.constant("rate_answer"), by: fc.constant("maria"), answer, thumb })),
  one(1, fc.record({ do: fc.constant("rate_answer"), by: anybody, answer, thumb })),
  one(
    6,
    fc.record({
      do: fc.constant("update_ticket"),
      by: agent,
      status: fc.constantFrom("new", "on_you", "waiting_on_customer"),
      of: fc.constantFrom("open", "open", "another"),
    }),
  ),
  // Commands of the other role.
  one(
    2,
    fc.record({
      do: fc.constantFrom("request_human", "take_over", "force_end", "add_note", "rate"),
      by: anybody,
    }),
  ),
];

const endings: Weighted[] = [
  just(1.5, { do: "end", by: "maria", epoch: "current" }),
  one(3, fc.record({ do: fc.constant("end"), by: anybody, epoch })),
  one(2, fc.record({ do: fc.constant("force_end"), by: fc.constantFrom("sue", "owner") })),
  just(1.5, { do: "merge" }),
];

const workspaces = fc
  .tuple(
    fc.subarray(["ann", "ben"] as const),
    fc.constantFrom([], [], ["sue"] as const, ["sue", "tom"] as const),
    fc.subarray(["ann", "ben"] as const),
  )
  .map(([agents, supervisors, present]) => ({ available: [...agents, ...supervisors], present }));
const owners = (present: boolean) => ({ do: "owner_presence", agent: "ann", present }) as const;

const world: Weighted[] = [
  one(6, fc.record({ do: fc.constant("workspace"), says: workspaces })),
  just(3, nobody),
  just(1, { do: "workspace", says: null }),
  one(4, fc.record({ do: fc.constant("configure"), aiOn: fc.constantFrom(true, true, false) })),
  one(
    4,
    fc.record({
      do: fc.constant("owner_presence"),
      agent: fc.constantFrom("ann", "ben", "sue"),
      present: fc.boolean(),
    }),
  ),
  one(1, fc.record({ do: fc.constant("identify"), name: fc.constantFrom("Maria", "Marie") })),
  just(1, { do: "configure", aiOn: false }, { do: "cancel_request", by: "maria", epoch: "current" }),
  // A ticket that waits for a person, and what can be done to it (H19).
  one(1, fc.constant(nobody)),
  just(1, nobody, asks, { do: "update_ticket", by: "ann", status: "on_you", of: "open" }),
  just(1, asks, { do: "allow_ai_replies", by: "sue", epoch: "current" }),
  just(1, { do: "start" }),
  just(1, { do: "crash" }),
  one(1, fc.record({ do: fc.constant("reconnect"), by: anybody })),
];

const time: Weighted[] = [
  one(
    4,
    fc.record({
      do: fc.constant("wait"),
      ms: fc.constantFrom(minutes(0.5), minutes(1), minutes(4), minutes(11), minutes(16)),
      alarms: fc.constantFrom("each", "late"),
    }),
  ),
  just(3, { do: "approach" }),
  just(5, { do: "reach" }),
  one(2, fc.record({ do: fc.constant("wake"), times: fc.constantFrom(1, 2) })),
  one(2, fc.record({ do: fc.constant("jump"), ms: fc.constantFrom(...JUMPS) })),
  // The owner goes away, and perhaps comes back in time.
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.boolean(), fc.constantFrom("back", "back unheard", "away"), fc.boolean())
      .map(([joined, then, alone]): Scene => {
        const present = then === "back unheard" ? (["ann"] as const) : [];
        const available = alone ? (["ann"] as const) : (["ann", "ben"] as const);
        return [
          { do: "take_over", by: "ann" },
          ...(joined ? [{ do: "send_message", by: "ann", epoch: "current" } as const] : []),
          owners(false),
          ...(then === "back" ? [owners(true)] : []),
          { do: "workspace", says: { available, present } },
          { do: "wait", ms: minutes(2), alarms: "each" },
        ];
      }),
  },
];

const of = fc.constantFrom("newest", "newest", "newest", "older", "misdated");
const outcome: fc.Arbitrary<CastStep> = fc.oneof(
  fc.record({ do: fc.constantFrom("finish_ai_reply", "hand_off"), of }),
  fc.constant({ do: "hand_off", of: "newest", guardrail: true }),
  fc.record({ do: fc.constant("fail_ai_reply"), of: fc.constantFrom("newest", "newest", "older") }),
);

/** The AI's answer comes after control has left it, whoever is there by then. */
const tooLate: fc.Arbitrary<Scene> = fc
  .tuple(
    fc.constantFrom<CastStep>(
      { do: "take_over", by: "ann" },
      { do: "send_message", by: "ann", epoch: "current" },
      asks,
    ),
    fc.constantFrom<CastStep>(nobody, { do: "configure", aiOn: false }),
    outcome,
  )
  .map(([leaves, changed, ends]) => [{ do: "workspace", says: null }, customerSays, leaves, changed, ends]);

/** The customer writes on while the AI answers, and a person comes and goes: that message is still open (H14). */
const writesOn: Scene = [
  customerSays,
  { do: "begin_ai_reply" },
  customerSays,
  { do: "finish_ai_reply", of: "newest" },
  { do: "take_over", by: "ann" },
  { do: "allow_ai_replies", by: "ann", epoch: "current" },
];

const answers: Weighted[] = [
  one(8, outcome),
  just(4, { do: "stream" }),
  { weight: 4, arbitrary: tooLate },
  just(1, ...writesOn.filter((step) => step.do !== "begin_ai_reply")),
];

/** What the AI's own process does: only where nobody carries out wishes. */
const wishes: Weighted[] = [
  just(4, { do: "begin_ai_reply" }),
  just(2, ...writesOn),
  just(1, { do: "correct_clock" }),
  just(2, { do: "jump", ms: -minutes(60) - 13 }, { do: "correct_clock" }),
  // Switched off while it is wanted, or while it writes.
  just(1, customerSays, { do: "configure", aiOn: false }, { do: "begin_ai_reply" }),
  just(
    1,
    customerSays,
    { do: "begin_ai_reply" },
    { do: "configure", aiOn: false },
    { do: "fail_ai_reply", of: "newest" },
  ),
  just(2, customerSays, { do: "begin_ai_reply" }, { do: "configure", aiOn: false }, { do: "reach" }),
  just(1, customerSays, { do: "begin_ai_reply" }, nobody, { do: "reach" }),
  just(1, customerSays, { do: "begin_ai_reply" }, { do: "stream" }, { do: "crash" }),
  just(1, nobody, asks, { do: "finish_summary", of: "open", empty: false }),
  just(2, nobody, asks, { do: "workspace", says: null }, asks, {
    do: "finish_summary",
    of: "open",
    empty: false,
  }),
  just(1, nobody, asks, { do: "workspace", says: null }, asks, { do: "hand_off", of: "newest" }),
  one(
    4,
    fc.record({
      do: fc.constant("finish_summary"),
      of: fc.constantFrom("open", "open", "another"),
      empty: fc.boolean(),
    }),
  ),
  // A whole answer, with something between its begin and its end.
  {
    weight: 16,
    arbitrary: fc
      .tuple(
        fc.boolean(),
        fc.boolean(),
        fc.oneof(...weighted([...people, ...world, ...time, ...endings])),
        outcome,
      )
      .map(([alone, streams, between, ends]) => [
        ...(alone ? [nobody] : []),
        customerSays,
        { do: "begin_ai_reply" },
        ...(streams ? [{ do: "stream" } as const] : []),
        ...between,
        ends,
      ]),
  },
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.oneof(...weighted(world)), outcome)
      .map(([between, ends]) => [customerSays, { do: "begin_ai_reply" }, ...between, ends]),
  },
];

const withPeople = [...supervision, ...routing, ...wrapUps, ...control];

export const coreScene = scene([
  ...people,
  ...endings,
  ...world,
  ...time,
  ...wishes,
  ...answers,
  ...withPeople,
  ...held(false),
]);
export const roomScene = scene([
  ...[...people, ...endings, ...world, ...time, ...answers],
  ...[...withPeople, ...held(true)],
]);
/** Histories in which time does most of it. */
export const timeScene = scene([
  ...[...people, ...world, ...wishes].map(times(0.3)),
  ...[...withPeople, ...held(false)].map(times(0.8)),
  ...time.map(times(3)),
]);
