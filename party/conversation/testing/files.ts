import * as v from "valibot";
import { type Attachment, AttachmentSchema } from "../../../conversation/protocol/attachment.ts";
import { FILE_NAME_HEADER } from "../../../conversation/protocol/attachment-types.ts";
import { HttpErrorSchema } from "../../../conversation/protocol/workspace.ts";
import { png } from "../../attachments/testing/images.ts";

/** How a test's people upload and fetch files. */

type Send = (path: string, init: RequestInit) => Promise<Response>;

export type Uploaded = Attachment | { code: string; status: number; details?: unknown };

/** A file that the room has taken; throws where it has not. */
export function taken(answer: Uploaded): Attachment {
  if ("code" in answer) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer;
}

export function filesOf(send: Send, conversationId: string) {
  const path = `/parties/main/${conversationId}/attachments`;
  return {
    path,
    async upload(token: string | null, bytes: Uint8Array = png(), name = "photo.png"): Promise<Uploaded> {
      const response = await send(path, {
        method: "POST",
        headers: { ...bearer(token), [FILE_NAME_HEADER]: encodeURIComponent(name) },
        body: new Blob([bytes.slice()]),
      });
      const body: unknown = await response.json();
      if (response.ok) return v.parse(AttachmentSchema, body);
      return { ...v.parse(HttpErrorSchema, body), status: response.status };
    },
    download(token: string | null, id: string): Promise<Response> {
      return send(`${path}/${id}`, { headers: bearer(token) });
    },
  };
}

function bearer(token: string | null): Record<string, string> {
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}
