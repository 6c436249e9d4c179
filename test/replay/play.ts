import { setTimeout as delay } from "node:timers/promises";
import type { Conversation } from "../../agent-sdk/conversation.ts";
import { BatonError } from "../../conversation/client/baton-error.ts";
import type { CustomerClient } from "../../conversation/client/customer-api.ts";
import type { ErrorCode } from "../../conversation/protocol/errors.ts";
import type { Call, Frame } from "../checker/trace.ts";
import type { Random } from "../harness/random.ts";
import { openCustomer, type Server } from "./clients.ts";
import type { Agent } from "./crew.ts";
import { type Faults, Line } from "./line.ts";
import type { Script } from "./source.ts";
import { until } from "./until.ts";

export type Tab = { name: string; client: CustomerClient; line: Line };
/** An agent with the conversation open. */
export type Post = { agent: Agent; conversation: Conversation };

export type PlayOptions = {
  script: Script;
  server: Server;
  crew: readonly Agent[];
  random: Random;
  /** Told of each connection that is lost on purpose; null where none is. */
  onDrop: Faults["onDrop"] | null;
  /** What happens between one turn and the next. Default: people hardly pause. */
  pause?: (play: Play) => Promise<void>;
  /** How many times faster than real ones the clients' timers run. */
  hurry?: number;
  /** Sees each frame of the customer's as it passes. */
  onFrame?: (frame: Frame) => void;
  /** Refusals that are right whatever somebody is at: where control also moves by itself. */
  mayFail?: readonly ErrorCode[];
  /** Whether agents do anything of themselves now. Default: always. */
  isStaffed?: () => boolean;
};

/** What somebody does, in what words, which refusals are right, and how it is done. */
type Doing = [
  name: Call["name"],
  text: string | null,
  mayFail: readonly ErrorCode[],
  act: () => Promise<unknown>,
];

const briskly = ({ options: { random } }: Play) => delay(random.between(0, 250));

/** Words of agents where a script has none. */
const ANSWERS = [
  "Let me look that up for you.",
  "Thanks for waiting.",
  "Done – anything else?",
  "Je m’en occupe 🙂",
];

/** One conversation, played from its script by production clients: the customer's tabs and the agents. */
export class Play {
  readonly tabs: Tab[] = [];
  readonly posts = new Map<string, Post>();
  /** Lines of every tab there has been. */
  readonly lines: Line[] = [];
  /** Lines of agents who have left again. */
  readonly leftLines: Line[] = [];
  readonly calls: Call[] = [];
  readonly canaries: string[] = [];
  /** Set it to end the play before its script does. */
  isEnough = false;
  /** For whoever wonders why it takes so long. */
  doing = "nothing yet";
  private owner: Post | null = null;
  private readonly running = new Set<Promise<unknown>>();
  private known: { id: string; session: string | null } = { id: "", session: null };

  constructor(readonly options: PlayOptions) {}

  /** The conversation's id; empty before the customer's first message is acknowledged. */
  get id(): string {
    return this.tabs[0]?.client.snapshot().id ?? this.known.id;
  }

  /** What the customer keeps, to come back with. */
  get session(): string | null {
    return this.tabs[0]?.client.session ?? this.known.session;
  }

  async run(): Promise<void> {
    const { script, pause = briskly } = this.options;
    const first = this.openTab();
    const opening = script.turns.find(({ from }) => from === "customer")?.text ?? "Hello";
    await this.say(first, opening);
    let opened = false;
    for (const { from, text } of script.turns) {
      if (this.isEnough) break;
      if (from === "customer" && text === opening && !opened) opened = true;
      else if (from === "customer") await this.customerTurn(text);
      else await this.agentTurn(text);
      await this.sometimes();
      await pause(this);
    }
    await this.answered();
  }

  /** Resolves once every call so far has its answer. */
  async answered(): Promise<void> {
    this.doing = "waiting for answers";
    await Promise.all(this.running);
  }

  /** Everybody who may speaks at once. */
  burst(): void {
    const { random, script } = this.options;
    for (const tab of this.tabs) void this.say(tab, random.pick(script.turns).text);
    // The owner may just be releasing.
    if (this.owner) void this.answer(this.owner, random.pick(ANSWERS), ["stale_epoch", "not_assigned"]);
  }

