import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/root.ts";

/** The Content Security Policy that `docs/widget.md` gives, for a server of ours. */
export function docsPolicy(origin: string, nonce: string): string {
  const docs = readFileSync(join(root, "docs/widget.md"), "utf8");
  const [, written] = /```http\nContent-Security-Policy: ([\s\S]*?)```/u.exec(docs) ?? [];
  if (!written) throw new Error("docs/widget.md gives no policy");
  return written
    .replaceAll(/\s+/gu, " ")
    .replaceAll("NONCE", nonce)
    .replaceAll("https://chat.example.com", origin)
    .replaceAll("wss://chat.example.com", origin.replace("http", "ws"));
}
