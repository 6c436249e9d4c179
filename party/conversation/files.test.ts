import { describe, expect, test } from "vitest";
import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import { UPLOAD_KEPT_MS } from "../attachments/attachments.ts";
import { ascii, png } from "../attachments/testing/images.ts";
import { joined } from "../bytes.ts";
import { filesOf, taken } from "./testing/files.ts";
import { answerAsWorkspace, type Client, RoomBench, type RoomBenchOptions } from "./testing/room-bench.ts";

async function scene(options: RoomBenchOptions = {}) {
  const bench = await RoomBench.open(options);
  const maria = await bench.customer();
  const token = await bench.customerToken();
  const send = (path: string, init: RequestInit) =>
    bench.machine.request(new Request(new URL(path, "http://origin.test"), init));
  const { upload, download } = filesOf(send, bench.id);
  return { bench, maria, token, upload, download };
}

let clientIds = 0;
/** The room goes by the ids: what else a client says of a file is nothing to it. */
const message = (ids: readonly string[], text = "") => ({
  ...{ type: "send_message" as const, clientId: `f${++clientIds}`, text },
  attachments: ids.map((id) => ({ id, name: "invoice.exe", type: "text/html", size: 1 })),
});

/** As if the workspace had told it. */
function limit(bench: RoomBench, change: Partial<WorkspaceConfig["attachments"]>): void {
  const { journal } = bench.room.conversation;
  const { config } = journal.margin;
  journal.setMargin({ config: { ...config, attachments: { ...config.attachments, ...change } } });
}

const isFile = (key: string) => /^(upload|attachment|bytes):/u.test(key);
const filesOn = (bench: RoomBench) => [...bench.machine.disk.keys()].filter(isFile).sort();
const rejected = (client: Client) => client.last("reject").error;

describe("a file goes with a message", () => {
  test("[A6] it may say it all; who reads the message has the file, as it was cleaned", async () => {
    const { bench, maria, token, upload, download } = await scene();
    const file = taken(await upload(token, png({ canary: "N52.5" }), "../my\u202egnp.photo.png"));
    expect(file).toEqual({
      ...{ id: expect.any(String), name: "mygnp.photo.png", type: "image/png" },
      ...{ size: png().length, width: 3, height: 2 },
    });
    await maria.send(message([file.id]));
    expect(maria.last("ack").result.public).toMatchObject({ text: "", attachments: [file] });
    const ann = await bench.agent("ann");
    expect(ann.last("welcome").public.entries).toMatchObject([{ text: "", attachments: [file] }]);
    for (const reader of [token, await bench.agentToken("ann")]) {
      const response = await download(reader, file.id);
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(png());
    }
  });

  test("[A6] what goes out is stored, never shown, and nobody's to keep", async () => {
    const { maria, token, upload, download } = await scene();
    const file = taken(await upload(token, ascii("hello"), 'x";.html'));
    await maria.send(message([file.id]));
    const { headers } = await download(token, file.id);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "text/plain",
      "content-length": "5",
      "content-disposition": `attachment; filename="x_;.html.txt"; filename*=UTF-8''x_%3B.html.txt`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "cache-control": "private, no-store",
    });
  });

  test("a large one comes out as it went in", async () => {
    const { maria, token, upload, download } = await scene();
    const bytes = joined(Array.from({ length: 300 }, (_, n) => ascii(`${n} ${"größer".repeat(200)}\n`)));
    const file = taken(await upload(token, bytes, "log.txt"));
    await maria.send(message([file.id], "The log"));
    const response = await download(token, file.id);
    expect(Buffer.from(bytes).equals(Buffer.from(await response.arrayBuffer()))).toBe(true);
  });

  test("[I1, I16] it is there after a crash, before its message and after", async () => {
    const { bench, token, upload, download } = await scene();
    const file = taken(await upload(token));
    bench.crash();
    const maria = await bench.customer();
    await maria.send(message([file.id]));
    bench.crash();
    expect((await download(token, file.id)).status).toBe(200);
  });

  test("[I3] a message that is sent again is answered as then", async () => {
    const { maria, token, upload } = await scene();
    const file = taken(await upload(token));
    const frame = message([file.id], "Look");
    await maria.send(frame);
    const first = maria.last("ack");
    await maria.send(frame);
    expect(maria.last("ack")).toEqual(first);
  });
});