  /** The lines of the tabs and of the agents who have the conversation open now. */
  openLines(): Line[] {
    const agents = [...this.posts.values()].flatMap(({ agent }) => agent.lineOf(this.id) ?? []);
    return [...this.tabs.map(({ line }) => line), ...agents];
  }

  /** The customer closes every tab; so do agents who do not own the conversation. */
  async leave(): Promise<void> {
    await this.answered();
    this.known = { id: this.id, session: this.session };
    for (const { client } of this.tabs.splice(0)) client.close();
    this.sendAway();
  }

  /** The customer ends the conversation, unless control moves at that very moment. */
  async end(): Promise<void> {
    const [tab] = this.tabs;
    await tab?.client.resume();
    await tab?.client.end().catch((error: unknown) => {
      if (!(error instanceof BatonError) || error.code !== "stale_epoch") throw error;
    });
  }

  /** Agents who do not own the conversation close it. */
  sendAway(): void {
    for (const { agent } of [...this.posts.values()]) {
      if (agent === this.owner?.agent) continue;
      this.leftLines.push(...agent.leave(this.id));
      this.posts.delete(agent.id);
    }
  }

  private async customerTurn(text: string): Promise<void> {
    const { random } = this.options;
    const tab = random.pick(this.tabs);
    this.doing = `customer's turn in ${tab.name}`;
    tab.client.typing(true);
    const said = this.say(tab, text);
    // Sometimes the next turn follows at once: a burst.
    if (random.chance(0.7)) await said;
  }

  private async agentTurn(text: string): Promise<void> {
    if (!this.isStaffed) return;
    if (this.owner?.agent.isAway) this.owner = null;
    if (!this.owner) await this.takeOver();
    // Who has lost it by now finds out by trying.
    if (this.owner && !(await this.answer(this.owner, text))) this.owner = null;
  }

  /** What is in no script: people come and go, and get in each other's way. */
  private async sometimes(): Promise<void> {
    const { random } = this.options;
    const { owner } = this;
    if (!owner || !this.isStaffed) {
      if (random.chance(0.3)) await this.takeOver();
      else if (random.chance(0.08)) await this.requestHuman();
    } else {
      owner.conversation.typing(true);
      if (random.chance(0.5)) await this.answer(owner, random.pick(ANSWERS));
      if (random.chance(0.2)) await this.note(owner);
      if (random.chance(0.3)) await this.release(owner);
    }
    if (random.chance(0.12) && this.tabs.length < 3) this.openTab();
    else if (random.chance(0.1) && this.tabs.length > 1) await this.closeTab();
    if (random.chance(0.2)) this.background(random.pick(this.tabs).client.markRead());
  }

  private get isStaffed(): boolean {
    return this.options.isStaffed?.() ?? true;
  }

  openTab(): Tab {
    const { server, script, random, onDrop, hurry, onFrame } = this.options;
    const name = `tab ${this.lines.length + 1}`;
    const faults = onDrop && { random: random.fork(this.lines.length), onDrop };
    const line = new Line({ client: name, role: "customer", verifies: false }, faults, { onFrame });
    const { session } = this;
    const { origin: host, workspace } = server;
    const client = openCustomer({ host, workspace, locale: script.locale, session }, line.openSocket, hurry);
    const tab = { name, client, line };
    this.lines.push(line);
    this.tabs.push(tab);
    return tab;
  }

  private async closeTab(): Promise<void> {
    await this.answered();
    this.tabs.pop()?.client.close();
  }

  private async post(agent: Agent): Promise<Post> {
    this.doing = `${agent.name} opens the conversation`;
    const known = this.posts.get(agent.id);
    const post = known ?? { agent, conversation: agent.open(this.id) };
    this.posts.set(agent.id, post);
    await Promise.race([post.conversation.ready, agent.leaving]);
    return post;
  }

