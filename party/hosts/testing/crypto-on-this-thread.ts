import { createHash, createHmac, hkdfSync } from "node:crypto";

/**
 * WebCrypto computes on threads of its own, so that nobody can tell when a test has come to rest. This puts the same
 * functions on this thread, as far as the server uses them: HMAC and HKDF, with SHA-256. Returns what undoes it.
 */
export function cryptoOnThisThread(): () => void {
  const { subtle } = globalThis.crypto;
  const put = (value: unknown) =>
    void Object.defineProperty(globalThis.crypto, "subtle", { value, configurable: true });
  put(onThisThread);
  return () => put(subtle);
}

type Key = {
  type: "secret";
  algorithm: { name: string; hash: { name: string } };
  usages: readonly string[];
  extractable: boolean;
  raw: Uint8Array;
  [Symbol.toStringTag]: "CryptoKey";
};

type Algorithm = string | { name: string; hash?: string | { name: string } };

const derived = new Map<string, ArrayBuffer>();

const onThisThread = {
  async importKey(
    _format: "raw",
    raw: Uint8Array,
    algorithm: Algorithm,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<Key> {
    const name = typeof algorithm === "string" ? algorithm : algorithm.name;
    return {
      type: "secret",
      algorithm: { name, hash: { name: "SHA-256" } },
      usages,
      extractable,
      raw: new Uint8Array(raw),
      [Symbol.toStringTag]: "CryptoKey",
    };
  },
  async deriveBits({ salt, info }: { salt: Uint8Array; info: Uint8Array }, key: Key, bits: number) {
    const name = `${Buffer.from(key.raw).toString("hex")} ${Buffer.from(info).toString("hex")}`;
    const known = derived.get(name) ?? hkdfSync("sha256", key.raw, salt, info, bits / 8);
    derived.set(name, known);
    return known.slice(0);
  },
  async sign(_algorithm: Algorithm, key: Key, data: Uint8Array): Promise<ArrayBuffer> {
    return bytesOf(createHmac("sha256", key.raw).update(data).digest());
  },
  async verify(_algorithm: Algorithm, key: Key, signature: Uint8Array, data: Uint8Array): Promise<boolean> {
    return createHmac("sha256", key.raw).update(data).digest().equals(signature);
  },
  async digest(_algorithm: Algorithm, data: Uint8Array): Promise<ArrayBuffer> {
    return bytesOf(createHash("sha256").update(data).digest());
  },
};

function bytesOf(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}
