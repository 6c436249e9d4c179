import * as v from "valibot";
import { SessionRequestSchema } from "../../conversation/protocol/workspace.ts";
import { AgentClaimsSchema, ROLE_PERMISSIONS } from "../auth/claims.ts";
import { agentKey } from "../auth/keys.ts";
import { mintAgentToken } from "../auth/mint.ts";
import { isFromPeer } from "../auth/peer.ts";
import { bearer, verifyToken } from "../auth/verify.ts";
import { readJson, refuseHttp } from "../http.ts";
import { SummaryPushSchema } from "../peer-messages.ts";
import { parseConfig } from "./config.ts";
import { DemoRequestSchema, PERSONAS } from "./demo.ts";
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
    case "POST sessions":
      return sessions(room, body, cors);
    case "GET config":
    case "PUT config":
      return configuration(room, request, body, cors);
    case "POST demo-token":
      return demoToken(room, body, cors);
    case "POST internal/summary":
      return peer(room, request, () => {
        const { row } = v.parse(SummaryPushSchema, body);
        room.takeRow(row);
        return { queuePosition: room.directory.positionOf(row.id), config: room.config };
      });
    case "POST internal/availability":
      return peer(room, request, () => ({
        availableAgents: room.roster.available(),
        presentAgents: room.roster.present(),
        config: room.config,
      }));
    default:
      return refuseHttp("not_found", cors);
  }
}

async function sessions(room: WorkspaceRoom, body: unknown, cors: HeadersInit): Promise<Response> {
  const decoded = v.safeParse(SessionRequestSchema, body, { abortEarly: true });
  if (!decoded.success) return refuseHttp("invalid", cors, { path: v.getDotPath(decoded.issues[0]) ?? "" });
  const result = await room.sessions.open(decoded.output);
  return result.ok ? Response.json(result.answer, { headers: cors }) : refuseHttp(result.error.code, cors);
}

async function configuration(
  room: WorkspaceRoom,
  request: Request,
  body: unknown,
  cors: HeadersInit,
): Promise<Response> {
  const token = bearer(request);
  if (token === null) return refuseHttp("unauthenticated", cors);
  const expected = { root: room.root, workspace: room.name(), kind: "agent", now: room.now() } as const;
  const verified = await verifyToken(token, expected, AgentClaimsSchema);
  if (!verified.ok) return refuseHttp(verified.error.code, cors);
  if (!verified.claims.permissions.includes("workspace.configure")) return refuseHttp("forbidden", cors);
  if (request.method === "PUT") {
    const parsed = parseConfig(body);
    if (!parsed.ok) return refuseHttp("invalid", cors, { path: parsed.path });
    await room.setConfig(parsed.config);
  }
  return Response.json(room.config, { headers: cors });
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
async function peer(room: WorkspaceRoom, request: Request, answer: () => object): Promise<Response> {
  if (!(await isFromPeer(request, room.name(), room.root, room.now()))) return refuseHttp("not_found", {});
  return Response.json(answer());
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
