import type { Random } from "../harness/random.ts";
import { CONTROL_DEADLINES, type Coming, nextClosing, nextDeadline } from "./deadlines.ts";
import { storedIn } from "./inspect.ts";
import { FAIR, type Weather } from "./line.ts";
import { onHeld } from "./operations-held.ts";
import type { World } from "./world.ts";

/** Something that goes wrong. A new kind of fault is a new entry. False: there is nothing it could hit at present. */
export type Fault = {
  name: string;
  weight: number;
  run(world: World, random: Random): boolean;
};

/** What an answer says that must never be heard. */
export const OVERTAKEN = "an overtaken answer";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Met where a deadline of control over the AI is about to come. */
const AT_DEADLINES: readonly Fault[] = [
  atDeadline("an alarm comes twice as a deadline of control does", 6, (world, { machine, inMs }, random) => {
    for (const late of [0, random.between(0, 60)]) world.meanwhile(inMs + late, () => machine.wake());
  }),
  atDeadline("an alarm comes early for a deadline of control", 4, (world, { machine, inMs }, random) => {
    world.meanwhile(Math.max(0, inMs - random.between(1, 400)), () => machine.wake());
  }),
  atDeadline("a deadline of control is met late", 5, (world, { inMs }, random) => {
    world.meanwhile(Math.max(0, inMs - 500), () => (world.disks.alarmLateMs = 12_000));
    world.meanwhile(inMs + random.between(1_000, 15_000), () => (world.disks.alarmLateMs = 0));
  }),
  atDeadline("a crash as a deadline of control comes", 6, (world, { id, machine, inMs }, random) => {
    // Before it the next life meets it, and after it what it has done may not be known to all.
    world.meanwhile(Math.max(0, inMs + random.between(-140, 60)), () => {
      world.coverage.happened(id, "crash", world.time.now());
      machine.crash();
    });
  }),
  atDeadline("a clock jumps over a deadline of control", 4, (world, { machine, kind, inMs }, random) => {
    // Over a closing time to where people are there again, as a machine does that was down.
    const isLong = kind === "closing" && random.chance(0.7);
    machine.skew = inMs + (isLong ? random.between(60_000, 180_000) : random.between(1, 5_000));
    world.meanwhile(random.between(200, 20_000), () => (machine.skew = 0));
  }),
];
export const DEADLINE_FAULTS: readonly string[] = AT_DEADLINES.map(({ name }) => name);

