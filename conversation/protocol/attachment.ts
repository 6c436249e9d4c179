import * as v from "valibot";
import { LIMITS } from "./limits.ts";
import { CountSchema } from "./shared.ts";

/** Files that go with messages. */

/** What a message holds of a file; its bytes are fetched apart. */
export const AttachmentSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  /** As its sender's device called it, cleaned: it is a name, never a path. */
  name: v.string(),
  /** One of `ATTACHMENT_TYPES`; a newer server may know more. */
  type: v.string(),
  /** In bytes. */
  size: CountSchema,
  /** Of images, in pixels, as they are to be shown. */
  width: v.optional(CountSchema),
  height: v.optional(CountSchema),
});
export type Attachment = v.InferOutput<typeof AttachmentSchema>;

/**
 * What a message is to carry: each file once, as its upload was answered. The room goes by the ids, and by what it has
 * kept itself; the rest is for the sender's own screen, until the message is back.
 */
export const AttachmentsSchema = v.pipe(
  v.array(AttachmentSchema),
  v.maxLength(LIMITS.attachments),
  v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, "must not name a file twice"),
);
