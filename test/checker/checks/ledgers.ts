import type { DownFrame } from "../../../conversation/protocol/down.ts";
import type { Blame, Connection, Reading, Step } from "../reading.ts";

/**
 * I1: what was acknowledged is in the ledger, and with everybody who may know it. I2: one order for all, dense,
 * never rewritten. I4: no client is served past a gap.
 */
export function checkLedgers(reading: Reading, blame: Blame): void {
  checkFinal(reading, blame);
  checkOneOrder(reading, blame);
  checkAcknowledged(reading, blame);
  for (const client of new Set(reading.connections.map((connection) => connection.client))) {
    follow(client, reading, blame);
  }
}

type Ledger = "public" | "internal" | "audit";
type Entries = readonly { seq: number }[];
type DownStep = Step & { frame: DownFrame };

function checkFinal({ final, connections }: Reading, blame: Blame): void {
  const seen = connections.some(({ steps }) =>
    steps.some(({ up, frame }) => !up && frame.type === "commit" && frame.public),
  );
  if (seen && final.public.length === 0) blame("I1", "the final ledger is empty");
  for (const ledger of ["public", "internal", "audit"] as const) {
    const gap = final[ledger]?.findIndex(({ seq }, index) => seq !== index + 1) ?? -1;
    if (gap >= 0) blame("I2", `the final ${ledger} ledger is not dense at ${gap + 1}`);
  }
}

/** The same seq is the same entry wherever it is seen. */
function checkOneOrder({ connections }: Reading, blame: Blame): void {
  const known = new Map<string, { entry: string; step: Step }>();
  for (const { client, steps } of connections) {
    for (const step of steps) {
      if (step.up) continue;
      for (const [ledger, entries] of entriesOf(step.frame)) {
        for (const one of entries) {
          const place = `${ledger} ${one.seq}`;
          const entry = JSON.stringify(one);
          const first = known.get(place);
          if (!first) known.set(place, { entry, step });
          else if (first.entry !== entry) {
            blame("I2", `${client}: ${place} is not what it is elsewhere`, first.step, step);
          }
        }
      }
    }
  }
}

function entriesOf(frame: DownFrame): [Ledger, Entries][] {
  switch (frame.type) {
    case "welcome":
    case "commit":
    case "page":
      return [
        ["public", frame.public?.entries ?? []],
        ["internal", frame.internal?.entries ?? []],
        ["audit", frame.audit?.entries ?? []],
      ];
    case "ack": {
      const { result } = frame;
      return [
        ["public", result.public ? [result.public] : []],
        ["internal", result.internal ? [result.internal] : []],
      ];
    }
    default:
      return [];
  }
}

function checkAcknowledged({ connections, final }: Reading, blame: Blame): void {
  for (const { client, steps } of connections) {
    for (const step of steps) {
      if (step.frame.type !== "ack") continue;
      const { public: spoken, internal } = step.frame.result;
      const held = spoken ? final.public[spoken.seq - 1] : internal ? final.internal[internal.seq - 1] : null;
      if (held === undefined || (held && held.id !== (spoken ?? internal)?.id)) {
        blame("I1", `${client}: what was acknowledged is not in the final ledger`, step);
      }
    }
  }
}

/** The last seqs that a client has been told, from its frames alone; null while it may not read the ledger. */
type Position = { log: string; public: number; internal: number | null; audit: number | null } | null;

function follow(client: string, { connections, final, trace }: Reading, blame: Blame): void {
  let position: Position = null;
  let last: Step | null = null;
  for (const connection of connections.filter((one) => one.client === client)) {
    let greeted = false;
    for (const [index, step] of connection.steps.entries()) {
      if (step.up || (step.frame.type !== "welcome" && step.frame.type !== "commit")) continue;
      // Out of step with a clock that jumped, a server may leave something out: then the client asks for it.
      if (leavesGap(position, step.frame) && asksAfter(connection, index)) continue;
      if (step.frame.type === "commit" && !greeted)
        blame("I2", `${client}: a commit before the welcome`, step);
      greeted = true;
      position = advance(position, { ...step, frame: step.frame }, connection, blame);
      last = step;
    }
  }
  if (!trace.present.includes(client) || !position) return;
  if (position.public < final.public.length) {
    blame(
      "I1",
      `${client} was told of public entries up to ${position.public} of ${final.public.length}`,
      last,
    );
  }
  if (position.internal !== null && position.internal < final.internal.length) {
    const { internal } = position;
    blame("I1", `${client} was told of internal entries up to ${internal} of ${final.internal.length}`, last);
  }
  if (position.audit !== null && final.audit && position.audit < final.audit.length) {
    blame("I1", `${client} was told of audit entries up to ${position.audit} of ${final.audit.length}`, last);
  }
}

function leavesGap(position: Position, frame: DownFrame): boolean {
  if (position === null || frame.type !== "commit") return false;
  return (
    (frame.public?.from ?? 0) > position.public ||
    (frame.internal?.from ?? 0) > (position.internal ?? 0) ||
    (frame.audit?.from ?? 0) > (position.audit ?? 0)
  );
}

/** Whether the client says hello again. */
function asksAfter({ steps }: Connection, index: number): boolean {
  const rest = steps.slice(index + 1);
  return rest.some(({ up, frame }) => up && frame.type === "hello");
}

type Followed = Extract<DownFrame, { type: "welcome" | "commit" }>;

function advance(
  position: Position,
  step: DownStep & { frame: Followed },
  { client, role }: Connection,
  blame: Blame,
): Position {
  const { frame } = step;
  const next = (ledger: Ledger, known: number | null): number => {
    const run = frame[ledger];
    if (!run) return known ?? 0;
    if (known !== null && run.from > known) {
      blame("I4", `${client}: ${ledger} entries from ${run.from}, after ${known}`, step);
    }
    if (run.entries.some(({ seq }, index) => seq !== run.from + 1 + index)) {
      blame("I2", `${client}: a run of ${ledger} entries that is not dense`, step);
    }
    return Math.max(known ?? 0, run.from + run.entries.length);
  };
  if (frame.type === "welcome") {
    if (frame.state.audience === "head") return null;
    const goesOn = frame.mode === "resumed" ? position : null;
    if (frame.mode === "resumed" && goesOn?.log !== frame.log) {
      blame("I4", `${client}: resumed what it never had`, step);
    }
    const internal = role === "agent" ? next("internal", goesOn?.internal ?? null) : null;
    // An audience that has changed reads the audit ledger from now on, or no more.
    const audit = frame.audit ? next("audit", goesOn?.audit ?? null) : null;
    return { log: frame.log, public: next("public", goesOn?.public ?? null), internal, audit };
  }
  if (position === null) return null;
  const internal = position.internal === null ? null : next("internal", position.internal);
  const audit = position.audit === null ? null : next("audit", position.audit);
  return { ...position, public: next("public", position.public), internal, audit };
}
