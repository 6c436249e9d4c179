import { afterAll, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { connectAgent } from "../../agent-sdk/connect-agent.ts";
import type { Attachment } from "../../conversation/protocol/attachment.ts";
import { connectCustomer } from "../../customer/connect-customer.ts";
import { stripJpeg } from "../../party/attachments/images/jpeg.ts";
import { jpeg, png } from "../../party/attachments/testing/images.ts";
import { Baton } from "../harness/baton.ts";

/** Files on the real server, by the clients that people use, and with `kill -9` in the middle of them. */

let baton: Baton;

beforeAll(async () => {
  baton = await Baton.start();
});
afterAll(() => baton.stop());

const customer = (session?: string) =>
  connectCustomer({ host: baton.origin, workspace: "demo", WebSocket, fetch, session });

const blob = (bytes: Uint8Array) => new Blob([bytes.slice()]);
const bytesOf = async (given: Blob) => Buffer.from(await given.arrayBuffer());

/** Three megabytes of text that no two places of are the same: more than one write, and slow enough to be cut off. */
function longText(): Uint8Array {
  const lines = Array.from(
    { length: 70_000 },
    (_, n) => `${n}: and then there was another one of these lines\n`,
  );
  return new TextEncoder().encode(lines.join("").slice(0, 3 * 1024 * 1024));
}

describe("files on the real server", () => {
  test("[A6, I1] a file starts the conversation, and comes out at the agent as it was cleaned", async () => {
    const maria = customer();
    const shares: number[] = [];
    const photo = await maria.upload(blob(jpeg({ canary: "N52.5163", orientation: 6 })), {
      name: "../Urlaub\u202e.jpg",
      onProgress: (share) => shares.push(share),
    });
    expect(photo).toMatchObject({ name: "Urlaub.jpg", type: "image/jpeg", width: 2, height: 3 });
    expect(shares.at(-1)).toBe(1);
    await maria.send("", { attachments: [photo] });
    const desk = connectAgent({
      host: baton.origin,
      workspace: "demo",
      WebSocket,
      token: () => baton.agentToken("ann"),
    });
    const conversation = desk.conversation(String(maria.snapshot().id));
    await conversation.ready;
    const [first] = conversation.snapshot().timeline.filter((entry) => entry.kind === "message");
    expect(first).toMatchObject({ text: "", attachments: [photo] });
    const seen = await bytesOf(await conversation.download(photo));
    expect(seen.includes("N52.5163")).toBe(false);
    expect(seen).toEqual(Buffer.from(stripJpeg(jpeg({ orientation: 6 }))?.bytes ?? []));

    const answer = await conversation.upload(blob(png()), { name: "label.png" });
    await conversation.send("Print this label.", { attachments: [answer] });
    await expect
      .poll(() => maria.snapshot().timeline.some((entry) => "attachments" in entry && entry.text !== ""), {
        timeout: 20_000,
      })
      .toBe(true);
    expect(await bytesOf(await maria.download(answer))).toEqual(Buffer.from(png()));
    await expect(conversation.send("Again", { attachments: [answer] })).rejects.toMatchObject({
      code: "attachment_gone",
    });
    maria.close();
    desk.close();
  });

  test("[A6] what is not what it is called is refused, and a large file is told so in words", async () => {
    const maria = customer();
    const page = new File(["<!doctype html><script>alert(1)</script>"], "photo.png", { type: "image/png" });
    await expect(maria.upload(page)).rejects.toMatchObject({ code: "unsupported_type" });
    // Past the client's own check.
    const { token, conversationId } = await baton.customer(baton.newKey());
    const response = await fetch(`${baton.origin}/parties/main/${conversationId}/attachments`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Baton-File-Name": "x.txt" },
      body: new Uint8Array(10 * 1024 * 1024 + 1).fill(65),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: "too_large", details: { path: "file" } });
    maria.close();
  });

  test("[I16] killed in the middle of an upload and after it: what was answered is there whole, nothing else", async () => {
    const maria = customer();
    await maria.send("I have a log for you");
    const text = longText();
    const before = await maria.upload(blob(text), { name: "before.txt" });
    await maria.send("", { attachments: [before] });
    // One at a time, until the server dies under one of them.
    const answered: Attachment[] = [];
    const uploading = (async () => {
      for (let n = 0; n < 5; n += 1) answered.push(await maria.upload(blob(text), { name: `${n}.txt` }));
    })().catch(() => undefined);
    await expect.poll(() => answered.length, { timeout: 30_000 }).toBeGreaterThan(0);
    await baton.restart();
    await uploading;
    for (const file of answered) await maria.send("", { attachments: [file] });
    for (const file of [before, ...answered]) {
      expect((await bytesOf(await maria.download(file))).equals(Buffer.from(text))).toBe(true);
    }
    const after = await maria.upload(blob(png()), { name: "after.png" });
    await maria.send("", { attachments: [after] });
    maria.close();
  }, 180_000);

  test("[N5, I12] erased, a conversation takes its files along", async () => {
    const maria = customer();
    const file = await maria.upload(blob(png()));
    await maria.send("", { attachments: [file] });
    const id = String(maria.snapshot().id);
    const headers = { Authorization: `Bearer ${await baton.agentToken("ada", "admin")}` };
    const erased = await fetch(`${baton.origin}/parties/main/${id}`, { method: "DELETE", headers });
    expect(erased.status).toBe(200);
    const gone = await fetch(`${baton.origin}/parties/main/${id}/attachments/${file.id}`, { headers });
    expect(gone.status).toBe(404);
    maria.close();
  });
});
