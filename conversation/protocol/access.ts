import * as v from "valibot";
import { PersonSchema, TimeSchema } from "./shared.ts";

/**
 * Somebody of the team has had a conversation's content before them (N6). `opened`: it is shown to them, and so is all
 * that is said from then on; `left`: no longer; `transcript`: they fetched the record; `attachment`: a file of
 * it; `export`: the customer's copy.
 */
export const AccessSchema = v.object({
  at: TimeSchema,
  by: PersonSchema,
  what: v.picklist(["opened", "left", "transcript", "attachment", "export"]),
});
export type Access = v.InferOutput<typeof AccessSchema>;

/** Oldest first. */
export const AccessLogSchema = v.object({ id: v.string(), accesses: v.array(AccessSchema) });
export type AccessLog = v.InferOutput<typeof AccessLogSchema>;
