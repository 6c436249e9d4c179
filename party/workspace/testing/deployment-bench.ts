import * as v from "valibot";
import { type SessionAnswer, SessionAnswerSchema } from "../../../conversation/protocol/workspace.ts";
import type { Responder } from "../../ai/responder.ts";
import { ROLE_PERMISSIONS, type Role } from "../../auth/claims.ts";
import { agentKey, identityKey } from "../../auth/keys.ts";
import { mintAgentToken, mintIdentityToken } from "../../auth/mint.ts";
import { ConversationRoom } from "../../conversation/room.ts";
import { type MemoryConnection, MemoryMachine } from "../../hosts/memory.ts";
import type { Room } from "../../hosts/room-host.ts";
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
};

type Machine<R extends Room> = { readonly machine: MemoryMachine; room: R };

/** A whole deployment in memory: one workspace, its conversations, and the HTTP between them. */
export class DeploymentBench {
  readonly workspace: Machine<WorkspaceRoom>;
  readonly conversations = new Map<string, Machine<ConversationRoom>>();
  private keys = 0;

  constructor(env: Readonly<Record<string, string>> = {}) {
    const machine = new MemoryMachine({
      name: WORKSPACE,
      seed: 3,
      env,
      fetch: (url, init) => this.fetch(url, init),
    });
    machine.now = Date.now();
    this.workspace = { machine, room: new WorkspaceRoom(machine.host(), ROOT, ORIGIN) };
  }

  get now(): number {
    return this.workspace.machine.now;
  }

  /** HTTP as the deployment's own origin serves it. */
  async fetch(url: string, init?: RequestInit): Promise<Response> {
    const { pathname } = new URL(url, ORIGIN);
    const [, , party, name = ""] = pathname.split("/");
    const room = party === "workspace" ? this.workspace.room : this.conversation(name).room;
    return room.onRequest(new Request(new URL(url, ORIGIN), init));
  }

  conversation(id: string): Machine<ConversationRoom> {
    const known = this.conversations.get(id);
    if (known) return known;
    const machine = new MemoryMachine({ name: id, seed: 11, fetch: (url, init) => this.fetch(url, init) });
    machine.now = this.now;
    const room = new ConversationRoom(machine.host(), ROOT, ORIGIN, () => RESPONDER);
    const made = { machine, room };
    this.conversations.set(id, made);
    return made;
  }

  /** A client key as a browser makes one. */
  newKey(): string {
    this.keys += 1;
    return String(this.keys).padStart(43, "k");
  }

  async session(request: {
    key: string;
    start?: boolean;
    identity?: string;
    origin?: string;
  }): Promise<{ status: number; answer: SessionAnswer | null }> {
    const { origin, ...rest } = request;
    const response = await this.fetch(`/parties/workspace/${WORKSPACE}/sessions`, {
      method: "POST",
      headers: origin === undefined ? {} : { Origin: origin },
      body: JSON.stringify({ locale: "en", start: true, ...rest }),
    });
    const body: unknown = await response.json();
    return { status: response.status, answer: response.ok ? v.parse(SessionAnswerSchema, body) : null };
  }

  /** Starts a conversation and says hello in it as its customer. */
  async customer(
    key = this.newKey(),
  ): Promise<{ id: string; send: (frame: object) => Promise<void>; connection: MemoryConnection }> {
    const { answer } = await this.session({ key });
    const id = answer?.conversationId ?? "";
    const { machine, room } = this.conversation(id);
    const connection = machine.connect(room);
    const send = this.sender(room, connection);
    await send({ type: "hello", protocol: 1, token: answer?.token });
    return { id, send, connection };
  }

  async agent(id: string, conversationId: string, role: Role = "agent") {
    const { machine, room } = this.conversation(conversationId);
    const connection = machine.connect(room);
    const send = this.sender(room, connection);
    await send({ type: "hello", protocol: 1, token: await this.agentToken(id, role) });
    return { send, connection };
  }

  async desk(id: string, role: Role = "agent") {
    const { machine, room } = this.workspace;
    const connection = machine.connect(room);
    const send = this.sender(room, connection);
    await send({ type: "hello", protocol: 1, token: await this.agentToken(id, role) });
    return { send, connection, close: () => room.onClose(connection) };
  }

  /** Sends a frame, and waits until everything it set off has settled. */
  private sender(room: Room, connection: MemoryConnection): (frame: object) => Promise<void> {
    return async (frame) => {
      await room.onFrame(connection, JSON.stringify(frame));
      await this.quiet();
    };
  }

  async agentToken(id: string, role: Role = "agent"): Promise<string> {
    const key = await agentKey(ROOT, WORKSPACE);
    return mintAgentToken({
      key,
      workspace: WORKSPACE,
      agentId: id,
      name: id,
      permissions: ROLE_PERMISSIONS[role],
    });
  }

  async identityToken(customerId: string, name: string): Promise<string> {
    const key = await identityKey(ROOT, WORKSPACE);
    return mintIdentityToken({
      key,
      workspace: WORKSPACE,
      customerId,
      name,
      email: `${customerId}@example.com`,
    });
  }

  /** Until nothing moves without time passing, in any room. */
  async quiet(): Promise<void> {
    for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
  }

  /** Lets time pass in every room, in small common steps. */
  async pass(ms: number, step = 250): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      await this.quiet();
      await this.workspace.machine.pass(step, this.workspace.room);
      for (const { machine, room } of this.conversations.values()) await machine.pass(step, room);
    }
    await this.quiet();
  }
}
