import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** `bytes`: the compressed body, without headers. */
export interface Transfer {
  path: string;
  bytes: number;
}

export interface BrotliServer {
  origin: string;
  /** What has been served so far, in order; requests for what is not there are left out. */
  transfers: readonly Transfer[];
  close(): void;
}

/** As a good web server would, at the highest quality. */
export function brotli(body: Buffer): Buffer {
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
}

/** Serves a folder on loopback, everything Brotli-compressed. */
export async function serveBrotli(folder: string): Promise<BrotliServer> {
  const transfers: Transfer[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const body = request.method === "GET" ? await readFile(join(folder, path)).catch(() => null) : null;
    if (body === null) return response.writeHead(404).end();
    const packed = brotli(body);
    transfers.push({ path: pathname, bytes: packed.length });
    response.writeHead(200, {
      "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
      "Content-Encoding": "br",
      "Content-Length": packed.length,
    });
    response.end(packed);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { origin: `http://127.0.0.1:${address.port}`, transfers, close: () => server.close() };
}
