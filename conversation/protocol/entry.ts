import * as v from "valibot";
import { AttachmentSchema } from "./attachment.ts";
import { CountSchema, PersonSchema, SourceSchema, TimeSchema } from "./shared.ts";

/** Entries of the ledgers as they cross the wire. Words of separators and system lines are made on the screen. */

const base = { id: v.string(), seq: CountSchema, at: TimeSchema, cycle: CountSchema };

export const AuthorSchema = v.object({
  ...PersonSchema.entries,
  role: v.picklist(["customer", "ai", "agent", "system"]),
});
export type Author = v.InferOutput<typeof AuthorSchema>;

export const ParamsSchema = v.record(v.string(), v.union([v.string(), v.number()]));

const SystemSchema = { kind: v.literal("system"), code: v.string(), params: ParamsSchema };

export const PublicEntrySchema = v.variant("kind", [
  v.object({
    ...base,
    kind: v.literal("message"),
    author: AuthorSchema,
    /** Empty where the files say it all. */
    text: v.string(),
    attachments: v.optional(v.array(AttachmentSchema)),
    state: v.picklist(["sent", "interrupted"]),
    clientId: v.optional(v.string()),
    origin: v.optional(v.literal("ai")),
    sources: v.optional(v.array(SourceSchema)),
    /** The answer is unsure: the screen offers a person beside it. */
    offersPerson: v.optional(v.boolean()),
    /** What the AI suggests to answer: text to be sent as it is, or not at all. */
    suggestions: v.optional(v.array(v.string())),
  }),
  v.object({ ...base, kind: v.literal("separator"), code: v.picklist(["live_chat", "ai_resumed"]) }),
  v.object({ ...base, ...SystemSchema }),
]);
export type PublicEntry = v.InferOutput<typeof PublicEntrySchema>;

/** `after` is the public seq this entry follows: it places the entry among the public ones. */
const internalBase = { ...base, after: CountSchema };

export const InternalEntrySchema = v.variant("kind", [
  v.object({
    ...internalBase,
    kind: v.literal("note"),
    author: PersonSchema,
    text: v.string(),
    clientId: v.optional(v.string()),
  }),
  v.object({ ...internalBase, ...SystemSchema }),
]);
export type InternalEntry = v.InferOutput<typeof InternalEntrySchema>;

/** Supervision's own record. It is placed by both other ledgers: no number of theirs could tell that it is there. */
export const AuditEntrySchema = v.object({ ...internalBase, afterInternal: CountSchema, ...SystemSchema });
export type AuditEntry = v.InferOutput<typeof AuditEntrySchema>;
