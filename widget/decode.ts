import type { DownFrame } from "../conversation/protocol/down.ts";

/**
 * The widget's check of what its own server sends: that it is a frame of a known type, and that its numbers,
 * on which order and completeness rest, are numbers. The schemas are the server's; here bytes count.
 */

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const isText = (value: unknown) => typeof value === "string";
const isError = (value: unknown) => isObject(value) && isText(value.code);

export const isEntry = (value: unknown) =>
  isObject(value) && isText(value.id) && isText(value.kind) && isText(value.at) && isCount(value.seq);

const isRun = (value: unknown) =>
  isObject(value) && isCount(value.from) && Array.isArray(value.entries) && value.entries.every(isEntry);

/** A customer is sent the state of its own audience and no other. */
const isState = (value: unknown) =>
  isObject(value) && value.audience === "customer" && isText(value.state) && isCount(value.epoch);

const CHECKS: Readonly<Record<DownFrame["type"], (frame: Fields) => boolean>> = {
  welcome: ({ log, state, public: run }) => isText(log) && isState(state) && isRun(run),
  commit: ({ public: run, state }) =>
    (run === undefined || isRun(run)) && (state === undefined || isState(state)),
  stream_delta: ({ generationId, offset, text }) => isText(generationId) && isCount(offset) && isText(text),
  typing: ({ person }) => isObject(person) && isText(person.id),
  ack: ({ clientId, result }) =>
    isText(clientId) && isObject(result) && (result.public === undefined || isEntry(result.public)),
  reject: ({ error }) => isError(error),
  page: ({ public: run }) => isRun(run),
  pong: () => true,
  refused: ({ error }) => isError(error),
};

function isFrame(value: unknown): value is DownFrame {
  if (!isObject(value) || !isText(value.type)) return false;
  const check = Object.entries(CHECKS).find(([type]) => type === value.type)?.[1];
  return check?.(value) ?? false;
}

/** The frame in what a socket received; null for anything else, which is then ignored. */
export function decode(data: unknown): DownFrame | null {
  if (typeof data !== "string") return null;
  try {
    const value: unknown = JSON.parse(data);
    return isFrame(value) ? value : null;
  } catch {
    return null;
  }
}
