import type { MemoryConnection } from "../../party/hosts/memory.ts";
import { DeploymentBench } from "../../party/workspace/testing/deployment-bench.ts";

/** What everybody but the supervisor was sent, to the byte, by who it was sent to. */
export type Recording = ReadonlyMap<string, readonly string[]>;

/** What the supervisor does at each of these moments of the script, in one of the two runs. */
export type Moment =
  | "the AI answers"
  | "Ann has taken over"
  | "Ann is writing"
  | "somebody has dropped"
  | "Pat owns it"
  | "Pat is writing"
  | "the AI answers again"
  | "it is wrapped up";

const SECOND = 1_000;

/**
 * A whole conversation: Maria asks, the AI answers, Ann takes over, hands over to Pat (who is a supervisor too), Pat
 * gives it back to the AI and takes it again, and it ends. Time passes the same whoever watches. The recordings end
 * before it closes: from then on supervisors may know (M8).
 */
export async function play(supervise: (moment: Moment, stage: Stage) => Promise<void>): Promise<Recording> {
  const stage = await Stage.open();
  const { bench, maria, ann, pat, ben } = stage;
  const moment = async (name: Moment) => {
    await stage.everybodyStays();
    await supervise(name, stage);
    await bench.pass(2 * SECOND);
  };

  await maria.say("Where is my parcel?");
  await moment("the AI answers");
  await ann.do("take_over");
  await moment("Ann has taken over");
  await maria.send({ type: "typing", on: true });
  await ann.say("Hi Maria, this is Ann.");
  await ann.do("add_note", { text: "A good customer." });
  await ann.send({ type: "typing", on: true });
  await moment("Ann is writing");
  await maria.say("Thank you.");
  await ann.do("mark_read", { seq: 4 });
  await maria.do("mark_read", { seq: 4 });
  await bench.pass(40 * SECOND);
  await moment("somebody has dropped");
  await stage.fetches("ann");
  await ann.again();
  await maria.again();
  await ann.send({ type: "load_earlier", before: 3, beforeInternal: 3 });
  await ann.do("offer_transfer", { to: { agentId: "pat" }, note: "Knows parcels." });
  await bench.pass(SECOND);
  await pat.do("accept_transfer", { offerId: pat.state("transferOffer", "offerId") });
  // As soon as the directory has heard of it she must not know, supervisor or not: what she is sent counts (M13).
  await bench.pass(SECOND);
  await stage.patBegins();
  await moment("Pat owns it");
  await pat.say("Hello, this is Pat.");
  await ann.do("leave_consult");
  await ben.do("take_over");
  await pat.do("monitor");
  await moment("Pat is writing");
  await pat.again();
  await pat.do("allow_ai_replies");
  await maria.say("Do you ship to Norway?");
  await moment("the AI answers again");
  await pat.do("take_over");
  await pat.do("end");
  await moment("it is wrapped up");
  await bench.pass(30 * SECOND);
  return stage.recording();
}

/** Everybody but the supervisor, each with a recorder at their end of the line. */
export class Stage {
  private readonly recorders = new Map<string, MemoryConnection[]>();
  private readonly fetched = new Map<string, readonly string[]>();
  private clients = 0;
  private readonly desks: { send: (frame: object) => Promise<void> }[] = [];
  maria!: Person;
  ann!: Person;
  ben!: Person;
  pat!: Person;

  private constructor(readonly bench: DeploymentBench) {}

  static async open(): Promise<Stage> {
    const stage = new Stage(new DeploymentBench());
    const { bench } = stage;
    for (const [id, role] of [
      ["ann", "agent"],
      ["ben", "agent"],
      ["pat", "supervisor"],
      ["sue", "supervisor"],
    ] as const) {
      bench.pictures.set(id, `https://pictures.test/${id}.jpg`);
      const desk = await bench.desk(id, role);
      await desk.send({ type: "set_presence", clientId: `here-${id}`, status: "available" });
      stage.desks.push(desk);
      // Supervisors without a part in the conversation may see; nobody else may.
      if (role === "agent") stage.record(`${id}'s desk`, desk.connection);
    }
    stage.maria = await stage.customer();
    const { conversationId } = stage;
    stage.ann = await stage.agent("ann", conversationId);
    stage.ben = await stage.agent("ben", conversationId);
    stage.pat = await stage.agent("pat", conversationId, "supervisor");
    return stage;
  }