describe("a file that is not there to be sent", () => {
  test("[A1] never was, is somebody else's, was sent before, or is named twice", async () => {
    const { bench, maria, token, upload } = await scene();
    const ann = await bench.agent("ann");
    const hers = taken(await upload(await bench.agentToken("ann")));
    const his = taken(await upload(token));
    await maria.send(message(["guessed"]));
    expect(rejected(maria)).toMatchObject({ code: "attachment_gone", details: { path: "attachments.0" } });
    await maria.send(message([his.id, hers.id]));
    expect(rejected(maria)).toMatchObject({ code: "attachment_gone", details: { path: "attachments.1" } });
    await ann.send({ ...message([his.id]), epoch: 1 });
    expect(rejected(ann).code).toBe("attachment_gone");
    await maria.send(message([his.id, his.id]));
    expect(rejected(maria).code).toBe("invalid");
    // Of what was refused nothing has been used up.
    await maria.send(message([his.id]));
    expect(maria.last("ack").result.public).toMatchObject({ attachments: [his] });
    await maria.send(message([his.id]));
    expect(rejected(maria).code).toBe("attachment_gone");
  });

  test("[I9] has waited for an hour, and its bytes are gone with it", async () => {
    const { bench, maria, token, upload } = await scene();
    taken(await upload(token));
    const sent = taken(await upload(token));
    await maria.send(message([sent.id]));
    await bench.pass(UPLOAD_KEPT_MS - 1_000);
    expect(filesOn(bench)).toHaveLength(4);
    await bench.pass(61_000);
    expect(filesOn(bench)).toEqual([`attachment:${sent.id}`, expect.stringContaining(sent.id)]);
  });

  test("[I9] the room that was to clear it away has died meanwhile", async () => {
    const { bench, token, upload } = await scene();
    taken(await upload(token));
    bench.crash();
    await bench.pass(UPLOAD_KEPT_MS + 61_000);
    expect(filesOn(bench)).toEqual([]);
  });

  test("[I16] a room that dies in the middle of it leaves it whole, or so that it cannot be sent", async () => {
    const { bench, token, upload, download } = await scene();
    const met = new Set<string>();
    for (let writes = 0; writes < 4; writes += 1) {
      bench.machine.cutNextWrite({ writes, messages: 0 });
      await upload(token).catch(() => null);
      bench.crash();
      const maria = await bench.customer();
      const heads = filesOn(bench).filter((key) => key.startsWith("upload:"));
      for (const id of heads.map((key) => key.slice("upload:".length))) {
        const frame = message([id]);
        await maria.send(frame);
        const isSent = maria.frames.some((each) => each.type === "ack" && each.clientId === frame.clientId);
        met.add(isSent ? "sent" : rejected(maria).code);
        if (isSent)
          expect(Buffer.from(await (await download(token, id)).arrayBuffer()).equals(png())).toBe(true);
      }
    }
    expect([...met].sort()).toEqual(["attachment_gone", "sent"]);
    const sent = filesOn(bench).filter((key) => key.startsWith("attachment:"));
    await bench.pass(UPLOAD_KEPT_MS + 61_000);
    expect(filesOn(bench)).toHaveLength(2 * sent.length);
  });
});

