import * as v from "valibot";
import { type DownFrame, DownFrameSchema } from "./down.ts";
import { type WireError, wireError } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { type UpFrame, UpFrameSchema } from "./up.ts";
import { type DeskUpFrame, DeskUpFrameSchema } from "./workspace.ts";

/** Unknown bytes become typed frames here and nowhere else. */

export type Decoded<Frame> =
  | { ok: true; frame: Frame }
  /** `clientId` names the command that the bad frame wanted to be, where that could be read. */
  | { ok: false; error: WireError; clientId: string | null };

type AnySchema<Frame> = v.GenericSchema<unknown, Frame>;
/** Frames that are told apart by their `type`. */
type FrameSchema<Frame> = AnySchema<Frame> &
  ({ entries: { type: { literal: string } } } | { options: readonly FrameSchema<Frame>[] });

const up = decoderOf<UpFrame>(UpFrameSchema);
const deskUp = decoderOf<DeskUpFrame>(DeskUpFrameSchema);
const down = decoderOf<DownFrame>(DownFrameSchema);

/** Decodes what a client sent. Errors: `too_large`, `invalid` with the path of the field. */
export function decodeUp(raw: unknown): Decoded<UpFrame> {
  if (typeof raw === "string" && exceeds(raw, LIMITS.frame)) return refuse(wireError("too_large"), null);
  return up(raw);
}

/** Decodes what an agent's desk sent to the workspace room. Errors as in `decodeUp`. */
export function decodeDeskUp(raw: unknown): Decoded<DeskUpFrame> {
  if (typeof raw === "string" && exceeds(raw, LIMITS.frame)) return refuse(wireError("too_large"), null);
  return deskUp(raw);
}

/** Decodes what a server sent. */
export function decodeDown(raw: unknown): Decoded<DownFrame> {
  return down(raw);
}

/** Decodes text as one of these frames; goes straight to the one that it says it is. */
export function decoderOf<Frame>(schema: FrameSchema<Frame>): (raw: unknown) => Decoded<Frame> {
  const byType = new Map<unknown, AnySchema<Frame>>(kindsOf(schema));
  return (raw) => {
    const value = typeof raw === "string" ? parse(raw) : undefined;
    const isFrame = typeof value === "object" && value !== null && "type" in value;
    return decode((isFrame && byType.get(value.type)) || schema, value);
  };
}

function kindsOf<Frame>(schema: FrameSchema<Frame>): [type: string, AnySchema<Frame>][] {
  return "options" in schema
    ? schema.options.flatMap((option) => kindsOf(option))
    : [[schema.entries.type.literal, schema]];
}

function decode<Frame>(schema: AnySchema<Frame>, value: unknown): Decoded<Frame> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return { ok: true, frame: result.output };
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? "";
  const tooLong = issue.type === "max_length" && path === "text";
  return refuse(
    tooLong ? wireError("too_large", { path }) : wireError("invalid", { path }),
    clientIdOf(value),
  );
}

function refuse(error: WireError, clientId: string | null): Decoded<never> {
  return { ok: false, error, clientId };
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

function clientIdOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("clientId" in value)) return null;
  const { clientId } = value;
  return typeof clientId === "string" && clientId.length <= LIMITS.clientId ? clientId : null;
}

/** Whether the text is longer than `bytes` in UTF-8; short texts are told without encoding them. */
export function exceeds(text: string, bytes: number): boolean {
  if (text.length > bytes) return true;
  return text.length * 3 > bytes && new TextEncoder().encode(text).length > bytes;
}
