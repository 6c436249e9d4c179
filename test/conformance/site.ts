import { createHmac, randomBytes } from "node:crypto";
import { expect } from "vitest";
import { RawClient } from "./client.ts";
import { errorBody, sessionBody, transcriptBody } from "./forms.ts";
import { met } from "./met.ts";
import type { Entry, Ledger, Welcome } from "./wire.ts";

/** Tokens, HTTP and who connects: the sections 3, 4, 5 and 12 of docs/SPEC.md, by hand. */

/** A workspace, and the two keys that its site holds (base64url, as `npm run keys` prints them). */
export type Workspace = { name: string; agentKey: string; identityKey: string };

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export const seconds = (): number => Math.floor(Date.now() / 1_000);

/** A token as section 4 says; a test overrides what it wants to be wrong. */
export function sign(token: {
  key: string;
  kind: "agent" | "identity";
  workspace: string;
  claims: object;
  header?: object;
}): string {
  const { key, kind, workspace, claims, header = {} } = token;
  const now = seconds();
  const body = { iss: "baton", aud: `baton:${workspace}`, iat: now, exp: now + 3_600, ...claims };
  const signed = `${base64url({ alg: "HS256", kid: "1", typ: `baton-${kind}+jwt`, ...header })}.${base64url(body)}`;
  return `${signed}.${createHmac("sha256", Buffer.from(key, "base64url")).update(signed).digest("base64url")}`;
}

const AGENT = ["conversation.read", "conversation.reply", "conversation.note"];
const USUAL = [
  ...AGENT,
  "conversation.take_over",
  "conversation.transfer",
  "conversation.end",
  "reply.control",
  "ticket.update",
  "escalation.raise",
];

export const agentClaims = (id: string): { sub: string; name: string; permissions: string[] } => ({
  sub: id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  permissions: USUAL,
});

/** Who may hand over to the AI and end everything. */
export const POWERS = [...USUAL, "conversation.allow_ai", "conversation.force_end"];

/** What a supervisor may do besides. */
export const SUPERVISOR = [
  ...POWERS,
  "conversation.monitor",
  "conversation.take_over_agent",
  "conversation.join",
  "conversation.assign",
];

export type Session = {
  token: string;
  expiresAt: string;
  conversationId: string;
  customer: { id: string; name: string };
};
export type Answer<T> = { status: number; headers: Headers; body: T };

export const pause = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again until it is so; in vain no longer than the test may last. */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(100);
}

const AGAIN_MS = 500;

export const newKey = (): string => randomBytes(32).toString("base64url");

export class Site {
  private turn: Promise<void> = Promise.resolve();

  constructor(
    readonly origin: string,
    readonly workspace: Workspace,
  ) {}

  get sockets(): string {
    return `${this.origin.replace("http", "ws")}/parties`;
  }

  roomUrl(conversationId: string): string {
    return `${this.sockets}/main/${conversationId}`;
  }

  /** Every request may be repeated, so a connection that breaks before the answer is tried again. */
  async ask<T>(path: string, init: RequestInit = {}, tries = 5): Promise<Answer<T>> {
    const response = await fetch(`${this.origin}/parties/${path}`, init).catch((error: unknown) => {
      if (tries > 1) return null;
      throw error;
    });
    if (!response) return this.ask(path, init, tries - 1);
    const { status, headers } = response;
    const text = await response.text();
    const isJson = headers.get("content-type")?.includes("json");
    const body = isJson ? JSON.parse(text) : text;
    if (status >= 400) errorBody(body, `HTTP ${status}`);
    if (status >= 400) met(new URL(this.origin).host, body);
    return { status, headers, body };
  }

