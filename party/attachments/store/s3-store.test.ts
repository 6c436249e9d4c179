import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { roomStore } from "./room-store.ts";
import { s3Store } from "./s3-store.ts";
import type { AttachmentStore } from "./store.ts";
import { storeFor } from "./store-for.ts";

const SECRET = "a secret of this test";
const KEY = "demo/BwcHBwcH_-x/f1";

/** A bucket over HTTP that checks each signature from what stands in the request, as the service's rules say. */
class Bucket {
  readonly objects = new Map<string, Buffer>();
  readonly refused: string[] = [];
  status: number | null = null;
  private readonly server: Server;

  constructor() {
    this.server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      const body = Buffer.concat(parts);
      const wrong = signatureProblem(request, body);
      if (wrong) this.refused.push(wrong);
      const key = decodeURIComponent(request.url ?? "");
      const found = this.objects.get(key);
      const status = this.status ?? (wrong ? 403 : request.method === "GET" && !found ? 404 : 200);
      if (status === 200 && request.method === "PUT") this.objects.set(key, body);
      if (status === 200 && request.method === "DELETE") this.objects.delete(key);
      response.writeHead(status).end(status === 200 && request.method === "GET" ? found : undefined);
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<unknown> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();

/** AWS Signature Version 4, worked out anew. */
function signatureProblem({ method, url = "", headers }: IncomingMessage, body: Buffer): string | null {
  const [, credential = "", names = "", signature = ""] =
    /Credential=([^,]+), SignedHeaders=([^,]+), Signature=(\w+)/u.exec(headers.authorization ?? "") ?? [];
  const [id, date = "", region = "", service = ""] = credential.split("/");
  if (id !== "test-key" || service !== "s3") return "credential";
  const hash = String(headers["x-amz-content-sha256"]);
  if (hash !== sha256(body)) return "content";
  const signed = names.split(";").map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, url, "", signed.join(""), names, hash].join("\n");
  const scope = `${date}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha256(canonical)].join("\n");
  const key = ["aws4_request"].reduce(
    hmac,
    [date, region, "s3"].reduce<string | Buffer>(hmac, `AWS4${SECRET}`),
  );
  return hmac(key, toSign).toString("hex") === signature ? null : "signature";
}

let bucket: Bucket;
let endpoint: string;
let store: AttachmentStore;

beforeEach(async () => {
  bucket = new Bucket();
  endpoint = await bucket.open();
  store = s3Store({
    ...{ endpoint, bucket: "files", region: "eu-central-1", accessKeyId: "test-key" },
    ...{ secretAccessKey: SECRET, fetch },
  });
});
afterEach(() => bucket.close());

const bytes = new TextEncoder().encode("größer, and \u0000 besides");
const read = async (from: AttachmentStore, key = KEY) => {
  const body = await from.get(key, bytes.length);
  return body && new Uint8Array(await new Response(body).arrayBuffer());
};

describe("files in a bucket", () => {
  test("are put, read and deleted, each call signed, its bytes along with it", async () => {
    await store.put(KEY, bytes);
    expect([...bucket.objects.keys()]).toEqual([`/files/${KEY}`]);
    expect(await read(store)).toEqual(bytes);
    await store.delete(KEY, bytes.length);
    expect(bucket.objects.size).toBe(0);
    expect(await read(store)).toBeNull();
    // Erasing begins anew where it was cut off.
    await store.delete(KEY, bytes.length);
    expect(bucket.refused).toEqual([]);
  });

  test("are nobody's who signs with another secret", async () => {
    const other = s3Store({
      ...{ endpoint, bucket: "files", region: "eu-central-1", accessKeyId: "test-key" },
      ...{ secretAccessKey: "guessed", fetch },
    });
    await expect(other.put(KEY, bytes)).rejects.toThrow("403");
    expect(bucket.refused).toEqual(["signature"]);
    expect(bucket.objects.size).toBe(0);
  });

  test("that the service does not take, give or delete are told of", async () => {
    bucket.status = 503;
    await expect(store.put(KEY, bytes)).rejects.toThrow("503");
    await expect(store.get(KEY, 1)).rejects.toThrow("503");
    await expect(store.delete(KEY, 1)).rejects.toThrow("503");
  });
});

describe("where a deployment keeps files", () => {
  const storage = {} as Parameters<typeof roomStore>[0];
  const site = (env: Record<string, string>) => ({ storage, fetch, env: (name: string) => env[name] });
  const named = { BATON_S3_ENDPOINT: "http://x", BATON_S3_BUCKET: "files", BATON_S3_ACCESS_KEY_ID: "k" };

  test("is the rooms, where no service is named; half a setting is said at once", () => {
    expect(storeFor(site({}))).toHaveProperty("put");
    expect(() => storeFor(site(named))).toThrow("BATON_S3_SECRET_ACCESS_KEY");
    expect(storeFor(site({ ...named, BATON_S3_SECRET_ACCESS_KEY: "s" }))).toHaveProperty("put");
  });
});
