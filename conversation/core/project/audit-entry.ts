import type { AuditEntry } from "../../protocol/entry.ts";
import type { Event } from "../events.ts";
import { byWhom, system } from "./line.ts";

type AuditDraft = Omit<AuditEntry, "seq" | "at" | "cycle" | "id" | "after" | "afterInternal">;

/** Supervisors without a stake see these, and nobody else (M8). */
export function auditEntryOf(event: Event): AuditDraft | null {
  switch (event.type) {
    case "monitor_started":
      return system("monitor_started", byWhom(event.by));
    case "monitor_stopped":
      return system("monitor_stopped", { ...byWhom(event.by), reason: event.reason });
    default:
      return null;
  }
}
