import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/root.ts";
import type { HostSite } from "../e2e/host-site.ts";
import { docsPolicy } from "../harness/docs-policy.ts";

const NONCE = "n0nce";
const BUILT = join(root, "dist/site");

/**
 * The address of a page of somebody's site, under the strict policy of the docs, that has the widget and the probe.
 * The widget's files are the site's own: they still come when Baton is down.
 */
export function addPage(site: HostSite): string {
  const { origin } = site.baton;
  const built = readdirSync(BUILT, { recursive: true, encoding: "utf8" });
  for (const file of built.filter((name) => /^(widget\.js$|panel\/.+\.js$)/u.test(name))) {
    site.serve(`/${file}`, "text/javascript", readFileSync(join(BUILT, file)));
  }
  site.serve("/probe.js", "text/javascript", readFileSync(join(import.meta.dirname, "probe.js")));
  return site.page({
    attributes: null,
    head: `<script nonce="${NONCE}" src="/probe.js"></script>
<script async nonce="${NONCE}" src="/widget.js" data-workspace="demo" data-host="${origin}"></script>
<style nonce="${NONCE}">body{font:16px/1.5 sans-serif;margin:40px;max-width:30em}</style>`,
    body: "<h1>Somebody’s site</h1><p>It sells kettles, and has a chat.</p>",
    headers: { "Content-Security-Policy": docsPolicy(origin, NONCE) },
  });
}
