import * as v from "valibot";
import type { Permission } from "../../conversation/core/actor.ts";
import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import { backAt } from "../../conversation/core/hours/opening.ts";
import { type ErrorCode, wireError } from "../../conversation/protocol/errors.ts";
import type { Person } from "../../conversation/protocol/shared.ts";
import {
  type EarlierConversations,
  type Notices,
  type SessionEnded,
  SessionEndSchema,
  SessionRequestSchema,
} from "../../conversation/protocol/workspace.ts";
import { AgentClaimsSchema, personOf, ROLE_PERMISSIONS, SessionClaimsSchema } from "../auth/claims.ts";
import { agentKey } from "../auth/keys.ts";
import { mintAgentToken } from "../auth/mint.ts";
import { isFromPeer } from "../auth/peer.ts";
import { bearer, verifyToken } from "../auth/verify.ts";
import { readJson, refuseHttp } from "../http.ts";
import {
  AskAvailabilitySchema,
  AskGrantSchema,
  CooldownPushSchema,
  EraseSchema,
  ExpireSchema,
  MonitoringPushSchema,
  SummaryPushSchema,
} from "../peer-messages.ts";
import { parseChange } from "./config-change.ts";
import { DemoRequestSchema, PERSONAS } from "./demo.ts";
import { ownConversations } from "./own-conversations.ts";
import type { WorkspaceRoom } from "./room.ts";

/** The workspace over HTTP: customers' sessions, the configuration, and what conversations tell. */
export async function answerWorkspaceHttp(room: WorkspaceRoom, request: Request): Promise<Response> {
  const [, , , , ...rest] = new URL(request.url).pathname.split("/");
  const cors = corsFor(room, request);
  const body = await readJson(request);
  if (cors === null) return refuseHttp("forbidden", {});
  const path = rest.join("/");
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: cors });
  switch (`${request.method} ${path}`) {
    case "GET health":
      return Response.json({ ok: true }, { headers: cors });
    case "GET notices":
      return Response.json(notices(room), { headers: cors });
    case "GET conversations":
      return conversations(room, request, cors);
    case "POST sessions":
      return sessions(room, request, body, cors);
    case "DELETE sessions":
      return endSession(room, body, cors);
    case "GET config":
    case "PUT config":
      return configuration(room, request, body, cors);
    case "POST demo-token":
      return demoToken(room, body, cors);
    case "POST internal/summary":
      return peer(room, request, async () => {
        const { row } = v.parse(SummaryPushSchema, body);
        await room.takeRow(row);
        return {
          queuePosition: room.directory.positionOf(row.id),
          cooldownUntil: await room.records.cooldowns.of(row.customer.id),
          ...room.configured(),
        };
      });
    case "POST internal/availability":
      return peer(room, request, async () => {
        const { about, customerId } = v.parse(AskAvailabilitySchema, body);
        return {
          availableAgents: room.roster.available(),
          presentAgents: room.roster.present(),
          agent: about === undefined ? null : room.roster.standing(about),
          cooldownUntil: customerId === undefined ? 0 : await room.records.cooldowns.of(customerId),
          ...room.configured(),
        };
      });
    case "POST internal/monitoring":
      return peer(room, request, async () => {
        await room.takeMonitoring(v.parse(MonitoringPushSchema, body));
        return {};
      });
    case "POST internal/grant":
      return peer(room, request, () => room.grants.take(v.parse(AskGrantSchema, body).id));
    case "POST internal/cooldown":
      return peer(room, request, async () => ({
        heard: await room.records.cooldowns.put(v.parse(CooldownPushSchema, body)),
      }));
    case "POST internal/erase":
      return peer(room, request, async () => {
        const { id } = v.parse(EraseSchema, body);
        return { erased: await room.records.erasures.conversation(id) };
      });
    case "POST internal/expire":
      return peer(room, request, async () => {
        const { id, endedAt } = v.parse(ExpireSchema, body);
        await room.records.retention.expire(id, endedAt);
        return room.configured();
      });
    default:
      return rest[0] === "customers"
        ? customers(room, request, rest.slice(1), cors)
        : refuseHttp("not_found", cors);
  }
}

function notices(room: WorkspaceRoom): Notices {
  const { notices, hours, attachments } = room.config;
  const back = backAt(hours, room.now());
  return {
    monitoring: notices.customers,
    ...(back === null ? {} : { backAt: back }),
    ...(attachments.maxBytes === 0 ? { attachments: false } : {}),
  };
}

/** For customers, with the token of any of their conversations; they read them by it, each where it is. */
async function conversations(room: WorkspaceRoom, request: Request, cors: HeadersInit): Promise<Response> {
  const token = bearer(request);
  if (token === null) return refuseHttp("unauthenticated", cors);
  const expected = { root: room.root, workspace: room.name(), kind: "session", now: room.now() } as const;
  const verified = await verifyToken(token, expected, SessionClaimsSchema);
  if (!verified.ok) return refuseHttp(verified.error.code, cors);
  const { sub } = verified.claims;
  const { customers } = room.records;
  const retryAfterMs = room.rates.entry(`conversations:${sub}`, room.config.limits);
  if (retryAfterMs > 0) {
    const error = wireError("rate_limited", { retryAfterMs });
    return refuseHttp(error.code, cors, error.details);
  }
  const answer = {
    conversations: await ownConversations({ customers, directory: room.directory }, sub),
  } satisfies EarlierConversations;
  return Response.json(answer, { headers: cors });
}

