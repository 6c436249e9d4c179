import { base64url } from "jose";

/**
 * Every key is derived (HKDF-SHA-256) from the root secret, per workspace, kind and key id. A site gets its
 * own agent and identity keys; the others never leave the server.
 */
export type KeyKind =
  | "agent"
  | "identity"
  | "session"
  | "session_key"
  | "room"
  | "conversation_id"
  | "confirmation"
  | "pseudonym";

/** The key id in force; a ring of several allows rotation. */
export const CURRENT_KEY_ID = "1";

/** A 32-byte key. `root` is the root secret as text; its length is the operator's matter, 32 random bytes the norm. */
export async function deriveKey(
  root: string,
  workspace: string,
  kind: KeyKind,
  keyId: string = CURRENT_KEY_ID,
): Promise<Uint8Array<ArrayBuffer>> {
  const name = JSON.stringify([root, workspace, kind, keyId]);
  const known = derived.get(name);
  if (known) return known.slice();
  const material = await crypto.subtle.importKey("raw", utf8(root), "HKDF", false, ["deriveBits"]);
  const info = utf8(`baton/${workspace}/${kind}/${keyId}`);
  const bits = await crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info },
    material,
    256,
  );
  const key = new Uint8Array(bits);
  // Names come from outside too: whoever makes many of them up pushes out the others, and no more.
  if (derived.size >= MOST_KEPT) derived.clear();
  derived.set(name, key);
  return key.slice();
}

/** Keys that were derived: it costs more than all that is done with one afterwards. */
const derived = new Map<string, Uint8Array<ArrayBuffer>>();
const MOST_KEPT = 1_000;

/** The key a site's backend mints agent tokens with, as base64url text. */
export async function agentKey(root: string, workspace: string): Promise<string> {
  return base64url.encode(await deriveKey(root, workspace, "agent"));
}

/** The key a site's backend mints identity tokens with, as base64url text. */
export async function identityKey(root: string, workspace: string): Promise<string> {
  return base64url.encode(await deriveKey(root, workspace, "identity"));
}

/** What stands for a name that is not to be kept: 22 characters, others each day (`day` such as 2026-11-22). */
export async function pseudonym(root: string, workspace: string, day: string, name: string): Promise<string> {
  const raw = await deriveKey(root, workspace, "pseudonym", day);
  const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const code = new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(name)));
  return base64url.encode(code.slice(0, 16));
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  // A fresh buffer: WebCrypto takes no view on a shared one, and the types say so.
  return new Uint8Array(new TextEncoder().encode(text));
}
