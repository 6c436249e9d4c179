import type { SessionRequest } from "../protocol/workspace.ts";
import { workspaceUrl } from "./addresses.ts";
import { asBatonError, localError } from "./baton-error.ts";
import { parse, request } from "./http.ts";
import type { Ports } from "./ports.ts";
import { lifetimeOf } from "./token-lifetime.ts";

/**
 * A customer's way into a conversation. `expiresAt` in milliseconds since 1970, by this machine's clock. `key` is to be
 * kept in place of the one that was sent.
 */
export type Session = {
  conversationId: string;
  customerId: string;
  token: string;
  expiresAt: number;
  key: string | null;
};

type Server = { host: string; workspace: string };

/**
 * Starts or resumes the customer's session. The same key always gives the same customer and conversation,
 * so asking again is harmless. Null when there is no conversation and none was to be started.
 * Rejects with a `BatonError`.
 */
export async function openSession(
  ports: Ports,
  { host, workspace }: Server,
  body: SessionRequest,
): Promise<Session | null> {
  try {
    const answer = await request(ports, `${workspaceUrl(host, workspace)}/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return readSession(parse(answer), ports.now());
  } catch (thrown) {
    // A key that the server has never seen, or has forgotten, has no conversation.
    if (!body.start && asBatonError(thrown).code === "not_found") return null;
    throw thrown;
  }
}

/** Ends the session of this key: it opens nothing any more. May be repeated. Rejects with a `BatonError`. */
export async function endSession(ports: Ports, { host, workspace }: Server, key: string): Promise<void> {
  await request(ports, `${workspaceUrl(host, workspace)}/sessions`, {
    method: "DELETE",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ key }),
    keepalive: true,
  });
}

/** What all keys of one session have in common: another key of it stands for the same customer. */
export function lineageOf(key: string): string {
  return key.slice(0, 16);
}

/** Decodes a `SessionAnswer`. */
function readSession(value: unknown, now: number): Session | null {
  if (typeof value === "object" && value !== null && "token" in value && "conversationId" in value) {
    const { token, conversationId } = value;
    if (token === null || conversationId === null) return null;
    if (typeof token === "string" && typeof conversationId === "string") {
      const customerId = "customer" in value ? idOf(value.customer) : "";
      const key = "key" in value && typeof value.key === "string" ? value.key : null;
      return { token, conversationId, customerId, key, expiresAt: now + (lifetimeOf(token) ?? 0) };
    }
  }
  throw localError("unavailable", "This is not the answer of a Baton server.");
}

function idOf(person: unknown): string {
  const id = typeof person === "object" && person !== null && "id" in person ? person.id : "";
  return typeof id === "string" ? id : "";
}