  async session<T = Session>(
    body: object | string,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const answer = await this.ask<T>(`workspace/${this.workspace.name}/sessions`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    if (answer.status === 200) sessionBody(answer.body, "session");
    return answer;
  }

  async transcript(conversationId: string, token: string): Promise<Answer<Transcript>> {
    const answer = await this.ask<Transcript>(`main/${conversationId}/transcript`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    if (answer.status === 200) transcriptBody(answer.body, "transcript");
    return answer;
  }

  /** An identity token; `claims` replace or add to the usual ones. */
  identity(id: string, name: string, claims: object = {}): string {
    const { name: workspace, identityKey: key } = this.workspace;
    return sign({ key, kind: "identity", workspace, claims: { sub: id, name, ...claims } });
  }

  /** An agent's token; `claims` replace or add to the usual ones. */
  agentToken(id: string, claims: object = {}): string {
    const { name: workspace, agentKey: key } = this.workspace;
    return sign({ key, kind: "agent", workspace, claims: { ...agentClaims(id), ...claims } });
  }

  async connect(
    conversationId: string,
    options?: Parameters<typeof RawClient.connect>[1],
  ): Promise<RawClient> {
    return opened(await RawClient.connect(this.roomUrl(conversationId), options));
  }

  /** A customer with a conversation, connected. */
  async customer(key = newKey(), identity?: string): Promise<{ client: RawClient; session: Session }> {
    const asked = { key, locale: "en", start: true, ...(identity ? { identity } : {}) };
    const { body } = await this.session(asked);
    return { client: await this.enter(body.conversationId, body.token), session: body };
  }

  agent(id: string, conversationId: string, claims: object = {}): Promise<RawClient> {
    return this.enter(conversationId, this.agentToken(id, claims));
  }

  /** A connection that has been welcomed. Where it is `unavailable` it is tried again, as 6.6 says. */
  private async enter(conversationId: string, token: string, tries = 5): Promise<RawClient> {
    const client = await this.connect(conversationId);
    const answer = await client.hello(token);
    if (answer.type === "refused" && answer.error.code === "unavailable" && tries > 1) {
      await pause(AGAIN_MS);
      return this.enter(conversationId, token, tries - 1);
    }
    welcomed(answer);
    return client;
  }

  /** A supervisor's connection. */
  supervisor(id: string, conversationId: string): Promise<RawClient> {
    return this.agent(id, conversationId, { permissions: SUPERVISOR });
  }

  /** An agent's desk, before its hello. */
  async desk(options: { origin?: string } = {}): Promise<RawClient> {
    const url = `${this.sockets}/workspace/${this.workspace.name}`;
    return opened(await RawClient.connect(url, { ...options, kind: "workspace" }));
  }

  /** An agent at their desk. */
  async present(
    id: string,
    status = "available",
    capacity?: number,
    claims: object = {},
  ): Promise<RawClient> {
    const desk = await this.desk();
    await desk.hello(this.agentToken(id, claims));
    const command = { type: "set_presence", status, ...(capacity === undefined ? {} : { capacity }) };
    expect(await desk.command(command)).toMatchObject({ type: "ack" });
    return desk;
  }

  /** Runs `act` while an agent is available, who is gone for good afterwards. */
  async whileSomebodyMayCome(act: () => Promise<void>, id = "dora"): Promise<void> {
    const desk = await this.present(id);
    try {
      await act();
    } finally {
      await desk.command({ type: "set_presence", status: "offline" });
      await desk.close();
    }
  }

  async configuration(method: "GET" | "PUT", body?: object, token?: string): Promise<Answer<object>> {
    const admin = token ?? this.agentToken("adam", { permissions: ["workspace.configure"] });
    return this.ask(`workspace/${this.workspace.name}/config`, {
      method,
      headers: { Authorization: `Bearer ${admin}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }

  /** Runs `act` under a changed configuration, and puts back the one before. Tests take turns. */
  configured(change: object, act: () => Promise<void>): Promise<void> {
    const mine = this.turn.then(() => this.configuredInTurn(change, act));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async configuredInTurn(change: object, act: () => Promise<void>): Promise<void> {
    const before = settingsOf(await this.configuration("GET"));
    expect((await this.configuration("PUT", { ...before, ...change })).status).toBe(200);
    try {
      await act();
    } finally {
      expect((await this.configuration("PUT", before)).status).toBe(200);
    }
  }

  /** Runs `act`, and expects neither the state nor a ledger of the conversation to be another one after it. */
  async unchanged(agentId: string, conversationId: string, act: () => Promise<void>): Promise<void> {
    const before = await this.snapshot(agentId, conversationId);
    await act();
    expect(await this.snapshot(agentId, conversationId)).toEqual(before);
  }

  /** What a fresh connection of an agent gets: state and both ledgers, for comparing before and after. */
  async snapshot(agentId: string, conversationId: string): Promise<Welcome> {
    const client = await this.connect(conversationId);
    const welcome = welcomed(await client.hello(this.agentToken(agentId)));
    await client.close();
    return welcome;
  }
}

/** A configuration to be set again, whichever is in force by then. */
export function settingsOf({ body }: Answer<object>): object {
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== "version"));
}

export function versionOf(configuration: object): number {
  return "version" in configuration ? Number(configuration.version) : Number.NaN;
}

type Transcribed = Entry & { ledger: Ledger };
type Transcript = { entries: Transcribed[]; thumbs?: Record<string, string> };

export function welcomed(answer: { type: string } | Welcome): Welcome {
  if (answer.type === "welcome" && "mode" in answer) return answer;
  throw new Error(`no welcome: ${JSON.stringify(answer)}`);
}

function opened(client: RawClient | number): RawClient {
  if (typeof client === "number") throw new Error(`the upgrade was answered with HTTP ${client}`);
  return client;
}