describe("who may", () => {
  test("[A1, A2, M14] only whoever could write the message uploads, only who reads it downloads", async () => {
    const { bench, maria, token, upload, download } = await scene();
    const file = taken(await upload(token));
    await maria.send(message([file.id]));
    const ann = await bench.agent("ann");
    await ann.send({ type: "take_over", clientId: "t1" });
    const stranger = await bench.customerToken({ sub: "v_other", conversationId: "demo:other" });
    const callers = [
      [null, 401, 401],
      [stranger, 404, 404],
      [token, 200, 200],
      [await bench.agentToken("ann"), 200, 200],
      [await bench.agentToken("ben"), 400, 403],
      [
        await bench.agentToken("ben", { permissions: ["conversation.reply", "conversation.take_over"] }),
        403,
        403,
      ],
    ] as const;
    for (const [caller, uploads, downloads] of callers) {
      const answer = await upload(caller);
      expect("code" in answer ? answer.status : 200).toBe(uploads);
      expect((await download(caller, file.id)).status).toBe(downloads);
    }
  });

  test("nobody, where it has ended, or has not begun", async () => {
    const { bench, maria, token, upload } = await scene();
    await maria.send({ type: "end", clientId: "e1", epoch: 1 });
    expect(await upload(token)).toMatchObject({ code: "conversation_ended" });
    const other = await RoomBench.open();
    const send = (path: string, init: RequestInit) =>
      other.machine.request(new Request(new URL(path, "http://origin.test"), init));
    expect(await filesOf(send, bench.id).upload(await other.customerToken())).toMatchObject({
      code: "not_found",
    });
    expect([...other.machine.disk.keys()]).toEqual([]);
  });
});

describe("[A6, A7] limits", () => {
  test("a file that is too large, and one of no kind that is taken", async () => {
    const { token, upload } = await scene();
    const large = await upload(token, new Uint8Array(10 * 1024 * 1024 + 1).fill(65), "a.txt");
    expect(large).toMatchObject({ status: 413, code: "too_large", details: { path: "file" } });
    expect(await upload(token, ascii("<svg onload=alert(1)>"), "a.png")).toMatchObject({
      ...{ status: 415, code: "unsupported_type" },
    });
    expect(await upload(token, png(), "a.png")).toMatchObject({ type: "image/png" });
  });

  test("a body without an end is not kept, and does not take the room's place for ever", async () => {
    const { bench, token, upload } = await scene();
    const stuck = Array.from({ length: 3 }, () => {
      const body = new ReadableStream({ start: (controller) => controller.enqueue(ascii("GIF89a")) });
      const init = { method: "POST", headers: { Authorization: `Bearer ${token}` }, body, duplex: "half" };
      return bench.machine.request(
        new Request(`http://origin.test/parties/main/${bench.id}/attachments`, init),
      );
    });
    await bench.quiet();
    expect(await upload(token)).toMatchObject({ status: 429, code: "rate_limited" });
    await bench.pass(5 * 60_000);
    for (const each of stuck) expect((await each).status).toBe(503);
    taken(await upload(token));
  });

  test("so many in a minute, and so many bytes in a conversation", async () => {
    const { bench, maria, token, upload } = await scene();
    limit(bench, { perMinute: 3 });
    for (let n = 0; n < 3; n += 1) taken(await upload(token));
    expect(await upload(token)).toMatchObject({ code: "rate_limited" });
    // Others have their own.
    const file = taken(await upload(await bench.agentToken("ann")));
    await bench.pass(60_000);
    // What was sent counts as what was not.
    await maria.send(message([taken(await upload(token)).id]));
    limit(bench, { conversationBytes: 5 * file.size });
    expect(await upload(token)).toMatchObject({ code: "too_large", details: { path: "conversation" } });
    limit(bench, { conversationBytes: 6 * file.size });
    taken(await upload(token));
  });

  test("a workspace may allow less, or none", async () => {
    const { bench, token, upload } = await scene();
    limit(bench, { maxBytes: png().length });
    taken(await upload(token));
    limit(bench, { maxBytes: png().length - 1 });
    expect(await upload(token)).toMatchObject({ code: "too_large", details: { path: "file" } });
    limit(bench, { maxBytes: 0 });
    expect(await upload(token, ascii("a"))).toMatchObject({ code: "too_large" });
  });

  test("a message carries five, and neither text nor file is nothing", async () => {
    const { maria, token, upload } = await scene();
    const files = [];
    for (let n = 0; n < 6; n += 1) files.push(taken(await upload(token)).id);
    await maria.send(message(files));
    expect(rejected(maria)).toMatchObject({ code: "invalid", details: { path: "attachments" } });
    await maria.send(message([], " "));
    expect(rejected(maria)).toMatchObject({ code: "invalid", details: { path: "text" } });
    await maria.send(message(files.slice(0, 5)));
    expect(maria.last("ack").result.public).toMatchObject({ attachments: { length: 5 } });
  });
});

