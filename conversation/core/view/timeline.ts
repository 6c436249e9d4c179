import type { AuditEntry, InternalEntry, PublicEntry } from "../../protocol/entry.ts";
import type { Person } from "../../protocol/shared.ts";
import { toEntry } from "./entry.ts";
import type { Held, Pending } from "./held.ts";
import { type Thumbs, withThumbs } from "./thumbs.ts";
import type { Entry } from "./types.ts";

/** The AI's name is made on the screen. */
const AI = { id: "ai", name: "", role: "ai" } as const;

/**
 * What has been committed, then the reply in progress, then what this client has written and the room has
 * not yet confirmed.
 */
export function timelineOf(held: Held): readonly Entry[] {
  const merged = mergeLedgers(held.public.entries, held.internal.entries, held.audit.entries);
  const committed = withThumbs(merged, thumbsIn(held));
  const streaming = streamingEntry(held);
  const local = unconfirmed(held).map((pending) => localEntry(pending, held));
  return streaming || local.length > 0
    ? [...committed, ...(streaming ? [streaming] : []), ...local]
    : committed;
}

/**
 * Public by seq, each internal entry after the public one that it follows, each audit entry after both that it
 * follows. Total, stable, append-only.
 */
export function mergeLedgers(
  publicEntries: readonly PublicEntry[],
  internalEntries: readonly InternalEntry[],
  auditEntries: readonly AuditEntry[] = NO_AUDIT,
): readonly Entry[] {
  const known = merged.get(publicEntries);
  if (known?.internal === internalEntries && known.audit === auditEntries) return known.timeline;
  const timeline: Entry[] = [];
  let nextInternal = 0;
  let nextAudit = 0;
  const takeAudit = (publicSeq: number, internalSeq: number) => {
    for (
      let entry = auditEntries[nextAudit];
      entry && (entry.after < publicSeq || (entry.after === publicSeq && entry.afterInternal < internalSeq));
      entry = auditEntries[nextAudit]
    ) {
      timeline.push(toEntry(entry));
      nextAudit += 1;
    }
  };
  const takeInternal = (before: number) => {
    for (
      let entry = internalEntries[nextInternal];
      entry && entry.after < before;
      entry = internalEntries[nextInternal]
    ) {
      takeAudit(entry.after, entry.seq);
      timeline.push(toEntry(entry));
      nextInternal += 1;
    }
  };
  for (const entry of publicEntries) {
    takeInternal(entry.seq);
    takeAudit(entry.seq, 0);
    timeline.push(toEntry(entry));
  }
  takeInternal(Number.POSITIVE_INFINITY);
  takeAudit(Number.POSITIVE_INFINITY, 0);
  merged.set(publicEntries, { internal: internalEntries, audit: auditEntries, timeline });
  return timeline;
}

const NO_AUDIT: readonly AuditEntry[] = [];

/** The last merge of each run: while a reply streams, thirty views a second share it. */
const merged = new WeakMap<
  readonly PublicEntry[],
  { internal: readonly InternalEntry[]; audit: readonly AuditEntry[]; timeline: readonly Entry[] }
>();

/** Partial text stands only while the room says that this very reply is being generated (H3). */
function streamingEntry({ state, stream, public: { entries } }: Held): Entry | null {
  if (!stream || stream.text === "" || state === null || state.audience === "head") return null;
  if (state.state !== "ai_active" || state.generating?.generationId !== stream.generationId) return null;
  return {
    id: stream.replyId,
    ledger: "public",
    seq: null,
    at: stream.at,
    cycle: entries.at(-1)?.cycle ?? 0,
    kind: "message",
    author: AI,
    text: stream.text,
    state: "streaming",
  };
}

function thumbsIn({ state }: Held): Thumbs | undefined {
  return state === null || state.audience === "head" ? undefined : state.thumbs;
}

/** Whether the commit or the acknowledgement comes first, a message never shows twice. */
function unconfirmed({ me, pending, public: publicRun, internal }: Held): readonly Pending[] {
  if (pending.length === 0) return pending;
  const confirmed = new Set<string | undefined>();
  for (const entry of [...publicRun.entries, ...internal.entries]) {
    if ("author" in entry && entry.author.id === me?.id) confirmed.add(entry.clientId);
  }
  return pending.filter(({ clientId }) => !confirmed.has(clientId));
}

function localEntry(pending: Pending, held: Held): Entry {
  const known = local.get(pending);
  if (known?.author === held.me) return known.entry;
  const entry = makeLocal(pending, held);
  local.set(pending, { author: held.me, entry });
  return entry;
}

const local = new WeakMap<Pending, { author: Person | null; entry: Entry }>();

function makeLocal({ clientId, kind, text, attachments, at, state }: Pending, held: Held): Entry {
  const author = held.me ?? { id: "", name: "" };
  const head = { id: clientId, seq: null, at, cycle: held.public.entries.at(-1)?.cycle ?? 0 };
  if (kind === "note") return { ...head, ledger: "internal", kind, author, text, clientId, state };
  const role = held.state === null || held.state.audience === "customer" ? "customer" : "agent";
  const said = { text, ...(attachments ? { attachments } : {}) };
  return { ...head, ledger: "public", kind, author: { ...author, role }, ...said, clientId, state };
}