async function sessions(
  room: WorkspaceRoom,
  request: Request,
  body: unknown,
  cors: HeadersInit,
): Promise<Response> {
  const decoded = v.safeParse(SessionRequestSchema, body, { abortEarly: true });
  if (!decoded.success) return refuseHttp("invalid", cors, { path: v.getDotPath(decoded.issues[0]) ?? "" });
  const result = await room.sessions.open(decoded.output, await room.addresses.pseudonymOf(request));
  return result.ok
    ? Response.json(result.answer, { headers: cors })
    : refuseHttp(result.error.code, cors, result.error.details);
}

/** Who has the key may end what it opens; nobody is told whether it has opened anything. */
async function endSession(room: WorkspaceRoom, body: unknown, cors: HeadersInit): Promise<Response> {
  const decoded = v.safeParse(SessionEndSchema, body, { abortEarly: true });
  if (!decoded.success) return refuseHttp("invalid", cors, { path: v.getDotPath(decoded.issues[0]) ?? "" });
  await room.sessions.end(decoded.output.key);
  return Response.json({ ended: true } satisfies SessionEnded, { headers: cors });
}

async function configuration(
  room: WorkspaceRoom,
  request: Request,
  body: unknown,
  cors: HeadersInit,
): Promise<Response> {
  const allowed = await permitted(room, request, "workspace.configure");
  if (!allowed.ok) return refuseHttp(allowed.code, cors);
  if (request.method !== "PUT") return Response.json(inForce(room), { headers: cors });
  const change = parseChange(body);
  if (!change.ok) return refuseHttp("invalid", cors, { path: change.path });
  // From here to where it is set nothing waits: of two who have looked at the same one, one is first.
  const { version } = inForce(room);
  if (change.version !== null && change.version !== version)
    return refuseHttp("stale_epoch", cors, { version });
  const told = room.setConfig(change.config);
  // Theirs, whoever has changed it again while open conversations were told.
  const answer = inForce(room);
  await told;
  return Response.json(answer, { headers: cors });
}

function inForce(room: WorkspaceRoom): WorkspaceConfig & { version: number } {
  const { config, configVersion } = room.configured();
  return { version: configVersion, ...config };
}

/** What is held on a customer, and its erasure (N5). Whoever may erase may see what that would be. */
async function customers(
  room: WorkspaceRoom,
  request: Request,
  [encoded = "", action = "", ...more]: readonly string[],
  cors: HeadersInit,
): Promise<Response> {
  const name = decoded(encoded);
  const route = `${request.method} ${action}`;
  const known = route === "GET export" || route === "DELETE ";
  if (!name || !known || more.length > 0) return refuseHttp("not_found", cors);
  const allowed = await permitted(room, request, "conversation.erase");
  if (!allowed.ok) return refuseHttp(allowed.code, cors);
  if (route === "GET export") {
    const result = await room.records.exportCustomer(name, allowed.person);
    return result.ok ? Response.json(result.answer, { headers: cors }) : refuseHttp(result.code, cors);
  }
  const progress = await room.records.erasures.customer(name);
  if (!progress) return refuseHttp("not_found", cors);
  return Response.json(progress, { status: progress.pending > 0 ? 202 : 200, headers: cors });
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** Who it is, or why they may not. */
async function permitted(
  room: WorkspaceRoom,
  request: Request,
  permission: Permission,
): Promise<{ ok: true; person: Person } | { ok: false; code: ErrorCode }> {
  const token = bearer(request);
  if (token === null) return { ok: false, code: "unauthenticated" };
  const expected = { root: room.root, workspace: room.name(), kind: "agent", now: room.now() } as const;
  const verified = await verifyToken(token, expected, AgentClaimsSchema);
  if (!verified.ok) return { ok: false, code: verified.error.code };
  return verified.claims.permissions.includes(permission)
    ? { ok: true, person: personOf(verified.claims) }
    : { ok: false, code: "forbidden" };
}

/** The local demo's sign-in: the code that `npm start` printed, for a token of one of its personas. */
async function demoToken(room: WorkspaceRoom, body: unknown, cors: HeadersInit): Promise<Response> {
  const code = room.env("BATON_DEMO_CODE");
  if (!code || room.name() !== "demo") return refuseHttp("not_found", cors);
  const decoded = v.safeParse(DemoRequestSchema, body);
  if (!decoded.success) return refuseHttp("invalid", cors, { path: v.getDotPath(decoded.issues[0]) ?? "" });
  if (decoded.output.code !== code) return refuseHttp("unauthenticated", cors);
  const { name, role, teams } = PERSONAS[decoded.output.persona];
  const token = await mintAgentToken({
    key: await agentKey(room.root, "demo"),
    workspace: "demo",
    agentId: decoded.output.persona,
    name,
    permissions: ROLE_PERMISSIONS[role],
    teams,
  });
  return Response.json({ token }, { headers: cors });
}

/** For rooms of this deployment only; to anybody else there is no such address. */
async function peer(room: WorkspaceRoom, request: Request, answer: () => Promise<object>): Promise<Response> {
  if (!(await isFromPeer(request, room.name(), room.root, room.now()))) return refuseHttp("not_found", {});
  return Response.json(await answer());
}

/** Pages of allowed origins may ask; null refuses. Tokens travel in the body or a header, never in a cookie. */
function corsFor(room: WorkspaceRoom, request: Request): Record<string, string> | null {
  const origin = request.headers.get("Origin");
  const { origins } = room.config;
  if (origin === null) return {};
  if (origins.length > 0 && !origins.includes(origin)) return null;
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE, OPTIONS",
    Vary: "Origin",
  };
}
