import * as v from "valibot";
import { decodeDesk } from "../../../agent-sdk/decode.ts";
import { type Decoded, decodeDeskUp, decodeDown, decodeUp } from "../../../conversation/protocol/codec.ts";
import { DownFrameSchema } from "../../../conversation/protocol/down.ts";
import { ERROR_MESSAGES } from "../../../conversation/protocol/errors.ts";
import { UpFrameSchema } from "../../../conversation/protocol/up.ts";
import {
  DeskDownFrameSchema,
  DeskUpFrameSchema,
  SessionRequestSchema,
} from "../../../conversation/protocol/workspace.ts";
import { ConfigSchema, parseConfig } from "../../../party/workspace/config.ts";
import { decode as decodeWidget } from "../../../widget/decode.ts";
import { optionsOf } from "../schema-walk.ts";

/** What takes bytes from outside. A new decoder is one entry. */
export type Target = {
  name: string;
  /** The kinds of good input, each with the schema it is made from. */
  kinds: ReadonlyMap<string, v.GenericSchema<unknown, unknown>>;
  /** Must not throw. `value: undefined` means refused. */
  decode(raw: string): { value: unknown; kind: string } | { value: undefined; code: string; message: string };
  /** What is accepted has no key beyond its schema. Decoders that trust their server may let some through. */
  exact: boolean;
};

const frames =
  <Frame extends { type: string }>(decode: (raw: unknown) => Decoded<Frame>) =>
  (raw: string) => {
    const decoded = decode(raw);
    return decoded.ok
      ? { value: decoded.frame, kind: decoded.frame.type }
      : { value: undefined, code: decoded.error.code, message: decoded.error.message };
  };

/** For decoders that answer null, or a path, instead of an error. */
const orNull =
  <Frame extends { type: string }>(decode: (raw: unknown) => Frame | null) =>
  (raw: string) => {
    const frame = decode(raw);
    return frame ? { value: frame, kind: frame.type } : refused;
  };
const refused = { value: undefined, code: "invalid", message: ERROR_MESSAGES.invalid };

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

export const TARGETS: readonly Target[] = [
  { name: "up", kinds: optionsOf(UpFrameSchema), decode: frames(decodeUp), exact: true },
  { name: "desk up", kinds: optionsOf(DeskUpFrameSchema), decode: frames(decodeDeskUp), exact: true },
  { name: "down", kinds: optionsOf(DownFrameSchema), decode: frames(decodeDown), exact: true },
  { name: "desk down", kinds: optionsOf(DeskDownFrameSchema), decode: orNull(decodeDesk), exact: true },
  { name: "widget down", kinds: optionsOf(DownFrameSchema), decode: orNull(decodeWidget), exact: false },
  {
    name: "session",
    kinds: new Map([["request", SessionRequestSchema]]),
    decode(raw) {
      const result = v.safeParse(SessionRequestSchema, parsed(raw), { abortEarly: true });
      return result.success ? { value: result.output, kind: "request" } : refused;
    },
    exact: true,
  },
  {
    name: "config",
    kinds: new Map([["config", ConfigSchema]]),
    decode(raw) {
      const result = parseConfig(parsed(raw));
      return result.ok ? { value: result.config, kind: "config" } : refused;
    },
    exact: true,
  },
];
