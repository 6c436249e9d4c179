import type { InternalEntry } from "../../../conversation/protocol/entry.ts";
import type { AudienceState } from "../../../conversation/protocol/views.ts";
import type { Blame, Connection, Reading, Step } from "../reading.ts";

/** I6: one owner and one ticket per cycle; whoever lost the race learns who won. */
export function checkOwners(reading: Reading, blame: Blame): void {
  const cycles = cyclesOf(reading, blame);
  checkSpeakers(reading, cycles, blame);
  checkEpochs(reading, blame);
  checkFences(reading, blame);
  for (const connection of reading.connections) {
    checkTakeOvers(connection, cycles, blame);
    checkLosers(connection, blame);
  }
}

/** Who took over in a cycle, and the ticket of it. */
type Cycle = { owner: string; ticketId: string | null };

function cyclesOf({ final }: Reading, blame: Blame): Map<number, Cycle> {
  const cycles = new Map<number, Cycle>();
  final.internal.forEach((entry, index) => {
    if (entry.kind !== "system" || entry.code !== "taken_over") return;
    if (cycles.has(entry.cycle)) blame("I6", `cycle ${entry.cycle} was taken over twice`);
    const tickets = ticketsAfter(final.internal.slice(index + 1));
    if (tickets.length !== 1) blame("I6", `cycle ${entry.cycle} has ${tickets.length} tickets`);
    cycles.set(entry.cycle, { owner: String(entry.params.byId), ticketId: tickets[0] ?? null });
  });
  const separators = final.public.filter((entry) => entry.kind === "separator" && entry.code === "live_chat");
  if (separators.length !== cycles.size) {
    blame("I6", `${cycles.size} takeovers, but ${separators.length} separators "Live Chat"`);
  }
  return cycles;
}

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

/** Only the owner speaks for the team, and only while they have control. */
function checkSpeakers({ final }: Reading, cycles: Map<number, Cycle>, blame: Blame): void {
  let owner: string | null = null;
  for (const entry of final.public) {
    if (entry.kind === "separator") {
      owner = entry.code === "live_chat" ? (cycles.get(entry.cycle)?.owner ?? null) : null;
    }
    if (entry.kind === "system" && entry.code === "returned_to_queue") owner = null;
    if (entry.kind === "message" && entry.author.role === "agent" && entry.author.id !== owner) {
      blame("I6", `${entry.author.name} speaks at ${entry.seq}, where the owner is ${owner ?? "nobody"}`);
    }
  }
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
    if (frame.type === "take_over") asked.add(frame.clientId);
    if (frame.type !== "ack" || !asked.has(frame.clientId)) continue;
    const cycle = cycles.get(frame.result.cycle ?? 0);
    if (!cycle || cycle.owner !== me?.id || cycle.ticketId !== frame.result.ticketId) {
      blame("I6", `${client} was told of a takeover that the ledger does not know`, step);
    }
  }
}

function checkLosers({ client, me, steps }: Connection, blame: Blame): void {
  let owner: string | null = null;
  for (const step of steps) {
    const state = stateIn(step);
    if (state) owner = ownerOf(state)?.id ?? null;
    if (step.frame.type !== "reject" || step.frame.error.code !== "already_taken_over") continue;
    const { by, at } = step.frame.error.details ?? {};
    if (!by || !at || by.id === me?.id || by.id !== owner) {
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
