import { base64url } from "jose";
import * as v from "valibot";
import type { Permission } from "../../../conversation/core/actor.ts";
import { DEFAULT_CONFIG } from "../../../conversation/core/config.ts";
import { decodeDown } from "../../../conversation/protocol/codec.ts";
import type { DownFrame } from "../../../conversation/protocol/down.ts";
import type { UpFrame } from "../../../conversation/protocol/up.ts";
import type { AnswerRequest, Piece, Responder } from "../../ai/responder.ts";
import { ROLE_PERMISSIONS, type SessionClaims } from "../../auth/claims.ts";
import { makeConversationId } from "../../auth/conversation-id.ts";
import { agentKey, deriveKey } from "../../auth/keys.ts";
import { mintAgentToken, sign } from "../../auth/mint.ts";
import { type MemoryConnection, MemoryMachine } from "../../hosts/memory.ts";
import { ManualScheduler, quiet, seededBytes } from "../../hosts/testing/manual-scheduler.ts";
import { AskAvailabilitySchema } from "../../peer-messages.ts";
import { ConversationRoom } from "../room.ts";

const ROOT = "a root secret of this test alone, long enough";
const WORKSPACE = "demo";

/** A workspace room that answers what every decision may ask, and cannot be told anything. */
export async function answerAsWorkspace(url: string, init?: RequestInit): Promise<Response> {
  if (!url.endsWith("/internal/availability")) return new Response("down", { status: 503 });
  const { about } = v.parse(AskAvailabilitySchema, JSON.parse(String(init?.body ?? "{}")));
  const person = about === undefined ? null : { id: about, name: about[0]?.toUpperCase() + about.slice(1) };
  const agent = person && { person, available: true, capacity: 5, load: 0 };
  const known = { availableAgents: ["ann"], presentAgents: ["ann"], agent };
  return Response.json({ ...known, config: DEFAULT_CONFIG, configVersion: 0 });
}

/** A responder whose every word the test speaks. */
export class PuppetResponder implements Responder {
  readonly requests: AnswerRequest[] = [];
  readonly signals: AbortSignal[] = [];
  private pieces: Piece[] = [];
  private wake: () => void = () => undefined;
  private over = false;

  say(...pieces: Piece[]): void {
    this.pieces.push(...pieces);
    this.wake();
  }

  finish(): void {
    this.over = true;
    this.wake();
  }

  /** Ignores the abort on purpose: the room must not rely on it. */
  async *answer(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<Piece> {
    this.requests.push(request);
    this.signals.push(signal);
    this.over = false;
    for (;;) {
      const piece = this.pieces.shift();
      if (piece) yield piece;
      else if (this.over) return;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  sentiment(): null {
    return null;
  }

  async summarise(): Promise<{ subject: string; summary: string }> {
    return { subject: "A lost parcel", summary: "It never came." };
  }
}

/** One end of a connection, as a test drives it. */
export class Client {
  constructor(
    private readonly bench: RoomBench,
    readonly connection: MemoryConnection,
  ) {}

  get frames(): DownFrame[] {
    return this.connection.received.map((raw) => {
      const decoded = decodeDown(raw);
      if (!decoded.ok) throw new Error(`not of the protocol: ${raw}`);
      return decoded.frame;
    });
  }

  /** Sends frames as they are, and waits until they are served. */
  async raw(...frames: unknown[]): Promise<void> {
    for (const frame of frames) await this.bench.machine.frame(this.connection, frame);
    await this.bench.quiet();
  }

  send(...frames: UpFrame[]): Promise<void> {
    return this.raw(...frames.map((frame) => JSON.stringify(frame)));
  }

  last<Type extends DownFrame["type"]>(type: Type): Extract<DownFrame, { type: Type }> {
    const found = this.frames.filter(
      (frame): frame is Extract<DownFrame, { type: Type }> => frame.type === type,
    );
    const newest = found.at(-1);
    if (!newest) throw new Error(`no ${type} among ${this.frames.map((frame) => frame.type).join(", ")}`);
    return newest;
  }

  /** The newest state that this client was told. */
  get state() {
    const states = this.frames.flatMap((frame) => ("state" in frame && frame.state ? [frame.state] : []));
    const newest = states.at(-1);
    if (!newest) throw new Error("no state yet");
    return newest;
  }
}

export type RoomBenchOptions = {
  env?: Readonly<Record<string, string>>;
  /** What else than the workspace answers; it may ask `answerAsWorkspace`. */
  fetch?: typeof answerAsWorkspace;
};

/** A conversation room on the memory host, with clients on it. */
export class RoomBench {
  readonly puppet = new PuppetResponder();
  readonly clock = new ManualScheduler();
  readonly machine: MemoryMachine<ConversationRoom>;

  private constructor(
    readonly id: string,
    { env = {}, fetch = answerAsWorkspace }: RoomBenchOptions,
  ) {
    this.machine = new MemoryMachine({
      name: id,
      scheduler: this.clock,
      randomBytes: seededBytes(1),
      env,
      fetch,
      boot: (host) => new ConversationRoom(host, ROOT, "http://origin.test", () => this.puppet),
    });
  }

  get room(): ConversationRoom {
    return this.machine.room;
  }

  static async open(options: RoomBenchOptions = {}): Promise<RoomBench> {
    const id = await makeConversationId(ROOT, WORKSPACE, (count) => new Uint8Array(count).fill(7));
    return new RoomBench(id, options);
  }

  /** The process dies, and a new life of the room begins on the same disk. */
  crash(): void {
    this.machine.crash();
  }

  connect(origin: string | null = null): Client {
    return new Client(this, this.machine.connect(origin));
  }

  async customer(token?: string): Promise<Client> {
    const client = this.connect();
    await client.send({ type: "hello", protocol: 1, token: token ?? (await this.customerToken()) });
    return client;
  }

  async agent(id: string, permissions: readonly Permission[] = ROLE_PERMISSIONS.agent): Promise<Client> {
    const client = this.connect();
    await client.send({ type: "hello", protocol: 1, token: await this.agentToken(id, { permissions }) });
    return client;
  }

  async agentToken(
    id: string,
    {
      permissions = ROLE_PERMISSIONS.agent,
      workspace = WORKSPACE,
      expiresInSeconds = 3_600,
    }: {
      permissions?: readonly Permission[];
      workspace?: string;
      expiresInSeconds?: number;
    } = {},
  ): Promise<string> {
    const key = await agentKey(ROOT, workspace);
    const name = (id[0]?.toUpperCase() ?? "") + id.slice(1);
    return mintAgentToken({ key, workspace, agentId: id, name, permissions, expiresInSeconds });
  }

  async customerToken(claims: Partial<SessionClaims> = {}): Promise<string> {
    const customer = { id: "v_maria", name: "Maria", locale: "de" };
    const key = base64url.encode(await deriveKey(ROOT, WORKSPACE, "session"));
    const whole = { sub: customer.id, conversationId: this.id, customer, ...claims };
    return sign("session", whole, { key, workspace: WORKSPACE });
  }

  /** Until nothing moves without time passing. */
  quiet(): Promise<void> {
    return quiet();
  }

  pass(ms: number): Promise<void> {
    return this.clock.pass(ms);
  }
}