describe("what is erased", () => {
  test("[N5, I12] takes its files along, those under way too", async () => {
    const { bench, maria, token, upload, download } = await scene();
    const file = taken(await upload(token));
    await maria.send(message([file.id]));
    taken(await upload(token));
    const late = upload(token);
    await bench.room.conversation.erase();
    expect(await late).toMatchObject({ status: 404, code: "not_found" });
    expect([...bench.machine.disk.keys()]).toEqual(["erased"]);
    expect((await download(token, file.id)).status).toBe(404);
    expect(await upload(token)).toMatchObject({ status: 404 });
  });
});

describe("a bucket", () => {
  const ENV = {
    ...{ BATON_S3_ENDPOINT: "https://s3.test", BATON_S3_BUCKET: "files" },
    ...{ BATON_S3_ACCESS_KEY_ID: "k", BATON_S3_SECRET_ACCESS_KEY: "s" },
  };

  /** A bucket's service that is out of order, or slow, when the test says so. */
  async function withBucket() {
    const objects = new Set<string>();
    const service = { isDown: false, puts: Promise.resolve() };
    const made = await scene({
      env: ENV,
      async fetch(url, init) {
        if (!url.startsWith("https://s3.test")) return answerAsWorkspace(url, init);
        const { isDown } = service;
        if (init?.method === "PUT") await service.puts;
        // It may have taken what it says it has not.
        if (init?.method === "PUT") objects.add(url);
        if (isDown) return new Response("down", { status: 503 });
        if (init?.method === "DELETE") objects.delete(url);
        return new Response(null, { status: 200 });
      },
    });
    return { ...made, objects, service };
  }

  test("[A8] that does not take a file gives its place back at once, and is rid of it when it answers again", async () => {
    const { bench, maria, token, upload, objects, service } = await withBucket();
    limit(bench, { conversationBytes: png().length });
    service.isDown = true;
    expect(await upload(token)).toMatchObject({ status: 503, code: "unavailable" });
    expect(objects.size).toBe(1);
    service.isDown = false;
    const file = taken(await upload(token));
    await maria.send(message([file.id]));
    await bench.pass(UPLOAD_KEPT_MS);
    await bench.quiet();
    expect([...objects]).toEqual([expect.stringContaining(file.id)]);
    expect(filesOn(bench)).toEqual([`attachment:${file.id}`]);
  });

  test("[I12] that has a file only after its conversation was erased is made to forget it", async () => {
    const { bench, maria, token, upload, objects, service } = await withBucket();
    await maria.send(message([], "Hello"));
    let arrive = () => {};
    service.puts = new Promise((resolve) => {
      arrive = resolve;
    });
    const late = upload(token);
    await bench.quiet();
    expect(filesOn(bench)).toHaveLength(1);
    const erased = bench.room.conversation.erase();
    arrive();
    expect(await late).toMatchObject({ status: 404 });
    await erased;
    expect([...objects]).toEqual([]);
    expect([...bench.machine.disk.keys()]).toEqual(["erased"]);
  });
});