export const FAULTS: readonly Fault[] = [
  hitsSocket("a connection breaks", 10, (socket) => socket.cut()),
  hitsSocket("a connection is lost without a word", 5, (socket) => socket.goDeaf()),
  changesWeather("a line is slow", 5, { latencyMs: 3_000 }),
  changesWeather("commands arrive twice", 8, { doubles: 0.5 }),
  changesWeather("nothing can be connected", 4, { refuses: 0.8 }),
  changesWeather("requests and answers get lost", 5, { loses: 0.4 }),
  {
    name: "rooms cannot reach each other",
    weight: 5,
    run(world, random) {
      const change = random.pick<Partial<Weather>>([
        { refuses: 0.7 },
        { loses: 0.5 },
        { latencyMs: 2_500 },
        { doubles: 0.5 },
      ]);
      forAWhile(world, random, world.backbone, { ...FAIR, latencyMs: 5 }, change);
      return true;
    },
  },
  {
    name: "a machine crashes",
    weight: 6,
    run(world, random) {
      const machine = random.pick(world.machines());
      crashed(world, machine);
      machine.crash();
      return true;
    },
  },
  {
    name: "the whole process crashes",
    weight: 3,
    run(world) {
      for (const machine of world.machines()) {
        crashed(world, machine);
        machine.crash();
      }
      return true;
    },
  },
  {
    name: "a crash as an answer ends",
    weight: 6,
    run(world) {
      world.crashesWithAnswer = true;
      return true;
    },
  },
  {
    name: "a crash before the write",
    weight: 5,
    run: (world, random) => cut(world, random, { writes: 0, messages: 0 }),
  },
  {
    name: "a crash between two writes",
    weight: 5,
    run: (world, random) => cut(world, random, { writes: 1, messages: 0 }),
  },
  {
    name: "a crash after the commit, before anything is sent",
    weight: 5,
    run: (world, random) => cut(world, random, { writes: Number.POSITIVE_INFINITY, messages: 0 }),
  },
  {
    name: "a crash in the middle of the broadcast",
    weight: 5,
    run: (world, random) =>
      cut(world, random, { writes: Number.POSITIVE_INFINITY, messages: random.between(1, 3) }),
  },
  cutsStep("a crash in the middle of a step between agents", 4, [
    "monitor",
    "join",
    "assign",
    "offer_transfer",
  ]),
  cutsStep("a crash as somebody gets what another has", 5, ["confirm_take_over", "accept_transfer"]),
  cutsStep("a crash in the middle of what is done about a held reply", 5, [
    ...["send_now", "edit_and_send", "cancel_reply"],
  ]),
  cutsStep("a crash in the middle of what is done about an escalation", 5, [
    ...["resolve_escalation", "escalate", "complete_task"],
  ]),
  {
    name: "a crash as closing time comes",
    weight: 8,
    run(world, random) {
      const closing = nextClosing(world, random, 60_000);
      if (!closing) return false;
      world.meanwhile(Math.max(0, closing.inMs + random.between(-140, 130)), () => {
        world.coverage.happened(closing.id, "crash", world.time.now());
        closing.machine.crash();
      });
      return true;
    },
  },
  onHeld("a crash as a held reply falls due", 6, (world, random, { id, inMs }) =>
    world.meanwhile(Math.max(0, inMs + random.between(-140, 100)), () => {
      world.coverage.happened(id, "crash", world.time.now());
      world.conversations.get(id)?.machine.crash();
    }),
  ),
  {
    name: "an idle room is put to sleep",
    weight: 8,
    run: (world, random) => random.shuffle(world.machines()).some((machine) => machine.hibernate()),
  },
  {
    name: "an alarm comes early, or once more",
    weight: 6,
    run(world, random) {
      random.pick(world.machines()).wake();
      return true;
    },
  },
  {
    name: "an answer that was overtaken comes all the same",
    weight: 8,
    run(world, random) {
      const conversations = [...world.conversations.values()];
      // Best into the middle of another answer.
      const busy = conversations.filter(({ machine }) => machine.room.conversation.journal.state.reply);
      const choice = busy.length > 0 ? busy : conversations;
      if (choice.length === 0) return false;
      const conversation = random.pick(choice);
      const { state } = conversation.machine.room.conversation.journal;
      const started = (storedIn(conversation)?.log ?? []).flatMap(({ epoch, events }) =>
        events.flatMap((event) => (event.type === "ai_reply_started" ? [{ ...event, epoch }] : [])),
      );
      const overtaken = started.filter(({ generationId }) => generationId !== state.reply?.generationId);
      if (overtaken.length === 0) return false;
      const ofThisEpoch = overtaken.filter(({ epoch }) => epoch === state.epoch);
      const { generationId, epoch } = random.pick(ofThisEpoch.length > 0 ? ofThisEpoch : overtaken);
      const late = { type: "finish_ai_reply", generationId, epoch, text: OVERTAKEN } as const;
      void conversation.machine.room.conversation.bring(
        { role: "ai" },
        { ...late, sources: [], offersPerson: false },
      );
      return true;
    },
  },
  {
    name: "alarms are late",
    weight: 3,
    run(world, random) {
      world.disks.alarmLateMs = 20_000;
      world.time.after(random.between(10_000, 120_000), () => (world.disks.alarmLateMs = 0));
      return true;
    },
  },
  {
    name: "a clock jumps",
    weight: 3,
    run(world, random) {
      const machines = random.chance(0.5) ? world.machines() : [random.pick(world.machines())];
      const ms = random.pick([-3 * DAY, -DAY, -HOUR, -2_000, 2_000, 10 * 60_000, HOUR, DAY, 5 * DAY]);
      for (const machine of machines) machine.skew = ms;
      world.time.after(random.between(1_000, 60_000), () => {
        for (const machine of machines) machine.skew = 0;
      });
      return true;
    },
  },
  {
    name: "the disk is slow",
    weight: 4,
    run(world, random) {
      const { readMs, writeMs } = world.disks;
      world.disks.readMs = 80;
      world.disks.writeMs = 200;
      world.time.after(random.between(1_000, 10_000), () => Object.assign(world.disks, { readMs, writeMs }));
      return true;
    },
  },
  {
    name: "an address does not answer",
    weight: 4,
    run(world, random) {
      const name = random.pick(["demo", ...world.conversations.keys()]);
      world.downUntil.set(name, world.time.now() + random.between(500, 20_000));
      return true;
    },
  },
  ...AT_DEADLINES,
];

