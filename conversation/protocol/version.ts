/**
 * The version of the wire. It moves when a frame changes in a way an older peer cannot read;
 * `schema-hash.test.ts` pins the schemas, so no change goes by unnoticed.
 *
 * 1 · 2026-11 · first version.
 */
export const PROTOCOL_VERSION = 1;

/** The oldest version a server still talks to. An older hello is refused with `protocol_too_old`. */
export const OLDEST_PROTOCOL_VERSION = 1;
