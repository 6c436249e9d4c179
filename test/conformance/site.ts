import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { expect } from "vitest";
import { type Entry, RawClient, type Welcome } from "./raw-client.ts";

/** Tokens, HTTP and who connects: the sections 3, 4, 5 and 12 of docs/SPEC.md, by hand. */

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token as section 4 says; a test overrides what it wants to be wrong. */
export function sign(token: {
  secret: string;
  claims: object;
  kind?: "agent" | "identity";
  keyOf?: string;
  header?: object;
}): string {
  const { secret, claims, kind = "agent", keyOf = "demo", header = {} } = token;
  const key = Buffer.from(hkdfSync("sha256", secret, "", `baton/${keyOf}/${kind}/1`, 32));
  const now = Math.floor(Date.now() / 1_000);
  const body = { iss: "baton", aud: "baton:demo", iat: now, exp: now + 3_600, ...claims };
  const signed = `${base64url({ alg: "HS256", kid: "1", typ: `baton-${kind}+jwt`, ...header })}.${base64url(body)}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

const AGENT = ["conversation.read", "conversation.reply", "conversation.note"];
export const agentClaims = (id: string): { sub: string; name: string; permissions: string[] } => ({
  sub: id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  permissions: [...AGENT, "conversation.take_over", "conversation.end", "ticket.update"],
});

export type Session = {
  token: string;
  expiresAt: string;
  conversationId: string;
  customer: { id: string; name: string };
};
export type Answer<T> = { status: number; body: T };

export const pause = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const newKey = (): string => randomBytes(32).toString("base64url");

export class Site {
  constructor(
    readonly origin: string,
    readonly secret: string,
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
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  }

  session<T = Session>(body: object | string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.ask("workspace/demo/sessions", {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  }

  transcript(conversationId: string, token: string): Promise<Answer<{ entries: Entry[] }>> {
    return this.ask(`main/${conversationId}/transcript`, { headers: { Authorization: `Bearer ${token}` } });
  }

  identity(id: string, name: string): string {
    return sign({ secret: this.secret, kind: "identity", claims: { sub: id, name } });
  }

  /** An agent's token; `claims` replace or add to the usual ones. */
  agentToken(id: string, claims: object = {}): string {
    return sign({ secret: this.secret, claims: { ...agentClaims(id), ...claims } });
  }

  async connect(conversationId: string, origin?: string): Promise<RawClient> {
    const client = await RawClient.connect(this.roomUrl(conversationId), origin);
    if (typeof client === "number") throw new Error(`the upgrade was answered with HTTP ${client}`);
    return client;
  }

  /** A customer with a conversation, connected. */
  async customer(key = newKey(), identity?: string): Promise<{ client: RawClient; session: Session }> {
    const asked = { key, locale: "en", start: true, ...(identity ? { identity } : {}) };
    const { body } = await this.session(asked);
    const client = await this.connect(body.conversationId);
    welcomed(await client.hello(body.token));
    return { client, session: body };
  }

  async agent(id: string, conversationId: string, claims: object = {}): Promise<RawClient> {
    const client = await this.connect(conversationId);
    welcomed(await client.hello(this.agentToken(id, claims)));
    return client;
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

export function welcomed(answer: { type: string } | Welcome): Welcome {
  if (answer.type === "welcome" && "mode" in answer) return answer;
  throw new Error(`no welcome: ${JSON.stringify(answer)}`);
}
