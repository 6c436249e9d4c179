import { base64url } from "jose";
import * as v from "valibot";
import { PERMISSIONS, type Permission } from "../../conversation/core/actor.ts";
import { type SessionAnswer, SessionAnswerSchema } from "../../conversation/protocol/workspace.ts";
import type { Responder } from "../../party/ai/responder.ts";
import { ROLE_PERMISSIONS } from "../../party/auth/claims.ts";
import { makeConversationId, workspaceOfIssued } from "../../party/auth/conversation-id.ts";
import { deriveKey, type KeyKind } from "../../party/auth/keys.ts";
import { sign } from "../../party/auth/mint.ts";
import { ConversationRoom } from "../../party/conversation/room.ts";
import { type MemoryConnection, MemoryMachine } from "../../party/hosts/memory.ts";
import { ManualScheduler, seededBytes } from "../../party/hosts/testing/manual-scheduler.ts";
import { WorkspaceRoom } from "../../party/workspace/room.ts";

export const ROOT = "a root secret of these attacks alone, long enough";
export const ORIGIN = "http://origin.test";

const RESPONDER: Responder = {
  async *answer() {
    yield { kind: "text", text: "Hello, I am the assistant." };
  },
  async summarise() {
    return { subject: "A lost parcel", summary: "It never came." };
  },
  sentiment: () => null,
};

/** Never says a word, so that a room at rest stays as it is. */
export const SILENT: Responder = {
  async *answer() {
    await new Promise(() => undefined);
  },
  summarise: () => new Promise(() => undefined),
  sentiment: () => null,
};

/** Limits that never bind, for tests about something else. */
export const UNLIMITED = {
  limits: { framesPerSecond: 1_000_000, frameBurst: 1_000_000, messagesPer10s: 1_000_000 },
  budgets: { conversationPerHour: null, conversationPerDay: null, workspacePerDay: null },
};

/**
 * A deployment with several workspaces in memory, its doors included. All its randomness comes from seeds, so
 * two forts that are treated alike answer alike, byte for byte, while the clock stands still.
 */
export class Fort {
  readonly clock = new ManualScheduler();
  readonly workspaces: ReadonlyMap<string, MemoryMachine<WorkspaceRoom>>;
  readonly conversations = new Map<string, MemoryMachine<ConversationRoom>>();
  private ids = 0;

  constructor(
    private readonly options: {
      config?: object;
      env?: Readonly<Record<string, string>>;
      responder?: Responder;
      names?: readonly string[];
    } = {},
  ) {
    const { config = UNLIMITED, env = {}, names = ["demo", "other"] } = options;
    this.workspaces = new Map(
      names.map((name, index) => [
        name,
        new MemoryMachine({
          name,
          scheduler: this.clock,
          randomBytes: seededBytes(3 + index),
          env: { BATON_CONFIG: JSON.stringify(config), ...env },
          fetch: (url, init) => this.fetch(url, init),
          boot: (host) => new WorkspaceRoom(host, ROOT, ORIGIN),
        }),
      ]),
    );
  }

  /** The room that the door lets a caller to; null where it answers 404 without waking any. */
  async behind(path: string): Promise<MemoryMachine | null> {
    const [, , party, name = ""] = new URL(path, ORIGIN).pathname.split("/");
    if (party === "workspace") return this.workspaces.get(name) ?? null;
    const workspace = await workspaceOfIssued(ROOT, name);
    return workspace !== null && this.workspaces.has(workspace) ? this.conversation(name) : null;
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const machine = await this.behind(path);
    if (!machine) return Response.json({ code: "not_found" }, { status: 404 });
    return machine.request(new Request(new URL(path, ORIGIN), init));
  }

  conversation(id: string): MemoryMachine<ConversationRoom> {
    const known = this.conversations.get(id);
    if (known) return known;
    const made = new MemoryMachine({
      name: id,
      scheduler: this.clock,
      randomBytes: seededBytes(11 + this.conversations.size),
      fetch: (url, init) => this.fetch(url, init),
      boot: (host) => new ConversationRoom(host, ROOT, ORIGIN, () => this.options.responder ?? RESPONDER),
    });
    this.conversations.set(id, made);
    return made;
  }

  /** A socket to whatever stands at the path; null where the upgrade is answered with 404. */
  async socket(path: string, origin: string | null = null): Promise<Socket | null> {
    const machine = await this.behind(path);
    return machine && new Socket(machine, machine.connect(origin));
  }

  /** An id that this server has issued, for a conversation that nobody has begun. */
  neverBegun(workspace = "demo"): Promise<string> {
    return makeConversationId(ROOT, workspace, (count) => new Uint8Array(count).fill(9));
  }

