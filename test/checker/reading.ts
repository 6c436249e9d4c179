import { decodeDown, decodeUp } from "../../conversation/protocol/codec.ts";
import type { DownFrame } from "../../conversation/protocol/down.ts";
import type { AuditEntry, InternalEntry, PublicEntry } from "../../conversation/protocol/entry.ts";
import type { Person } from "../../conversation/protocol/shared.ts";
import type { UpFrame } from "../../conversation/protocol/up.ts";
import type { ConnectionTrace, Frame, Trace } from "./trace.ts";

/** A trace, decoded: raw text becomes frames here and nowhere else in the checker. */
export type Reading = {
  trace: Trace;
  connections: readonly Connection[];
  /** The ledgers as the verifying connections read them at the end; null for the audit one where none of them may. */
  final: {
    public: readonly PublicEntry[];
    internal: readonly InternalEntry[];
    audit: readonly AuditEntry[] | null;
  };
};

export type Connection = Omit<ConnectionTrace, "frames"> & { me: Person | null; steps: readonly Step[] };
export type Step = Frame & ({ up: true; frame: UpFrame } | { up: false; frame: DownFrame });

/** Something that must never be, with the frames that show it. */
export type Violation = { rule: string; conversation: string; what: string; frames: readonly string[] };
/** Notes a violation of the conversation at hand. */
export type Blame = (rule: string, what: string, ...frames: (Frame | null | undefined)[]) => void;

export function readTrace(trace: Trace, blame: Blame): Reading {
  const decode = { up: remembering(decodeUp), down: remembering(decodeDown) };
  const connections = trace.connections.map((connection) => readConnection(connection, decode, blame));
  const verifying = (role: "customer" | "agent") =>
    connections.filter((connection) => connection.verifies && connection.role === role);
  const publicRuns = verifying("customer").flatMap(runsOf);
  const internalRuns = verifying("agent").flatMap(runsOf);
  const auditRuns = internalRuns.flatMap((frame) => frame.audit ?? []);
  return {
    trace,
    connections,
    final: {
      public: bySeq(publicRuns.flatMap((frame) => frame.public.entries)),
      internal: bySeq(internalRuns.flatMap((frame) => frame.internal?.entries ?? [])),
      audit: auditRuns.length === 0 ? null : bySeq(auditRuns.flatMap(({ entries }) => entries)),
    },
  };
}

/** Everybody is told of the same commit by the same text. */
function remembering<Decoded>(decode: (text: string) => Decoded): (text: string) => Decoded {
  const known = new Map<string, Decoded>();
  return (text) => {
    const decoded = known.get(text) ?? decode(text);
    known.set(text, decoded);
    return decoded;
  };
}

type Decoders = {
  up(text: string): ReturnType<typeof decodeUp>;
  down(text: string): ReturnType<typeof decodeDown>;
};

function readConnection({ frames, ...whose }: ConnectionTrace, decode: Decoders, blame: Blame): Connection {
  const steps = frames.flatMap((frame): Step[] => {
    if (frame.up) {
      const decoded = decode.up(frame.data);
      if (decoded.ok) return [{ ...frame, up: true, frame: decoded.frame }];
    } else {
      const decoded = decode.down(frame.data);
      if (decoded.ok) return [{ ...frame, up: false, frame: decoded.frame }];
    }
    blame("protocol", `${whose.client}: a frame that is not of the protocol`, frame);
    return [];
  });
  const welcome = steps.find((step) => step.frame.type === "welcome")?.frame;
  return { ...whose, me: welcome?.type === "welcome" ? welcome.me : null, steps };
}

function runsOf({ steps }: Connection) {
  return steps.flatMap(({ frame }) => (frame.type === "welcome" || frame.type === "page" ? [frame] : []));
}

function bySeq<Entry extends { seq: number }>(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [entry.seq, entry])).values()].sort((a, b) => a.seq - b.seq);
}
