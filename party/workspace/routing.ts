import type { Person } from "../../conversation/protocol/shared.ts";
import type { DirectoryRow } from "../../conversation/protocol/workspace.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import { type Candidate, chooseAgent } from "./choose-agent.ts";
import type { Directory } from "./directory.ts";
import type { StoredPresence } from "./presence.ts";

export type RoutingPorts = {
  host: RoomHost;
  directory: Directory;
  isOn(): boolean;
  /** Whom a conversation may be offered to, whatever they have already. */
  onDuty(): readonly StoredPresence[];
  /** Has the conversation offered to the agent; true when it was heard. */
  offer(conversationId: string, agent: Person): Promise<boolean>;
  /** `dueAt` has changed. */
  arm(): void;
};

/** What comes within this time is looked at once. */
const SOON_MS = 250;
/** If the room goes down before it has looked, the alarm sees to it. */
const AT_LATEST_MS = 2_000;
/** A conversation that was told has this long to answer, and then to show the offer in its row. */
const ANSWER_MS = 8_000;
const SHOW_MS = 3_000;
/** Before whoever has let an offer pass is asked again for the same wait. */
const AGAIN_MS = 5_000;
/** As many turns are remembered. */
const TURNS = 200;

/** Who has been asked while this customer waits; `wait` tells one wait from the next. */
type Asked = { wait: string; agents: readonly string[]; at: number };

/**
 * Offers queued conversations to whoever is free, where that is on (S10). It proposes, and the conversation decides:
 * an offer stands once its row shows it, and is over when the row does not any more. Who was asked is on disk,
 * `asked:<conversation>` and `turns`; the rest is told from the rows.
 */
export class Routing {
  private readonly asked = new Map<string, Asked>();
  private turns: readonly string[] = [];
  /** Conversations that were told, and whose rows do not show it yet. */
  private readonly told = new Map<string, { agentId: string; until: number }>();
  private pending = false;
  private retryAt: number | null = null;

  constructor(private readonly ports: RoutingPorts) {}

  async load(): Promise<void> {
    const { storage } = this.ports.host;
    // What this class wrote.
    this.turns = ((await storage.get(["turns"])).get("turns") as string[] | undefined) ?? [];
    for (const [key, asked] of await storage.list({ prefix: "asked:" })) {
      this.asked.set(key.slice("asked:".length), asked as Asked);
    }
    this.consider();
  }

  /** A row, somebody's presence or the configuration has changed: there may be something to offer. */
  consider(): void {
    const { host, directory, isOn, arm } = this.ports;
    if (this.pending || (!isOn() && this.asked.size === 0)) return;
    if (directory.queue().length === 0 && this.asked.size === 0) return;
    this.pending = true;
    this.retryAt = host.now() + AT_LATEST_MS;
    arm();
    host.setTimer(SOON_MS, () => this.route());
  }

  /** When the room must wake for it. */
  dueAt(): number | null {
    return this.retryAt;
  }

  retry(): void {
    if (this.retryAt !== null && this.retryAt <= this.ports.host.now()) this.route();
  }

  /** What was told by a clock that was ahead would be waited for as long. */
  clockWasAhead(): void {
    this.told.clear();
    this.route();
  }

  private route(): void {
    const { host, directory, isOn, arm } = this.ports;
    const now = host.now();
    this.pending = false;
    this.retryAt = null;
    const queue = isOn() ? directory.queue() : [];
    this.forgetOthers(queue);
    const candidates = this.candidates(now);
    for (const row of queue) {
      const told = this.told.get(row.id);
      if (row.transferOffer) this.told.delete(row.id);
      else if (told && told.until > now) this.again(told.until);
      else this.ask(row, candidates, now);
    }
    arm();
  }

  private ask(row: DirectoryRow, candidates: readonly Candidate[], now: number): void {
    const asked = this.asked.get(row.id) ?? { wait: waitOf(row), agents: [], at: 0 };
    const choice = chooseAgent(row.teamId, candidates, asked.agents, this.turns);
    if (!choice) return;
    if (choice.again && asked.at + AGAIN_MS > now) {
      this.again(asked.at + AGAIN_MS);
      return;
    }
    choice.agent.free -= 1;
    const { person } = choice.agent;
    const agents = choice.again ? [] : asked.agents;
    this.offer(row, person, { ...asked, agents: [...agents, person.id], at: now }).catch((error: unknown) =>
      this.ports.host.log("an offer failed", error),
    );
  }

  private async offer({ id }: DirectoryRow, agent: Person, asked: Asked): Promise<void> {
    const { host, directory, offer, arm } = this.ports;
    const attempt = { agentId: agent.id, until: host.now() + ANSWER_MS };
    this.told.set(id, attempt);
    this.again(attempt.until);
    this.turns = [...this.turns.filter((turn) => turn !== agent.id), agent.id].slice(-TURNS);
    host.storage.put({ turns: this.turns });
    const heard = await offer(id, agent);
    const row = directory.get(id);
    if (this.told.get(id) === attempt) attempt.until = host.now() + SHOW_MS;
    this.again(attempt.until);
    arm();
    if (!heard || row?.state !== "queued" || waitOf(row) !== asked.wait) return;
    this.asked.set(id, asked);
    host.storage.put({ [`asked:${id}`]: asked });
  }

  /** With what they own, and what is offered to them already, taken off. */
  private candidates(now: number): Candidate[] {
    const busy = new Map<string, number>();
    const add = (id: string | undefined) => id !== undefined && busy.set(id, (busy.get(id) ?? 0) + 1);
    for (const { id, state, owner, transferOffer } of this.ports.directory.all()) {
      if (state === "closed") continue;
      add(owner?.id);
      const told = this.told.get(id);
      if (transferOffer && Date.parse(transferOffer.expiresAt) > now) add(transferOffer.to.agent?.id);
      else if (told && told.until > now) add(told.agentId);
    }
    return this.ports
      .onDuty()
      .map(({ person, teams, capacity }) => ({ person, teams, free: capacity - (busy.get(person.id) ?? 0) }));
  }

  /** What has left the queue, or waits anew, has been offered to nobody. */
  private forgetOthers(queue: readonly DirectoryRow[]): void {
    const waits = new Map(queue.map((row) => [row.id, waitOf(row)]));
    for (const id of this.told.keys()) if (!waits.has(id)) this.told.delete(id);
    const over = [...this.asked].filter(([id, { wait }]) => waits.get(id) !== wait).map(([id]) => id);
    for (const id of over) {
      this.asked.delete(id);
      this.ports.host.storage.delete([`asked:${id}`]);
    }
  }

  private again(at: number): void {
    this.retryAt = Math.min(this.retryAt ?? at, at);
  }
}

function waitOf({ waitingSince, cycle }: DirectoryRow): string {
  return `${cycle}@${waitingSince}`;
}
