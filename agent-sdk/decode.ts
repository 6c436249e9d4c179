import * as v from "valibot";
import { AccessLogSchema } from "../conversation/protocol/access.ts";
import { decodeDown, decoderOf } from "../conversation/protocol/codec.ts";
import type { DownFrame } from "../conversation/protocol/down.ts";
import { AuditEntrySchema, InternalEntrySchema, PublicEntrySchema } from "../conversation/protocol/entry.ts";
import { type DeskDownFrame, DeskDownFrameSchema } from "../conversation/protocol/workspace.ts";

/** Unknown bytes become typed values here and nowhere else in the SDK. */

/** The conversation room's frame; null for anything else. */
export function decodeConversation(data: unknown): DownFrame | null {
  const decoded = decodeDown(data);
  return decoded.ok ? decoded.frame : null;
}

const deskDown = decoderOf<DeskDownFrame>(DeskDownFrameSchema);

/** The workspace room's frame; null for anything else. */
export function decodeDesk(data: unknown): DeskDownFrame | null {
  const decoded = deskDown(data);
  return decoded.ok ? decoded.frame : null;
}

const TranscriptSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    id: v.string(),
    entries: v.array(
      v.union([
        v.intersect([v.object({ ledger: v.literal("public") }), PublicEntrySchema]),
        v.intersect([v.object({ ledger: v.literal("internal") }), InternalEntrySchema]),
        v.intersect([v.object({ ledger: v.literal("audit") }), AuditEntrySchema]),
      ]),
    ),
  }),
);

/** The transcript in the body of an answer. Throws a `ValiError` on anything else. */
export function decodeTranscript(body: string) {
  return v.parse(TranscriptSchema, body);
}

const AccessLogBodySchema = v.pipe(v.string(), v.parseJson(), AccessLogSchema);

/** The access log in the body of an answer. Throws a `ValiError` on anything else. */
export function decodeAccessLog(body: string) {
  return v.parse(AccessLogBodySchema, body);
}
