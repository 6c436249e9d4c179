import { DEFAULT_CONFIG } from "../../../conversation/core/config.ts";
import type { PublicEntry } from "../../../conversation/protocol/entry.ts";
import { ROLE_PERMISSIONS } from "../../../party/auth/claims.ts";
import { makeConversationId } from "../../../party/auth/conversation-id.ts";
import { agentKey } from "../../../party/auth/keys.ts";
import { mintAgentToken } from "../../../party/auth/mint.ts";
import { ConversationRoom } from "../../../party/conversation/room.ts";
import { MemoryMachine } from "../../../party/hosts/memory.ts";
import { seededBytes } from "../../../party/hosts/testing/manual-scheduler.ts";
import type { ChoiceClock } from "../room/choices.ts";
import { RoomClient } from "../room/client.ts";
import { ScriptedResponder } from "../room/script.ts";
import { ROOT, tokenFor, WORKSPACE } from "../room/tokens.ts";
import type { Who } from "../spec/steps.ts";

/** So long is every reply held. */
export const HELD_MS = 10_000;
/** Whatever races comes within this time. */
export const WINDOW_MS = 40;

const CUSTOMER = { id: "v_maria", name: "Maria", locale: "de" };
const CONFIG = { ...DEFAULT_CONFIG, cadence: { on: true, minMs: HELD_MS, maxMs: HELD_MS } };
const PEOPLE = ["maria", "ann", "ben", "sue", "tom"] as const satisfies readonly Who[];
type Person = (typeof PEOPLE)[number];

/** The production room with a reply that is held in it, and everybody there who may do something about it. */
export class HeldRoom {
  private readonly clients = new Map<Person, RoomClient>();
  private readonly machine: MemoryMachine<ConversationRoom>;
  private readonly responder = new ScriptedResponder(true);
  private slow = false;
  private sent = 0;

  private constructor(
    private readonly id: string,
    private readonly clock: ChoiceClock,
  ) {
    this.machine = new MemoryMachine({
      name: id,
      scheduler: clock,
      randomBytes: seededBytes(7),
      fetch: async (url) => {
        await new Promise<void>((resolve) => clock.after(this.slow ? 1 : 0, resolve));
        const known = { availableAgents: ["ann"], presentAgents: [], agent: null, queuePosition: null };
        const isKnown = /\/internal\/(availability|summary|monitoring)$/u.test(url);
        const answer = { ...known, config: CONFIG, configVersion: 1 };
        return isKnown ? Response.json(answer) : new Response("", { status: 503 });
      },
      disk: { readMs: () => (this.slow ? 1 : null), writeMs: () => 0 },
      boot: (host) => new ConversationRoom(host, ROOT, "http://baton.test", () => this.responder),
    });
  }

  /** With so much time left until the reply is sent by itself. */
  static async open(clock: ChoiceClock, leftMs: number): Promise<HeldRoom> {
    const room = new HeldRoom(await makeConversationId(ROOT, WORKSPACE, seededBytes(3)), clock);
    for (const who of PEOPLE) await room.connect(who);
    room.handIn("maria", { type: "send_message", text: "Where is it?" });
    await clock.pass(2_000);
    room.responder.answers.at(-1)?.push({ kind: "text", text: "On its way." }, "end");
    await clock.pass(2_000);
    const { state } = room.machine.room.conversation.journal;
    if (!state.held) throw new Error("nothing is held");
    await clock.pass(state.held.dueAt - clock.now() - leftMs);
    return room;
  }

  get replyId(): string {
    return this.machine.room.conversation.journal.state.held?.replyId ?? "";
  }

  /** A frame that is made up now, and delivered whenever the result is called. */
  prepare(who: Person, frame: object): { clientId: string; handIn: () => void } {
    this.sent += 1;
    const clientId = `c${this.sent}`;
    const { connection } = this.client(who);
    const raw = JSON.stringify({ ...frame, clientId });
    return { clientId, handIn: () => void (connection && this.machine.frame(connection, raw)) };
  }

  /** Everything at once, in the order that `choose` says; then until nothing moves any more. */
  async race(racers: readonly (() => void)[], choose: (options: number) => number): Promise<void> {
    this.slow = true;
    for (const handIn of racers) this.clock.after(1, handIn);
    await this.clock.race(WINDOW_MS, choose);
    this.slow = false;
    await this.clock.pass(3 * HELD_MS);
  }

  /** "ok", or the code that it was refused with. */
  answer(who: Person, clientId: string): string {
    const answer = this.client(who).answerTo(clientId, () => 0);
    return answer.ok ? "ok" : answer.code;
  }

  /** What the customer has read, in short. */
  get story(): string[] {
    return [...this.client("maria").public.values()].map(lineOf);
  }

  get faults(): string[] {
    return [...this.machine.logged, ...[...this.clients.values()].flatMap(({ faults }) => faults)];
  }

  private handIn(who: Person, frame: object): void {
    this.prepare(who, frame).handIn();
  }

  private async connect(who: Person): Promise<void> {
    const client = new RoomClient(who);
    this.clients.set(who, client);
    client.connection = this.machine.connect(null, { receive: client.receive, closed: () => undefined });
    const token = await this.token(who);
    void this.machine.frame(client.connection, JSON.stringify({ type: "hello", protocol: 1, token }));
    await this.clock.pass(0);
  }

  private async token(who: Person): Promise<string> {
    const now = this.clock.now();
    const claim = { conversationId: this.id, customer: CUSTOMER, customerVersion: 0, now };
    if (who === "maria") return tokenFor("maria", claim);
    const key = await agentKey(ROOT, WORKSPACE);
    const common = { key, workspace: WORKSPACE, agentId: who, name: who, now };
    return mintAgentToken({ ...common, permissions: ROLE_PERMISSIONS.agent, teams: [] });
  }

  private client(who: Person): RoomClient {
    const client = this.clients.get(who);
    if (!client) throw new Error(`${who} is not here`);
    return client;
  }
}

function lineOf(entry: PublicEntry): string {
  if (entry.kind !== "message") return entry.code;
  return `${entry.author.role}${entry.origin === "ai" ? " for the ai" : ""}: ${entry.text}`;
}