/** Everything is put right, for good. */
export function heal(world: World): void {
  world.isHealed = true;
  for (const { weather } of [...world.customers, ...world.agents]) Object.assign(weather, FAIR);
  Object.assign(world.backbone, FAIR, { latencyMs: 5 });
  Object.assign(world.disks, { readMs: 1, writeMs: 2, alarmLateMs: 0 });
  world.downUntil.clear();
  world.crashesWithAnswer = false;
  world.cutsNextStep.clear();
  for (const machine of world.machines()) {
    machine.skew = 0;
    machine.cutNextWrite(null);
  }
  for (const { responder } of world.conversations.values()) responder.heal();
}

function hitsSocket(name: string, weight: number, hit: (socket: World["sockets"][number]) => void): Fault {
  return {
    name,
    weight,
    run(world, random) {
      const open = world.sockets.filter((socket) => socket.isOpen);
      if (open.length === 0) return false;
      hit(random.pick(open));
      return true;
    },
  };
}

/** As a deadline of control over the AI is about to come, of whichever kind there is. */
function atDeadline(
  name: string,
  weight: number,
  hit: (world: World, coming: Coming, random: Random) => void,
): Fault {
  return {
    name,
    weight,
    run(world, random) {
      const coming = nextDeadline(world, random, CONTROL_DEADLINES, 60_000);
      if (!coming) return false;
      world.coverage.count("deadline", `${coming.kind}: ${name}`);
      hit(world, coming, random);
      return true;
    },
  };
}

function changesWeather(name: string, weight: number, change: Partial<Weather>): Fault {
  return {
    name,
    weight,
    run(world, random) {
      const person = random.pick([...world.customers, ...world.agents]);
      forAWhile(world, random, person.weather, FAIR, change);
      return true;
    },
  };
}

function forAWhile(
  world: World,
  random: Random,
  weather: Weather,
  fair: Readonly<Weather>,
  change: Partial<Weather>,
): void {
  Object.assign(weather, change);
  world.time.after(random.between(500, 30_000), () => Object.assign(weather, fair));
}

/** The next of these steps meets a crash: before its write, or after it and before everybody has heard. */
function cutsStep(name: string, weight: number, steps: readonly string[]): Fault {
  return {
    name,
    weight,
    run(world, random) {
      const messages = random.between(0, 2);
      const cut = random.pick([
        { writes: 0, messages: 0 },
        { writes: 1, messages: 0 },
        { writes: Number.POSITIVE_INFINITY, messages },
      ]);
      world.cutsNextStep.set(steps, cut);
      return true;
    },
  };
}

/** The next write of a machine is cut short so. */
function cut(world: World, random: Random, at: { writes: number; messages: number }): boolean {
  const machine = random.chance(0.2) ? world.workspace : random.pick(world.machines());
  machine.cutNextWrite(at);
  crashed(world, machine);
  return true;
}

function crashed(world: World, machine: World["workspace"] | ReturnType<World["machines"]>[number]): void {
  for (const { id, machine: other } of world.conversations.values()) {
    if (other === machine) world.coverage.happened(id, "crash", world.time.now());
  }
}
