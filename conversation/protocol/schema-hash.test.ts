import { createHash } from "node:crypto";
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { expect, test } from "vitest";
import { DownFrameSchema } from "./down.ts";
import { UpFrameSchema } from "./up.ts";
import { PROTOCOL_VERSION } from "./version.ts";
import {
  DeskDownFrameSchema,
  DeskUpFrameSchema,
  HttpErrorSchema,
  SessionAnswerSchema,
  SessionRequestSchema,
} from "./workspace.ts";

/** Everything that crosses the wire, as it was when this version was last looked at. */
const PINNED = {
  version: 1,
  up: "9b2a13570c704ff8",
  down: "ec3cd460288a8d1d",
  deskUp: "5d77733d2443e4d6",
  deskDown: "452fe507225305ae",
  sessionRequest: "ced17f4ecb9789c4",
  sessionAnswer: "330a37e70829fb8f",
  httpError: "f1084910e3bb2f34",
};

const WHAT_TO_DO = `The wire has changed (the difference below says where).
Can a peer of version ${PINNED.version} still read and send everything?
- Yes (a new frame or an optional field that older peers leave alone): write it into docs/SPEC.md, with a line
  in its version history, and copy the new hashes into PINNED.
- No: raise PROTOCOL_VERSION in version.ts as well, and PINNED.version with it.`;

test("the wire does not change unnoticed: its schemas are pinned together with its version", () => {
  const wire = {
    version: PROTOCOL_VERSION,
    up: hash(UpFrameSchema),
    down: hash(DownFrameSchema),
    deskUp: hash(DeskUpFrameSchema),
    deskDown: hash(DeskDownFrameSchema),
    sessionRequest: hash(SessionRequestSchema),
    sessionAnswer: hash(SessionAnswerSchema),
    httpError: hash(HttpErrorSchema),
  };
  expect(wire, WHAT_TO_DO).toEqual(PINNED);
});

test("the hash sees a field, its type, its limits and its pattern, and not the order of fields", () => {
  const hashes = [
    v.object({ a: v.string() }),
    v.object({ a: v.optional(v.string()) }),
    v.object({ a: v.number() }),
    v.object({ a: v.pipe(v.string(), v.maxLength(5)) }),
    v.object({ a: v.pipe(v.string(), v.regex(/^\d$/u)) }),
    v.object({ a: v.string(), b: v.string() }),
  ].map(hash);
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(hash(v.object({ b: v.string(), a: v.string() }))).toBe(hashes.at(-1));
});

/** Checks written as functions have no form that could be hashed, so they stay out of it. */
function hash(schema: v.GenericSchema): string {
  const form = toJsonSchema(schema, { errorMode: "ignore" });
  return createHash("sha256").update(stable(form)).digest("hex").slice(0, 16);
}

/** JSON with its keys and its `required` lists in order: the order in which fields are written means nothing. */
function stable(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === "required" && Array.isArray(inner)) return inner.toSorted();
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a.localeCompare(b, "en")));
  });
}
