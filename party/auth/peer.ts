import { base64url } from "jose";
import type { RoomHost } from "../hosts/room-host.ts";
import { type RoomClaims, RoomClaimsSchema } from "./claims.ts";
import { deriveKey } from "./keys.ts";
import { sign } from "./mint.ts";
import { bearer, verifyToken } from "./verify.ts";

/**
 * One room calling another: authenticated HTTP to the deployment's own origin, never to the request's Host.
 * The token names the path it is good for and lasts a minute.
 */

export type Deployment = {
  root: string;
  /** Where this deployment answers, from `BATON_ORIGIN`. */
  origin: string;
} & Pick<RoomHost, "fetch" | "now" | "setTimer">;

const TOKEN_SECONDS = 60;
/** So much of its time is left to a token at least that its clock and the other room's may differ. */
const REUSED_MS = 30_000;

/** The peer's answer as parsed JSON, or null when it did not answer well within `timeoutMs`. */
export async function callRoom(
  deployment: Deployment,
  call: { workspace: string; path: string; from: string; body: unknown; timeoutMs: number },
): Promise<unknown> {
  const { workspace, path, from, body, timeoutMs } = call;
  const limit = new AbortController();
  const cancel = deployment.setTimer(timeoutMs, () => limit.abort());
  try {
    const token = await tokenFor(deployment, workspace, { sub: from, path });
    const response = await deployment.fetch(`${deployment.origin}${path}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: limit.signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      return null;
    }
    return await response.json();
  } catch {
    return null;
  } finally {
    cancel();
  }
}

/** One that was minted lately is good for the next call to the same address. */
async function tokenFor(deployment: Deployment, workspace: string, claims: RoomClaims): Promise<string> {
  const now = deployment.now();
  const tokens = minted.get(deployment) ?? new Map<string, Minted>();
  minted.set(deployment, tokens);
  const name = `${claims.sub} ${claims.path}`;
  const known = tokens.get(name);
  if (known && known.at <= now && now < known.at + REUSED_MS) return known.token;
  const key = base64url.encode(await deriveKey(deployment.root, workspace, "room"));
  const token = await sign("room", claims, { key, workspace, expiresInSeconds: TOKEN_SECONDS, now });
  if (tokens.size >= MOST_KEPT) tokens.clear();
  tokens.set(name, { token, at: now });
  return token;
}

type Minted = { token: string; at: number };
const minted = new WeakMap<Deployment, Map<string, Minted>>();
const MOST_KEPT = 200;

/** Whether the request comes from a room of this deployment and is meant for this path. */
export async function isFromPeer(
  request: Request,
  workspace: string,
  root: string,
  now: number,
): Promise<boolean> {
  const token = bearer(request);
  if (token === null) return false;
  const verified = await verifyToken(token, { root, workspace, kind: "room", now }, RoomClaimsSchema);
  return verified.ok && verified.claims.path === new URL(request.url).pathname;
}
