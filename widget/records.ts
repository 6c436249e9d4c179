import { conversationUrl, workspaceUrl } from "../conversation/client/addresses.ts";
import { localError } from "../conversation/client/baton-error.ts";
import { parse, request } from "../conversation/client/http.ts";
import type { Ports } from "../conversation/client/ports.ts";
import type { RoomAccess } from "../conversation/client/room-files.ts";
import { openSession } from "../conversation/client/session.ts";
import { toEntry } from "../conversation/core/view/entry.ts";
import { type Thumbs, withThumbs } from "../conversation/core/view/thumbs.ts";
import type { Entry } from "../conversation/core/view/types.ts";
import type { PublicEntry } from "../conversation/protocol/entry.ts";
import type { EarlierConversation } from "../conversation/protocol/workspace.ts";
import { isEntry } from "./decode.ts";

/** What the server keeps for this visitor, asked for over HTTP. Rejects with a `BatonError`. */

export type Server = { ports: Ports; host: string; workspace: string };
/** What the visitor is known to the server by, and their language. */
export type Access = { session: string | null; identity: string | undefined; locale: string };

/** The whole conversation, as the customer saw it: their copy, whoever serves it, holds nothing else (N2). */
export async function fetchTranscript(
  server: Server,
  access: Access,
  conversationId: string,
): Promise<readonly Entry[]> {
  const url = `${conversationUrl(server.host, conversationId)}/transcript`;
  return decodeTranscript(await ask(server, access, url));
}

/** The customer's conversations that are over, newest first. */
export async function fetchEarlier(server: Server, access: Access): Promise<readonly EarlierConversation[]> {
  const body = await ask(server, access, `${workspaceUrl(server.host, server.workspace)}/conversations`);
  const list =
    typeof body === "object" && body !== null && "conversations" in body ? body.conversations : null;
  if (Array.isArray(list) && list.every(isEarlier)) return list;
  throw localError("unavailable", "This is not the answer of a Baton server.");
}

/** Where one of the customer's conversations is, and a token of this moment for it. */
export async function enter(server: Server, access: Access, conversationId: string): Promise<RoomAccess> {
  return { url: conversationUrl(server.host, conversationId), token: await tokenOf(server, access) };
}

/** The token goes in a header: an address is kept and shown in too many places. */
async function ask(server: Server, access: Access, url: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${await tokenOf(server, access)}` };
  return parse(await request(server.ports, url, { method: "GET", headers }));
}

async function tokenOf({ ports, ...server }: Server, access: Access): Promise<string> {
  const { session: key, identity, locale } = access;
  if (key === null) throw localError("not_available", "There is no conversation yet.");
  const body = { key, locale, start: false, ...(identity !== undefined && { identity }) };
  const session = await openSession(ports, server, body);
  if (session === null) throw localError("not_found", "There is no such conversation.");
  return session.token;
}

function decodeTranscript(body: unknown): readonly Entry[] {
  const { entries, thumbs }: { entries?: unknown; thumbs?: unknown } = Object(body);
  if (!Array.isArray(entries) || !entries.every(isPublic)) {
    throw localError("unavailable", "This is not the answer of a Baton server.");
  }
  return withThumbs(entries.map(toEntry), isThumbs(thumbs) ? thumbs : undefined);
}

function isThumbs(value: unknown): value is Thumbs {
  const isThumb = (thumb: unknown) => thumb === "up" || thumb === "down";
  return typeof value === "object" && value !== null && Object.values(value).every(isThumb);
}

function isPublic(value: unknown): value is PublicEntry {
  return isEntry(value) && typeof value === "object" && Reflect.get(Object(value), "ledger") === "public";
}

function isEarlier(value: unknown): value is EarlierConversation {
  const { id, endedAt, lastMessage }: Partial<EarlierConversation> = Object(value);
  const isTold =
    typeof lastMessage === "object" && (lastMessage === null || typeof lastMessage.text === "string");
  return typeof id === "string" && typeof endedAt === "string" && isTold;
}
