import { HOLD_MS } from "../spec/held.ts";
import {
  asks,
  begins,
  ends,
  finishes,
  forceEnds,
  pause,
  type Race,
  says,
  timePasses,
  waits,
} from "./race.ts";

const cadence = (on: boolean) => ({ do: "configure", cadence: on }) as const;
/** Until just before its time: less by what was written meanwhile, which a room counts by its ticks. */
const UNTIL_DUE = HOLD_MS - 30;
const isHeld = [cadence(true), says("maria"), begins, pause, finishes] as const;
const aboutToBeSent = [...isHeld, waits(UNTIL_DUE)] as const;
const sendsNow = (by: "ann" | "ben") => ({ do: "send_now", by, reply: "current" }) as const;
const edits = (by: "ann" | "ben") => ({ do: "edit_and_send", by, reply: "current" }) as const;
const cancelsReply = { do: "cancel_reply", by: "ann", reply: "current" } as const;

/** What else comes upon a held reply; the pairs of those who may do something about it are in `held-races.test.ts`. */
export const HELD: readonly Race[] = [
  {
    name: "force_end × hold timer",
    ids: "C3, S5, I9",
    everySchedule: true,
    before: aboutToBeSent,
    racers: [forceEnds, timePasses],
    firstFirst: { answers: ["ok", null], lines: ["conversation_ended"] },
    secondFirst: { answers: ["ok", null], lines: ["ai", "conversation_ended"] },
  },
  {
    name: "configure (cadence off) × hold timer",
    ids: "C1, C3, I9",
    everySchedule: true,
    before: aboutToBeSent,
    racers: [cadence(false), timePasses],
    firstFirst: { answers: [null, null], lines: ["ai"] },
    secondFirst: { answers: [null, null], lines: ["ai"] },
  },
  {
    name: "configure (cadence off) × Send now",
    ids: "C1, C3",
    inRoomOnly: true,
    before: [...isHeld, pause],
    racers: [cadence(false), sendsNow("ann")],
    firstFirst: { answers: [null, "reply_gone"], lines: ["ai"] },
    secondFirst: { answers: [null, "ok"], lines: ["ai"] },
  },
  {
    name: "configure (cadence off) × edit",
    ids: "C1, C3",
    inRoomOnly: true,
    before: [...isHeld, pause],
    racers: [cadence(false), edits("ann")],
    firstFirst: { answers: [null, "reply_gone"], lines: ["ai"] },
    secondFirst: { answers: [null, "ok"], lines: ["agent for the ai"] },
  },
  {
    name: "AI switched off × hold timer",
    ids: "C3, H22",
    before: aboutToBeSent,
    racers: [{ do: "configure", aiOn: false }, timePasses],
    firstFirst: { answers: [null, null], lines: [] },
    secondFirst: { answers: [null, null], lines: ["ai"] },
  },
  {
    name: "request_human × hold timer",
    ids: "C3, C6, H18",
    before: aboutToBeSent,
    racers: [asks, timePasses],
    firstFirst: { answers: ["ok", null], lines: [] },
    secondFirst: { answers: ["ok", null], lines: ["ai"] },
  },
  {
    name: "customer's end × hold timer",
    ids: "C3, S5",
    before: aboutToBeSent,
    racers: [ends("maria"), timePasses],
    firstFirst: { answers: ["ok", null], lines: ["conversation_ended"] },
    secondFirst: { answers: ["ok", null], lines: ["ai", "conversation_ended"] },
  },
  {
    name: "first agent message × hold timer",
    ids: "C6, H10, I5",
    before: aboutToBeSent,
    racers: [says("ann"), timePasses],
    firstFirst: { answers: ["ok", null], lines: ["live_chat", "agent"] },
    secondFirst: { answers: ["ok", null], lines: ["ai", "live_chat", "agent"] },
  },
  {
    name: "an alarm that rings twice × hold timer",
    ids: "C3, I9",
    before: aboutToBeSent,
    racers: [{ do: "wake", times: 2 }, timePasses],
    firstFirst: { answers: [null, null], lines: ["ai"] },
    secondFirst: { answers: [null, null], lines: ["ai"] },
  },
  {
    name: "Cancel × Send now of the same agent, in two tabs",
    ids: "C3",
    before: [...isHeld, pause],
    racers: [cancelsReply, sendsNow("ann")],
    firstFirst: { answers: ["ok", "reply_gone"], lines: [] },
    secondFirst: { answers: ["reply_gone", "ok"], lines: ["ai"] },
  },
];
