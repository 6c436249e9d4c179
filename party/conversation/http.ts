import * as v from "valibot";
import { permits } from "../../conversation/core/actor.ts";
import { isEnded } from "../../conversation/core/state.ts";
import { audienceOf, seesSupervision } from "../../conversation/core/visibility/audience.ts";
import { thumbsOf } from "../../conversation/core/visibility.ts";
import type { AccessLog } from "../../conversation/protocol/access.ts";
import { isFromPeer } from "../auth/peer.ts";
import { CORS, readJson, refuseHttp } from "../http.ts";
import { AskCopySchema, type ErasedSchema, type Head, NoticeSchema } from "../peer-messages.ts";
import type { Conversation } from "./conversation.ts";
import { copyOf } from "./copy.ts";
import { whoAsks } from "./door.ts";
import { download, upload } from "./files.ts";
import { readerOf } from "./pages.ts";
import { asText, transcriptOf } from "./transcript.ts";

/** The conversation over HTTP: its transcript, and what other rooms ask. */
export async function answerHttp(
  conversation: Conversation,
  root: string,
  request: Request,
  now: number,
): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const [, , , , ...rest] = pathname.split("/");
  const route = `${request.method} ${rest.join("/")}`;
  // Their bodies are no JSON, and as long as they may be.
  if (route === "POST attachments") return upload(conversation, root, request, now);
  const body = await readJson(request);
  if (`${request.method} ${rest[0]}` === "GET attachments" && rest.length === 2) {
    return download(conversation, root, request, rest[1] ?? "", now);
  }
  switch (route) {
    case "GET transcript":
      return transcript(conversation, root, request, searchParams.get("format") ?? "json", now);
    case "GET access-log":
      return accessLog(conversation, root, request, now);
    case "POST internal/notice":
      return peer(conversation, root, request, now, async () => {
        await conversation.notice(v.parse(NoticeSchema, body));
        return {};
      });
    case "DELETE ":
      return erase(conversation, root, request, now);
    case "POST internal/erase":
      return peer(conversation, root, request, now, async () => {
        await conversation.erase();
        return { erased: true } satisfies v.InferOutput<typeof ErasedSchema>;
      });
    case "POST internal/copy":
      return peer(conversation, root, request, now, async () => {
        const { by } = v.parse(AskCopySchema, body);
        const copy = await copyOf(conversation.journal);
        if (by && copy) conversation.accesses.record(by, "export");
        return { copy };
      });
    case "POST internal/head":
      return peer(conversation, root, request, now, async () => {
        const { state, erased } = conversation.journal;
        const started = state.epoch > 0;
        const ended = started && isEnded(state);
        return { started, ended, erased: erased !== null, successorId: state.successorId } satisfies Head;
      });
    default:
      return request.method === "OPTIONS"
        ? new Response(null, { status: 204, headers: CORS })
        : refuseHttp("not_found", CORS);
  }
}

async function transcript(
  conversation: Conversation,
  root: string,
  request: Request,
  format: string,
  now: number,
): Promise<Response> {
  const admitted = await whoAsks(conversation, root, request, now);
  if (!admitted.ok) return refuseHttp(admitted.error.code, CORS);
  if (conversation.journal.state.epoch === 0) return refuseHttp("not_found", CORS);
  const audience = audienceOf(conversation.journal.state, admitted.actor);
  if (audience === null && admitted.actor.role === "customer") return refuseHttp("not_found", CORS);
  if (audience === null || audience === "head") return refuseHttp("forbidden", CORS);
  if (format !== "json" && format !== "text") return refuseHttp("invalid", CORS, { path: "format" });
  const { actor } = admitted;
  const { id } = conversation.identity();
  if (actor.role === "agent") conversation.accesses.record(actor.person, "transcript");
  const entries = await transcriptOf(conversation.journal, readerOf(audience));
  if (format === "json") {
    return Response.json({ id, entries, ...thumbsOf(conversation.journal.state) }, { headers: CORS });
  }
  const headers = { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" };
  return new Response(asText(entries), { headers: { ...CORS, ...headers } });
}

/**
 * Who of the team has read it (N6), for those who may know who watches (M8). It is there when the conversation has been
 * erased; where nobody was recorded, that is then as if it had never been (I12).
 */
async function accessLog(
  conversation: Conversation,
  root: string,
  request: Request,
  now: number,
): Promise<Response> {
  const admitted = await whoAsks(conversation, root, request, now);
  if (!admitted.ok) return refuseHttp(admitted.error.code, CORS);
  const { actor } = admitted;
  const { state } = conversation.journal;
  const audience = audienceOf(state, actor);
  if (audience === null && actor.role === "customer") return refuseHttp("not_found", CORS);
  const mayKnow = actor.role === "agent" && audience !== null && seesSupervision(state, actor);
  if (!mayKnow) return refuseHttp("forbidden", CORS);
  const { id } = conversation.identity();
  const accesses = await conversation.accesses.all();
  if (state.epoch === 0 && accesses.length === 0) return refuseHttp("not_found", CORS);
  return Response.json({ id, accesses } satisfies AccessLog, { headers: CORS });
}

/** The workspace erases it, and remembers to until it is done; 202 says that it is still to come. */
async function erase(
  conversation: Conversation,
  root: string,
  request: Request,
  now: number,
): Promise<Response> {
  const admitted = await whoAsks(conversation, root, request, now);
  if (!admitted.ok) return refuseHttp(admitted.error.code, CORS);
  if (!permits(admitted.actor, "conversation.erase")) return refuseHttp("forbidden", CORS);
  if (conversation.journal.state.epoch === 0) return refuseHttp("not_found", CORS);
  const { id } = conversation.identity();
  const answer = await conversation.askErasure();
  if (!answer) return refuseHttp("unavailable", CORS);
  return Response.json({ id, erased: answer.erased }, { status: answer.erased ? 200 : 202, headers: CORS });
}

/** For rooms of this deployment only; to anybody else there is no such address. */
async function peer(
  conversation: Conversation,
  root: string,
  request: Request,
  now: number,
  answer: () => Promise<object>,
): Promise<Response> {
  const { workspace } = conversation.identity();
  if (!(await isFromPeer(request, workspace, root, now))) return refuseHttp("not_found", CORS);
  return Response.json(await answer());
}
