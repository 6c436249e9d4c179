import { AwsV4Signer } from "aws4fetch";
import type { AttachmentStore } from "./store.ts";

export type S3Options = {
  /** Where the service answers, such as `https://s3.eu-central-1.amazonaws.com`. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  fetch(url: string, init: RequestInit): Promise<Response>;
};

/** A file is small: a service that takes longer than this will not answer. */
const ANSWER_MS = 60_000;

/**
 * In a bucket of any service that speaks S3, which need not be, and should not be, open to anybody else: every byte goes
 * through the room, and nobody is given an address with a signature in it.
 */
export function s3Store(options: S3Options): AttachmentStore {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = options;

  async function call(method: "PUT" | "GET" | "DELETE", key: string, body?: Uint8Array): Promise<Response> {
    const path = [bucket, ...key.split("/")].map(encodeURIComponent).join("/");
    const signed = await new AwsV4Signer({
      ...{ accessKeyId, secretAccessKey, region, service: "s3", method },
      url: `${endpoint.replace(/\/+$/u, "")}/${path}`,
      // Signed along: what arrives is what was sent, or it is refused.
      headers: { "X-Amz-Content-Sha256": await sha256(body ?? new Uint8Array()) },
    }).sign();
    return options.fetch(signed.url.toString(), {
      method,
      headers: signed.headers,
      signal: AbortSignal.timeout(ANSWER_MS),
      ...(body ? { body: new Blob([body.slice()]) } : {}),
    });
  }

  /** Reads the answer to its end, so that its connection is free again. */
  async function settle(response: Response, what: string): Promise<void> {
    await response.arrayBuffer();
    if (!response.ok && response.status !== 404) throw new Error(`${what}: status ${response.status}`);
  }

  return {
    async put(key, bytes) {
      const response = await call("PUT", key, bytes);
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`a file was not kept: status ${response.status}`);
    },
    async get(key) {
      const response = await call("GET", key);
      if (response.ok && response.body) return response.body;
      await settle(response, "a file could not be read");
      return null;
    },
    async delete(key) {
      await settle(await call("DELETE", key), "a file was not deleted");
    },
  };
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
