import type { InternalEntry } from "../../../conversation/protocol/entry.ts";
import type { AudienceState } from "../../../conversation/protocol/views.ts";
import { throughout, throughoutInternal } from "../ownership.ts";
import type { Blame, Connection, Reading, Step } from "../reading.ts";

/** I6: one owner and one ticket per cycle; whoever lost the race learns who won. */
export function checkOwners(reading: Reading, blame: Blame): void {
  const cycles = cyclesOf(reading, blame);
  checkSpeakers(reading, blame);
  checkEpochs(reading, blame);
  checkFences(reading, blame);
  for (const connection of reading.connections) {
    checkTakeOvers(connection, cycles, blame);
    checkLosers(connection, blame);
  }
}

/** Who had it in a cycle, by taking over, a transfer or a supervisor's step, and the one ticket of them all. */
type Cycle = { owners: Set<string>; ticketId: string | null };

function cyclesOf({ final }: Reading, blame: Blame): Map<number, Cycle> {
  const cycles = new Map<number, Cycle>();
  final.internal.forEach((entry, index) => {
    if (entry.kind !== "system" || entry.code !== "taken_over") return;
    if (cycles.has(entry.cycle)) blame("I6", `cycle ${entry.cycle} was taken over twice`);
    const tickets = ticketsAfter(final.internal.slice(index + 1));
    if (tickets.length !== 1) blame("I6", `cycle ${entry.cycle} has ${tickets.length} tickets`);
    cycles.set(entry.cycle, { owners: new Set([String(entry.params.byId)]), ticketId: tickets[0] ?? null });
  });
  throughoutInternal(final, ({ code, cycle, params }, { owner }) => {
    const by = String(params.byId);
    const before = code === "taken_over" ? null : HAND_OVERS[code]?.(params);
    if (before === undefined) return;
    if (owner !== before) blame("I6", `${code} by ${by}, where the owner is ${owner ?? "nobody"}`);
    cycles.get(cycle)?.owners.add(by);
  });
  const separators = final.public.filter((entry) => entry.kind === "separator" && entry.code === "live_chat");
  if (separators.length !== cycles.size) {
    blame("I6", `${cycles.size} takeovers, but ${separators.length} separators "Live Chat"`);
  }
  return cycles;
}

/** Who must have it for somebody else to have it from here on; undefined for an entry by which nobody gets it. */
const HAND_OVERS: Readonly<Record<string, (params: Params) => string | undefined>> = {
  transfer_accepted: ({ fromId }) => (fromId === undefined ? undefined : String(fromId)),
  taken_over_from_agent: ({ displacedId }) => String(displacedId),
};
type Params = Readonly<Record<string, string | number>>;

const ENDS = ["taken_over", "ticket_closed", "ai_resumed", "returned_to_queue"];
const TICKETS = ["ticket_opened", "ticket_adopted"];

/** Tickets that are opened or adopted before control moves on. */
function ticketsAfter(entries: readonly InternalEntry[]): string[] {
  const end = entries.findIndex((entry) => entry.kind === "system" && ENDS.includes(entry.code));
  const within = end < 0 ? entries : entries.slice(0, end);
  return within.flatMap((entry) =>
    entry.kind === "system" && TICKETS.includes(entry.code) ? [String(entry.params.ticketId)] : [],
  );
}

/** Only the owner speaks for the team, and beside them who has joined openly, while they have control (S4, T6). */
function checkSpeakers({ final }: Reading, blame: Blame): void {
  throughout(final, (entry, { owner, joined }) => {
    // What the AI was about to say is the AI's, in whoever's words (C5).
    if (entry.kind !== "message" || entry.author.role !== "agent" || entry.origin === "ai") return;
    const { id, name } = entry.author;
    if (id !== owner && !(owner !== null && joined.has(id))) {
      blame("I6", `${name} speaks at ${entry.seq}, where the owner is ${owner ?? "nobody"}`);
    }
  });
}

/** Everybody is told the same owner for the same epoch. */
function checkEpochs({ connections }: Reading, blame: Blame): void {
  const owners = new Map<number, { owner: string | null; step: Step }>();
  for (const { client, steps } of connections) {
    for (const step of steps) {
      const state = stateIn(step);
      if (!state) continue;
      const owner = ownerOf(state)?.id ?? null;
      const first = owners.get(state.epoch);
      if (!first) owners.set(state.epoch, { owner, step });
      else if (first.owner !== owner) {
        blame("I6", `${client}: in epoch ${state.epoch} ${owner} owns, not ${first.owner}`, first.step, step);
      }
    }
  }
}

/** What an agent says is taken at the epoch that they saw, or not at all (H10). */
function checkFences({ connections }: Reading, blame: Blame): void {
  const written = new Map<string, { epoch: number; step: Step }>();
  for (const { me, steps } of connections) {
    for (const step of steps) {
      const { frame } = step;
      if (frame.type !== "send_message" || frame.epoch === undefined) continue;
      written.set(`${me?.id} ${frame.clientId}`, { epoch: frame.epoch, step });
    }
  }
  for (const { steps } of connections) {
    let epoch: number | null = null;
    for (const step of steps) {
      const before = epoch;
      epoch = stateIn(step)?.epoch ?? epoch;
      if (step.frame.type !== "commit" || before === null) continue;
      for (const entry of step.frame.public?.entries ?? []) {
        if (entry.kind !== "message" || entry.author.role !== "agent") continue;
        const origin = written.get(`${entry.author.id} ${entry.clientId}`);
        if (origin && origin.epoch !== before) {
          blame(
            "H10",
            `${entry.author.name} wrote for epoch ${origin.epoch}, and spoke in ${before}`,
            origin.step,
            step,
          );
        }
      }
    }
  }
}

function checkTakeOvers({ client, me, steps }: Connection, cycles: Map<number, Cycle>, blame: Blame): void {
  const asked = new Set<string>();
  for (const step of steps) {
    const { frame } = step;
    if (frame.type === "take_over" || frame.type === "confirm_take_over" || frame.type === "accept_transfer")
      asked.add(frame.clientId);
    if (frame.type !== "ack" || !asked.has(frame.clientId)) continue;
    const cycle = cycles.get(frame.result.cycle ?? 0);
    if (!cycle?.owners.has(me?.id ?? "") || cycle.ticketId !== frame.result.ticketId) {
      blame("I6", `${client} was told of a takeover that the ledger does not know`, step);
    }
  }
}

function checkLosers({ client, me, steps }: Connection, blame: Blame): void {
  let owner: string | null = null;
  /** Whoever gives away what they have themselves is refused as well. */
  const assigned = new Set<string | null>();
  for (const step of steps) {
    if (step.frame.type === "assign") assigned.add(step.frame.clientId);
    const state = stateIn(step);
    if (state) owner = ownerOf(state)?.id ?? null;
    if (step.frame.type !== "reject" || step.frame.error.code !== "already_taken_over") continue;
    const { by, at } = step.frame.error.details ?? {};
    const isMine = by?.id === me?.id && !assigned.has(step.frame.clientId);
    if (!by || !at || isMine || by.id !== owner) {
      blame("I6", `${client} lost to ${owner}, and was told that ${by?.id ?? "nobody"} won`, step);
    }
  }
}

function stateIn({ up, frame }: Step): AudienceState | null {
  if (up || (frame.type !== "welcome" && frame.type !== "commit")) return null;
  return frame.state ?? null;
}

function ownerOf(state: AudienceState) {
  return state.audience === "customer" ? state.agent : state.owner;
}