  conversationId = "";

  recording(): Recording {
    const all = [...this.recorders].map(
      ([who, lines]) => [who, lines.flatMap(({ received }) => received)] as const,
    );
    return new Map([...all, ...this.fetched]);
  }

  async agent(id: string, conversationId: string, role: "agent" | "supervisor" = "agent"): Promise<Person> {
    return this.person(id, async () => this.bench.agent(id, conversationId, role));
  }

  /** Pat, who has just come to own the conversation, looks at it and at the directory anew. */
  async patBegins(): Promise<void> {
    const desk = await this.bench.desk("pat", "supervisor");
    this.desks.push(desk);
    this.record("pat's desk", desk.connection);
    this.recorders.delete("pat");
    await this.pat.again();
  }

  /** The agent's transcript, by HTTP. */
  async fetches(who: string): Promise<void> {
    const { bench } = this;
    const headers = { Authorization: `Bearer ${await bench.agentToken(who)}` };
    const response = await bench.fetch(`/parties/main/${this.conversationId}/transcript`, { headers });
    this.fetched.set(`${who} by HTTP`, [`${response.status}`, await response.text()]);
  }

  async everybodyStays(): Promise<void> {
    for (const { send } of this.desks) await send({ type: "ping" });
  }

  private async customer(): Promise<Person> {
    const key = this.bench.newKey();
    return this.person("maria", async () => {
      const customer = await this.bench.customer(key);
      this.conversationId = customer.id;
      return customer;
    });
  }

  private async person(
    who: string,
    connect: () => Promise<{ send: (frame: object) => Promise<void>; connection: MemoryConnection }>,
  ): Promise<Person> {
    const open = async () => {
      const line = await connect();
      // Of the supervisor nothing is compared: she is what differs.
      if (who !== "sue") this.record(who, line.connection);
      return line;
    };
    // Who crashes and comes back is another client: it must not use the ids of the one before.
    this.clients += 1;
    return new Person(who === "sue" ? `sue${this.clients}` : who, await open(), open);
  }

  private record(who: string, connection: MemoryConnection): void {
    this.recorders.set(who, [...(this.recorders.get(who) ?? []), connection]);
  }
}

type Line = { send: (frame: object) => Promise<void>; connection: MemoryConnection };

/** Somebody at a raw socket: what they send is built here, what they are sent is kept as it came. */
export class Person {
  private calls = 0;

  constructor(
    private readonly name: string,
    private line: Line,
    private readonly open: () => Promise<Line>,
  ) {}

  send(frame: object): Promise<void> {
    return this.line.send(frame);
  }

  /** A command, at the epoch that this person sees. */
  do(type: string, fields: object = {}): Promise<void> {
    this.calls += 1;
    return this.send({ type, clientId: `${this.name}-${this.calls}`, epoch: this.state("epoch"), ...fields });
  }

  say(text: string): Promise<void> {
    return this.do("send_message", { text });
  }

  /** The line is lost, and another one says hello. */
  async again(): Promise<void> {
    this.drop();
    this.line = await this.open();
  }

  drop(): void {
    this.line.connection.lose();
  }

  /** What the newest state says under this path. */
  state(...path: readonly string[]): unknown {
    const states = this.line.connection.received.flatMap((text) => {
      const frame: unknown = JSON.parse(text);
      return isRecord(frame) && isRecord(frame.state) ? [frame.state] : [];
    });
    return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), states.at(-1));
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
