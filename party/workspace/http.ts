import * as v from "valibot";
import { exceeds } from "../../conversation/protocol/codec.ts";
import { type ErrorCode, type ErrorDetails, wireError } from "../../conversation/protocol/errors.ts";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import { SessionRequestSchema } from "../../conversation/protocol/workspace.ts";
import { AgentClaimsSchema, ROLE_PERMISSIONS } from "../auth/claims.ts";
import { agentKey } from "../auth/keys.ts";
import { mintAgentToken } from "../auth/mint.ts";
import { isFromPeer } from "../auth/peer.ts";
import { bearer, verifyToken } from "../auth/verify.ts";
import { SummaryPushSchema } from "../peer-messages.ts";
import { parseConfig } from "./config.ts";
import { DemoRequestSchema, PERSONAS } from "./demo.ts";
import type { WorkspaceRoom } from "./room.ts";

/** The workspace over HTTP: customers' sessions, the configuration, and what conversations tell. */
export async function answerWorkspaceHttp(room: WorkspaceRoom, request: Request): Promise<Response> {
  const [, , , , ...rest] = new URL(request.url).pathname.split("/");
  const cors = corsFor(room, request);
  if (cors === null) {
    // A body that nobody reads leaves the platform complaining.
    await request.body?.cancel();
    return refuse("forbidden", {});
  }
  const path = rest.join("/");
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: cors });
  switch (`${request.method} ${path}`) {
    case "GET health":
      return Response.json({ ok: true }, { headers: cors });
    case "POST sessions":
      return sessions(room, request, cors);
    case "GET config":
    case "PUT config":
      return configuration(room, request, cors);
    case "POST demo-token":
      return demoToken(room, request, cors);
    case "POST internal/summary":
      return peer(room, request, (body) => {
        const { row } = v.parse(SummaryPushSchema, body);
        room.takeRow(row);
        return { queuePosition: room.directory.positionOf(row.id), config: room.config };
      });
    case "POST internal/availability":
      return peer(room, request, () => ({ availableAgents: room.roster.available(), config: room.config }));
    default:
      return refuse("not_found", cors);
  }
}

async function sessions(room: WorkspaceRoom, request: Request, cors: HeadersInit): Promise<Response> {
  const decoded = v.safeParse(SessionRequestSchema, await json(request), { abortEarly: true });
  if (!decoded.success) return refuse("invalid", cors, { path: v.getDotPath(decoded.issues[0]) ?? "" });
  const result = await room.sessions.open(decoded.output);
  return result.ok ? Response.json(result.answer, { headers: cors }) : refuse(result.error.code, cors);
}

async function configuration(room: WorkspaceRoom, request: Request, cors: HeadersInit): Promise<Response> {
  const token = bearer(request);
  if (token === null) return refuse("unauthenticated", cors);
  const expected = { root: room.root, workspace: room.name(), kind: "agent", now: room.now() } as const;
  const verified = await verifyToken(token, expected, AgentClaimsSchema);
  if (!verified.ok) return refuse(verified.error.code, cors);
  if (!verified.claims.permissions.includes("workspace.configure")) return refuse("forbidden", cors);
  if (request.method === "PUT") {
    const parsed = parseConfig(await json(request));
    if (!parsed.ok) return refuse("invalid", cors, { path: parsed.path });
    await room.setConfig(parsed.config);
  }
  return Response.json(room.config, { headers: cors });
}

/** The local demo's sign-in: the code that `npm start` printed, for a token of one of its personas. */
async function demoToken(room: WorkspaceRoom, request: Request, cors: HeadersInit): Promise<Response> {
  const code = room.env("BATON_DEMO_CODE");
  if (!code || room.name() !== "demo") return refuse("not_found", cors);
  const decoded = v.safeParse(DemoRequestSchema, await json(request));
  if (!decoded.success) return refuse("invalid", cors, { path: v.getDotPath(decoded.issues[0]) ?? "" });
  if (decoded.output.code !== code) return refuse("unauthenticated", cors);
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
async function peer(
  room: WorkspaceRoom,
  request: Request,
  answer: (body: unknown) => object,
): Promise<Response> {
  if (!(await isFromPeer(request, room.name(), room.root, room.now()))) return refuse("not_found", {});
  return Response.json(answer(await json(request)));
}

/** The body as JSON; undefined for anything else, and for more than a frame may hold. */
async function json(request: Request): Promise<unknown> {
  try {
    const text = await request.text();
    return exceeds(text, LIMITS.frame) ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
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
    "Access-Control-Allow-Methods": "GET, POST, PUT, OPTIONS",
    Vary: "Origin",
  };
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  unauthenticated: 401,
  token_expired: 401,
  forbidden: 403,
  not_found: 404,
  rate_limited: 429,
};

function refuse(code: ErrorCode, headers: HeadersInit, details?: ErrorDetails): Response {
  return Response.json(wireError(code, details), { status: STATUS[code] ?? 400, headers });
}
