import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { root } from "./root.ts";

const GUARD = new URL("partykit-guard.mjs", import.meta.url).href;
const WS = pathToFileURL(join(root, "node_modules/ws/wrapper.mjs")).href;

test("nothing is kept for a DevTools window that nobody opens, and other listeners are left alone", () => {
  const script = `
    import { WebSocket } from ${JSON.stringify(WS)};
    const socket = new WebSocket("ws://127.0.0.1:1");
    socket.on("error", () => process.exit());
    socket.addEventListener("message", function bufferMessageFromRemoteSocket() {});
    const hoarders = socket.listenerCount("message");
    socket.addEventListener("message", function onMessage() {});
    console.log(hoarders, socket.listenerCount("message"));
  `;
  const output = execFileSync(process.execPath, ["--import", GUARD, "--input-type=module", "-e", script]);
  expect(String(output).trim()).toBe("0 1");
});

test("this is still the listener's name in PartyKit", () => {
  const partykit = readFileSync(join(root, "node_modules/partykit/dist/bin.mjs"), "utf8");
  expect(partykit).toContain("function bufferMessageFromRemoteSocket(");
});