  /** In one of the ways there are; afterwards somebody is the owner, unless all was refused. */
  private async takeOver(): Promise<void> {
    if (!this.isStaffed) return;
    const { random, crew } = this.options;
    const present = random.shuffle(crew).filter(({ isAway }) => !isAway);
    if (random.chance(0.2)) await this.requestHuman();
    const agents = present.slice(0, random.pick([1, 1, 2, 2, 3]));
    const posts = await Promise.all(agents.map((agent) => this.post(agent)));
    // Into the middle of what the AI is saying, if it is.
    await until(() => this.tabs.some(isStreaming), random.between(0, 500));
    await delay(random.between(0, 300));
    this.doing = `${agents.map(({ name }) => name).join(", ")} take over`;
    const tries = posts.map((post) => (random.chance(0.6) ? this.takeOverBy(post) : this.breakIn(post)));
    const won = await Promise.all(tries);
    this.owner = posts.find((_post, index) => won[index]) ?? null;
    if (this.owner && random.chance(0.7)) await this.answer(this.owner, random.pick(ANSWERS));
  }

  private takeOverBy({ agent, conversation }: Post): Promise<boolean> {
    return this.callBy(agent, "takeOver", null, ["already_taken_over"], () => conversation.takeOver());
  }

  /** A message into a conversation that nobody has takes it over (H10). */
  private breakIn({ agent, conversation }: Post): Promise<boolean> {
    const text = this.options.random.pick(ANSWERS);
    return this.callBy(agent, "send", text, ["stale_epoch", "not_assigned"], () => conversation.send(text));
  }

  private answer(
    { agent, conversation }: Post,
    text: string,
    mayFail: readonly ErrorCode[] = [],
  ): Promise<boolean> {
    this.doing = `${agent.name} answers`;
    return this.callBy(agent, "send", text, mayFail, () => conversation.send(text));
  }

  private async note({ agent, conversation }: Post): Promise<void> {
    this.doing = `${agent.name} writes a note`;
    const canary = `canary-${this.options.random.next().toString(36).slice(2)}`;
    this.canaries.push(canary);
    const text = `For us only: ${canary}`;
    await this.callBy(agent, "note", text, [], () => conversation.note(text));
  }

  private async release({ agent, conversation }: Post): Promise<void> {
    this.doing = `${agent.name} releases to the AI`;
    const released = await this.callBy(agent, "allowAiReplies", null, [], () =>
      conversation.allowAiReplies(),
    );
    if (released) this.owner = null;
  }

  private async requestHuman(): Promise<void> {
    const { random } = this.options;
    const { name, client } = random.pick(this.tabs);
    this.doing = "the customer asks for a person";
    await this.call(name, "requestHuman", null, [], () => client.requestHuman());
    if (!random.chance(0.3)) return;
    await this.call(name, "cancelRequest", null, ["not_available", "stale_epoch"], () =>
      client.cancelRequest(),
    );
  }

  private say({ name, client }: Tab, text: string): Promise<boolean> {
    return this.call(name, "send", text, [], () => client.send(text));
  }

  /** What an agent does, as long as they are there. The answer may come when they are back. */
  private callBy({ name: client, leaving }: Agent, ...[name, text, mayFail, act]: Doing): Promise<boolean> {
    return this.call(client, name, text, mayFail, act, leaving);
  }

  private call(client: string, ...[name, text, right, act, leaving]: [...Doing, Promise<void>?]) {
    const call: Call = { client, name, text, outcome: "pending", mayFail: right };
    this.calls.push(call);
    const done = act().then(
      () => {
        call.outcome = "done";
        return true;
      },
      (error: unknown) => {
        if (!(error instanceof BatonError)) throw error;
        call.outcome = error.code;
        if (this.options.mayFail?.includes(error.code)) call.mayFail = [...right, error.code];
        return false;
      },
    );
    const awaited = leaving ? Promise.race([done, leaving.then(() => false)]) : done;
    this.background(awaited);
    return awaited;
  }

  private background(work: Promise<unknown>): void {
    const watched = work.catch(() => undefined).finally(() => this.running.delete(watched));
    this.running.add(watched);
  }
}

export function isStreaming({ client }: Pick<Tab, "client">): boolean {
  return client.snapshot().timeline.some((entry) => entry.kind === "message" && entry.state === "streaming");
}