  async session(
    workspace: string,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; answer: SessionAnswer | null; text: string }> {
    const response = await this.fetch(`/parties/workspace/${workspace}/sessions`, {
      method: "POST",
      headers,
      body: JSON.stringify({ key: "k".repeat(43), locale: "en", start: true, ...body }),
    });
    const text = await response.text();
    const answer = response.ok ? v.parse(SessionAnswerSchema, JSON.parse(text)) : null;
    return { status: response.status, answer, text };
  }

  /** A customer in a conversation of their own. */
  async customer(workspace = "demo", identity?: string) {
    this.ids += 1;
    const key = String(this.ids).padEnd(43, "k");
    const { answer } = await this.session(workspace, { key, ...(identity ? { identity } : {}) });
    const { token, conversationId } = answer ?? {};
    if (!answer || !token || !conversationId) throw new Error("no session");
    const socket = await this.enter(conversationId, token);
    return { key, token, id: conversationId, customer: answer.customer, socket };
  }

  async agent(conversationId: string, agent: AgentOptions = {}) {
    return this.enter(conversationId, await this.agentToken(agent));
  }

  /** Somebody is at their desk, and available. */
  async atDesk(sub: string, workspace = "demo"): Promise<void> {
    const desk = await this.socket(`/parties/workspace/${workspace}`);
    await desk?.say({ type: "hello", protocol: 1, token: await this.agentToken({ sub, workspace }) });
    await desk?.say({ type: "set_presence", clientId: `here-${sub}`, status: "available" });
  }

  private async enter(conversationId: string, token: string): Promise<Socket> {
    const socket = await this.socket(`/parties/main/${conversationId}`);
    if (!socket) throw new Error(`no room ${conversationId}`);
    await socket.say({ type: "hello", protocol: 1, token });
    // The first bucket was filled by the default limits: a moment, and the configured ones hold.
    this.clock.skip(5);
    return socket;
  }

  agentToken(agent: AgentOptions = {}): Promise<string> {
    const { sub = "ann", permissions = ROLE_PERMISSIONS.agent, workspace = "demo" } = agent;
    return this.token("agent", { sub, name: sub, permissions, teams: [] }, { workspace });
  }

  /** A token of any kind, signed as the server and its sites sign. */
  async token(
    kind: KeyKind,
    claims: object,
    options: { workspace?: string; keyOf?: string; keyId?: string; seconds?: number } = {},
  ): Promise<string> {
    const { workspace = "demo", keyId = "1", seconds = 3_600 } = options;
    const { keyOf = workspace } = options;
    const key = base64url.encode(await deriveKey(ROOT, keyOf, kind, keyId));
    return sign(kind, claims, {
      key,
      keyId,
      workspace,
      expiresInSeconds: seconds,
      now: this.clock.now(),
    });
  }

  /** All that is stored, everywhere: what a refused command must not change. */
  stored(): string {
    const machines = [...this.workspaces, ...this.conversations].map(
      ([name, machine]) => [name, [...machine.disk].sort(([a], [b]) => (a < b ? -1 : 1))] as const,
    );
    return JSON.stringify(machines);
  }

  logged(): string[] {
    return [...this.workspaces.values(), ...this.conversations.values()].flatMap(({ logged }) => logged);
  }
}

export type AgentOptions = { sub?: string; permissions?: readonly Permission[]; workspace?: string };

export const ALL_PERMISSIONS: readonly Permission[] = PERMISSIONS;

/** One connection, from the client's end. */
export class Socket {
  constructor(
    readonly machine: MemoryMachine,
    readonly connection: MemoryConnection,
  ) {}

  /** Sends a frame; the frames that came until it was served and everything written had left. */
  async say(frame: object | string): Promise<string[]> {
    const seen = this.connection.received.length;
    await this.machine.frame(this.connection, typeof frame === "string" ? frame : JSON.stringify(frame));
    await turns(3);
    return this.connection.received.slice(seen);
  }

  /** Sends a command and gives what it came to: "ack", or the code it was refused with. */
  async outcome(frame: { type: string; clientId: string }): Promise<string> {
    const answers = (await this.say(frame)).map((raw) => v.parse(AnswerSchema, JSON.parse(raw)));
    const mine = answers.find(({ clientId }) => clientId === frame.clientId);
    return mine?.error?.code ?? mine?.type ?? "nothing";
  }

  get bytes(): string {
    return JSON.stringify([this.connection.received, this.connection.closedWith]);
  }
}

/** Until what takes no time has happened. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const AnswerSchema = v.object({
  type: v.string(),
  clientId: v.optional(v.nullable(v.string())),
  error: v.optional(v.object({ code: v.string() })),
});

export async function answerOf(
  response: Response,
): Promise<{ status: number; code: string | null; bytes: string }> {
  const text = await response.text();
  const headers = [...response.headers].filter(([name]) => name !== "date").sort();
  let code: string | null = null;
  try {
    code = v.parse(v.object({ code: v.string() }), JSON.parse(text)).code;
  } catch {
    // No error body.
  }
  return { status: response.status, code, bytes: JSON.stringify([response.status, headers, text]) };
}
