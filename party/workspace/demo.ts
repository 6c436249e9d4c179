import * as v from "valibot";
import type { Role } from "../auth/claims.ts";

/** The people of the local demo. */
export const PERSONAS = {
  ann: { name: "Ann", role: "agent", teams: ["billing"] },
  ben: { name: "Ben", role: "agent", teams: ["tech"] },
  sue: { name: "Sue", role: "supervisor", teams: [] },
  ada: { name: "Ada", role: "admin", teams: [] },
} as const satisfies Record<string, { name: string; role: Role; teams: readonly string[] }>;

export const DemoRequestSchema = v.object({
  code: v.string(),
  persona: v.picklist(["ann", "ben", "sue", "ada"]),
});
