import type { Actor } from "../../conversation/core/actor.ts";
import { maySend } from "../../conversation/core/guards/conversation.ts";
import { ended } from "../../conversation/core/guards/guard.ts";
import { isEnded } from "../../conversation/core/state.ts";
import { audienceOf } from "../../conversation/core/visibility/audience.ts";
import { FILE_NAME_HEADER } from "../../conversation/protocol/attachment-types.ts";
import type { WireError } from "../../conversation/protocol/errors.ts";
import { wireError } from "../../conversation/protocol/errors.ts";
import { cleanName, dispositionOf } from "../attachments/file-name.ts";
import { ENDINGS, inspect } from "../attachments/inspect.ts";
import { CORS, readBytes, refuseHttp } from "../http.ts";
import type { Conversation } from "./conversation.ts";
import { whoAsks } from "./door.ts";
import { participantOf } from "./executor.ts";

/** Files over HTTP: what may come in, and how it goes out so that no browser ever runs it. */

/** Whoever takes longer to upload holds the room's memory for nothing. */
const LONGEST_MS = 5 * 60_000;
/** A file that is too large is read so much further, for the sake of the answer. */
const GRACE = 1024 * 1024;

export async function upload(
  conversation: Conversation,
  root: string,
  request: Request,
  now: number,
): Promise<Response> {
  const { attachments, journal } = conversation;
  const refuse = async (error: Pick<WireError, "code" | "details">) => {
    await readBytes(request.body, 0, GRACE).catch(() => null);
    return refuseHttp(error.code, CORS, error.details);
  };
  const admitted = await whoAsks(conversation, root, request, now);
  if (!admitted.ok) return refuse(admitted.error);
  const { actor } = admitted;
  const unwelcome = mayUpload(conversation, actor);
  if (unwelcome) return refuse(unwelcome);
  const name = nameIn(request);
  if (name === null) return refuse(wireError("invalid", { path: FILE_NAME_HEADER }));
  const { perMinute, maxBytes } = journal.margin.config.attachments;
  const place = attachments.traffic.enter(participantOf(actor), perMinute);
  if ("retryAfterMs" in place) return refuse(wireError("rate_limited", place));
  const late = new AbortController();
  const cancel = attachments.host.setTimer(LONGEST_MS, () => late.abort());
  try {
    const bytes = await readBytes(request.body, maxBytes, maxBytes + GRACE, late.signal);
    if (!bytes) return refuseHttp("too_large", CORS, { path: "file" });
    return await keep(conversation, actor, name, bytes);
  } catch (error) {
    attachments.host.log("an upload failed", error);
    return refuseHttp("unavailable", CORS);
  } finally {
    cancel();
    place.leave();
  }
}

/** Looks at it, takes its place, keeps its bytes, and only then says that it is there. */
async function keep(
  conversation: Conversation,
  actor: Actor,
  name: string,
  bytes: Uint8Array,
): Promise<Response> {
  const { attachments, journal, effects } = conversation;
  const file = inspect(bytes, name);
  if (typeof file === "string") return refuseHttp(file, CORS, { path: "file" });
  const reserved = await conversation.inTurn(() => {
    // Control may have moved while the file came.
    const unwelcome = mayUpload(conversation, actor);
    if (unwelcome) return unwelcome;
    const cleaned = cleanName(name, ENDINGS[file.type]);
    return attachments.reserve(file, cleaned, participantOf(actor), journal.margin.config.attachments);
  });
  if ("code" in reserved) return refuseHttp(reserved.code, CORS, reserved.details);
  effects.settle();
  try {
    await attachments.keep(reserved, file.bytes);
  } catch (error) {
    await conversation.inTurn(() => (journal.erased ? undefined : attachments.giveUp(reserved)));
    await attachments.forget(reserved).catch(() => {});
    throw error;
  }
  // One that is being erased still has the head for a moment, and may have deleted the bytes before they came.
  const isThere = await conversation.inTurn(() => !journal.erased && attachments.complete(reserved));
  if (isThere) return Response.json(reserved, { headers: CORS });
  // The conversation was erased meanwhile.
  await attachments.forget(reserved);
  return refuseHttp("not_found", CORS);
}

/** Who may write a message now may upload a file for it. */
function mayUpload({ journal }: Conversation, actor: Actor): WireError | null {
  const { state } = journal;
  if (state.epoch === 0) return wireError("not_found");
  const audience = audienceOf(state, actor);
  if (actor.role === "agent") return audience ? maySend(state, actor) : wireError("forbidden");
  if (!audience) return wireError("not_found");
  return isEnded(state) ? ended(state) : null;
}

function nameIn(request: Request): string | null {
  try {
    return decodeURIComponent(request.headers.get(FILE_NAME_HEADER) ?? "");
  } catch {
    return null;
  }
}

/** A file of a message, for whoever may read the message. */
export async function download(
  conversation: Conversation,
  root: string,
  request: Request,
  id: string,
  now: number,
): Promise<Response> {
  const admitted = await whoAsks(conversation, root, request, now);
  if (!admitted.ok) return refuseHttp(admitted.error.code, CORS);
  const { actor } = admitted;
  const { attachments, journal, accesses } = conversation;
  const audience = audienceOf(journal.state, actor);
  if (journal.state.epoch === 0 || (audience === null && actor.role === "customer")) {
    return refuseHttp("not_found", CORS);
  }
  if (audience === null || audience === "head") return refuseHttp("forbidden", CORS);
  const found = await attachments.read(id);
  if (!found) return refuseHttp("not_found", CORS);
  if (actor.role === "agent") accesses.record(actor.person, "attachment");
  const { name, type, size } = found.attachment;
  return new Response(found.body, {
    headers: {
      ...CORS,
      ...INERT,
      "Content-Type": type,
      "Content-Length": String(size),
      "Content-Disposition": dispositionOf(name),
    },
  });
}

/** Whatever it is, it is stored, not shown; and if it were shown, it could do nothing, and nobody keeps a copy. */
const INERT = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "sandbox; default-src 'none'",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Cache-Control": "private, no-store",
  Vary: "Authorization",
};
