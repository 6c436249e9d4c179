import * as v from "valibot";
import type { Permission } from "../../../conversation/core/actor.ts";
import { type SessionAnswer, SessionAnswerSchema } from "../../../conversation/protocol/workspace.ts";
import type { Responder } from "../../ai/responder.ts";
import { ROLE_PERMISSIONS, type Role } from "../../auth/claims.ts";
import { agentKey, identityKey } from "../../auth/keys.ts";
import { mintAgentToken, mintIdentityToken } from "../../auth/mint.ts";
import { ConversationRoom } from "../../conversation/room.ts";
import { type MemoryConnection, MemoryMachine } from "../../hosts/memory.ts";
import { ManualScheduler, quiet, seededBytes } from "../../hosts/testing/manual-scheduler.ts";
import { WorkspaceRoom } from "../room.ts";

export const ROOT = "a root secret of this test alone, long enough";
export const ORIGIN = "http://origin.test";
const WORKSPACE = "demo";

/** Says the same short thing to everybody. */
const RESPONDER: Responder = {
  async *answer() {
    yield { kind: "text", text: "Hello, I am the assistant." };
  },
  async summarise() {
    return { subject: "A subject", summary: "A summary." };
  },
  sentiment: () => 0,
};

/** A whole deployment in memory: one workspace, its conversations, and the HTTP between them. */
export class DeploymentBench {
  readonly clock = new ManualScheduler();
  readonly workspace: MemoryMachine<WorkspaceRoom>;
  readonly conversations = new Map<string, MemoryMachine<ConversationRoom>>();
  /** Of agents who have one, by their id: what their next tokens say. */
  readonly pictures = new Map<string, string>();
  private keys = 0;

  constructor(
    env: Readonly<Record<string, string>> = {},
    private readonly responder: Responder = RESPONDER,
  ) {
    this.workspace = new MemoryMachine({
      name: WORKSPACE,
      scheduler: this.clock,
      randomBytes: seededBytes(3),
      env,
      fetch: (url, init) => this.fetch(url, init),
      boot: (host) => new WorkspaceRoom(host, ROOT, ORIGIN),
    });
  }

  get now(): number {
    return this.workspace.now;
  }

  /** HTTP as the deployment's own origin serves it. */
  async fetch(url: string, init?: RequestInit): Promise<Response> {
    const { pathname } = new URL(url, ORIGIN);
    const [, , party, name = ""] = pathname.split("/");
    const machine = party === "workspace" ? this.workspace : this.conversation(name);
    return machine.request(new Request(new URL(url, ORIGIN), init));
  }

  conversation(id: string): MemoryMachine<ConversationRoom> {
    const known = this.conversations.get(id);
    if (known) return known;
    const machine = new MemoryMachine({
      name: id,
      scheduler: this.clock,
      randomBytes: seededBytes(11 + this.conversations.size),
      fetch: (url, init) => this.fetch(url, init),
      boot: (host) => new ConversationRoom(host, ROOT, ORIGIN, () => this.responder),
    });
    this.conversations.set(id, machine);
    return machine;
  }

  /** A client key as a browser makes one. */
  newKey(): string {
    this.keys += 1;
    return String(this.keys).padEnd(43, "k");
  }

  async session(request: {
    key: string;
    start?: boolean;
    identity?: string;
    said?: Readonly<Record<string, string>>;
    origin?: string;
    headers?: Readonly<Record<string, string>>;
  }): Promise<{ status: number; answer: SessionAnswer | null; body: unknown }> {
    const { origin, headers, ...rest } = request;
    const response = await this.fetch(`/parties/workspace/${WORKSPACE}/sessions`, {
      method: "POST",
      headers: { ...headers, ...(origin === undefined ? {} : { Origin: origin }) },
      body: JSON.stringify({ locale: "en", start: true, ...rest }),
    });
    const body: unknown = await response.json();
    const answer = response.ok ? v.parse(SessionAnswerSchema, body) : null;
    return { status: response.status, answer, body };
  }

  /** Starts a conversation and says hello in it as its customer. */
  async customer(
    key = this.newKey(),
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ id: string; send: (frame: object) => Promise<void>; connection: MemoryConnection }> {
    const { answer } = await this.session({ key, headers });
    const id = answer?.conversationId ?? "";
    const machine = this.conversation(id);
    const connection = machine.connect();
    const send = this.sender(machine, connection);
    await send({ type: "hello", protocol: 1, token: answer?.token });
    return { id, send, connection };
  }

  async agent(id: string, conversationId: string, role: Role = "agent", teams: readonly string[] = []) {
    const machine = this.conversation(conversationId);
    const connection = machine.connect();
    const send = this.sender(machine, connection);
    await send({ type: "hello", protocol: 1, token: await this.agentToken(id, role, teams) });
    return { send, connection };
  }

  async desk(id: string, role: Role = "agent", teams: readonly string[] = []) {
    return this.deskWith(id, ROLE_PERMISSIONS[role], teams);
  }

  /** The desk of an agent whose token allows just that. */
  async deskWith(id: string, permissions: readonly Permission[], teams: readonly string[] = []) {
    const machine = this.workspace;
    const connection = machine.connect();
    const send = this.sender(machine, connection);
    await send({ type: "hello", protocol: 1, token: await this.tokenWith(id, permissions, teams) });
    return { send, connection, close: () => machine.disconnect(connection) };
  }

  /** Sends a frame, and waits until everything it set off has settled. */
  private sender(machine: MemoryMachine, connection: MemoryConnection): (frame: object) => Promise<void> {
    return async (frame) => {
      await machine.frame(connection, JSON.stringify(frame));
      await this.quiet();
    };
  }

  agentToken(id: string, role: Role = "agent", teams: readonly string[] = []): Promise<string> {
    return this.tokenWith(id, ROLE_PERMISSIONS[role], teams);
  }

  private async tokenWith(
    id: string,
    permissions: readonly Permission[],
    teams: readonly string[],
  ): Promise<string> {
    const key = await agentKey(ROOT, WORKSPACE);
    const avatarUrl = this.pictures.get(id);
    return mintAgentToken({
      ...{ key, workspace: WORKSPACE, agentId: id, name: id, now: this.now },
      ...{ permissions, teams, ...(avatarUrl !== undefined && { avatarUrl }) },
    });
  }

  /** HTTP with an agent's token, admin unless said otherwise; the status and the body. */
  async http(
    method: string,
    path: string,
    { role = "admin", body }: { role?: Role; body?: object } = {},
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await this.fetch(path, {
      method,
      headers: { Authorization: `Bearer ${await this.agentToken("ada", role)}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      body: v.parse(v.record(v.string(), v.unknown()), await response.json()),
    };
  }

  /** `at`: when the site says so, in milliseconds since 1970. */
  async identityToken(customerId: string, name: string, at?: number): Promise<string> {
    const key = await identityKey(ROOT, WORKSPACE);
    return mintIdentityToken({
      key,
      workspace: WORKSPACE,
      customerId,
      name,
      email: `${customerId}@example.com`,
      now: at ?? this.now,
    });
  }

  /** Until nothing moves without time passing, in any room. */
  quiet(): Promise<void> {
    return quiet();
  }

  /** Lets time pass in every room. */
  pass(ms: number): Promise<void> {
    return this.clock.pass(ms);
  }
}
