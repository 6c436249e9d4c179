import { base64url } from "jose";
import { deriveKey, utf8 } from "./keys.ts";

/**
 * A conversation's id: `<workspace>:<16 random bytes><8 bytes of check>`, base64url. The check lets a door
 * refuse ids that this server never issued, before any room wakes or stores a byte.
 */

export const WORKSPACE_PATTERN = /^[a-z0-9-]{1,32}$/u;

const RANDOM_BYTES = 16;
const CHECK_BYTES = 8;

export async function makeConversationId(
  root: string,
  workspace: string,
  randomBytes: (count: number) => Uint8Array,
): Promise<string> {
  const random = randomBytes(RANDOM_BYTES);
  const check = await checkOf(root, workspace, random);
  return `${workspace}:${base64url.encode(Uint8Array.of(...random, ...check))}`;
}

/** The workspace of an id that this server has issued; null for any other text. */
export async function workspaceOfIssued(root: string, id: string): Promise<string | null> {
  const [workspace = "", rest = "", ...more] = id.split(":");
  if (more.length > 0 || !WORKSPACE_PATTERN.test(workspace) || !/^[\w-]{32}$/u.test(rest)) return null;
  const bytes = base64url.decode(rest);
  if (base64url.encode(bytes) !== rest) return null;
  const check = await checkOf(root, workspace, bytes.slice(0, RANDOM_BYTES));
  return equal(check, bytes.slice(RANDOM_BYTES)) ? workspace : null;
}

async function checkOf(root: string, workspace: string, random: Uint8Array): Promise<Uint8Array> {
  const raw = await deriveKey(root, workspace, "conversation_id");
  const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const text = utf8(base64url.encode(random));
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, text)).slice(0, CHECK_BYTES);
}

/** Compares in constant time. */
function equal(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  a.forEach((byte, index) => {
    difference |= byte ^ (b[index] ?? 0);
  });
  return difference === 0;
}
