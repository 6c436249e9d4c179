import { projectRecord } from "../../conversation/core/project.ts";
import { paragraph } from "../../conversation/core/view/paragraph.ts";
import type { AuditEntry, InternalEntry, PublicEntry } from "../../conversation/protocol/entry.ts";
import type { Journal } from "./journal.ts";
import type { Reader } from "./pages.ts";

/** The record of a conversation for one audience (N2): the customer's copy holds only what the customer saw. */

export type TranscriptEntry =
  | (PublicEntry & { ledger: "public" })
  | (InternalEntry & { ledger: "internal" })
  | (AuditEntry & { ledger: "audit" });

export async function transcriptOf(journal: Journal, reader: Reader): Promise<TranscriptEntry[]> {
  const records = await journal.recordsBack(journal.state.seqs.log + 1);
  return records.reverse().flatMap((record) => {
    const projection = projectRecord(record);
    const entries: TranscriptEntry[] = [
      ...projection.public.map((entry) => ({ ...entry, ledger: "public" as const })),
      ...(reader.internal ? projection.internal : []).map((entry) => ({
        ...entry,
        ledger: "internal" as const,
      })),
      ...(reader.audit ? projection.audit : []).map((entry) => ({ ...entry, ledger: "audit" as const })),
    ];
    return entries.sort(byPlace);
  });
}

/** By public position, public first; then by internal seq, each audit entry behind what it follows. */
function byPlace(a: TranscriptEntry, b: TranscriptEntry): number {
  const [one, other] = [placeOf(a), placeOf(b)];
  return one.public - other.public || one.internal - other.internal || one.audit - other.audit;
}

function placeOf(entry: TranscriptEntry): { public: number; internal: number; audit: number } {
  switch (entry.ledger) {
    case "public":
      return { public: entry.seq, internal: 0, audit: 0 };
    case "internal":
      return { public: entry.after, internal: entry.seq, audit: 0 };
    case "audit":
      // Internal entries of the same place come first, public ones before them.
      return { public: entry.after, internal: entry.afterInternal, audit: entry.seq };
  }
}

/**
 * Plain text, a paragraph per entry; system lines by their code, for words are made on the screen. What
 * somebody wrote is indented where it breaks the line, so that it cannot pass for what somebody else said.
 */
export function asText(entries: readonly TranscriptEntry[]): string {
  return entries.map((entry) => `[${entry.at}] ${paragraph(lineOf(entry))}\n`).join("");
}

function lineOf(entry: TranscriptEntry): string {
  switch (entry.kind) {
    case "message": {
      const name = entry.author.role === "ai" ? "AI assistant" : entry.author.name;
      const files = (entry.attachments ?? []).map((file) => `[file: ${file.name}]`);
      const said = [entry.text, ...files].filter((part) => part !== "").join("\n");
      return `${name}${entry.state === "interrupted" ? " (interrupted)" : ""}: ${said}`;
    }
    case "note":
      return `Note by ${entry.author.name}: ${entry.text}`;
    case "separator":
      return `--- ${entry.code === "live_chat" ? "Live Chat" : "AI Resumed"} ---`;
    case "system":
      return `* ${entry.code.replaceAll("_", " ")}`;
  }
}
