import { expect, test } from "vitest";
import { newId } from "../client.ts";
import { attachment, noticesBody } from "../forms.ts";
import { done, owned } from "../scenes.ts";
import type { Answer, Site } from "../site.ts";
import type { Its } from "../target.ts";

/** One pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const PAGE = "<!doctype html><script>alert(1)</script>";

type File = { id: string; name: string; type: string; size: number; width?: number; height?: number };
type Refused = { code: string; details?: { path?: string } };

function upload<T = File>(
  site: Site,
  id: string,
  token: string,
  body: string | Buffer,
  name: string,
): Promise<Answer<T>> {
  return site.ask<T>(`main/${id}/attachments`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Baton-File-Name": encodeURIComponent(name) },
    body: typeof body === "string" ? body : new Uint8Array(body),
  });
}

function download(site: Site, id: string, token: string, file: string): Promise<Answer<unknown>> {
  return site.ask(`main/${id}/attachments/${file}`, { headers: { Authorization: `Bearer ${token}` } });
}

/** 12.7. */
export function files(its: Its): void {
  test("[A6] a file is what its bytes say, whatever it is called", async () => {
    const { site } = its;
    const { session } = await site.customer();
    const { conversationId: id, token } = session;
    const TAKEN: [body: string | Buffer, name: string, type: string, kept: string][] = [
      [PIXEL, "../photo.html", "image/png", "photo.html.png"],
      ["a;b\n1;2", "table.csv", "text/csv", "table.csv"],
      ["Hello", "C:\\notes.exe", "text/plain", "notes.exe.txt"],
      ["%PDF-1.4\n", "x.pdf", "application/pdf", "x.pdf"],
    ];
    for (const [body, name, type, kept] of TAKEN) {
      const answer = await upload(site, id, token, body, name);
      expect(answer).toMatchObject({ status: 200, body: { type, name: kept } });
      attachment(answer.body, "upload");
    }
    expect((await upload(site, id, token, PIXEL, "a.png")).body).toMatchObject({ width: 1, height: 1 });
    const NOT_TAKEN: [body: string | Buffer, name: string][] = [
      [PAGE, "photo.png"],
      [`<svg xmlns="http://www.w3.org/2000/svg"/>`, "logo.svg"],
      [Buffer.from([0x4d, 0x5a, 0, 1, 2, 3]), "photo.png"],
      [PIXEL.subarray(0, 30), "photo.png"],
    ];
    for (const [body, name] of NOT_TAKEN) {
      expect(await upload(site, id, token, body, name)).toMatchObject({
        ...{ status: 415, body: { code: "unsupported_type" } },
      });
    }
    const large = await upload<Refused>(site, id, token, "x".repeat(10_485_761), "x.txt");
    expect(large).toMatchObject({ status: 413, body: { code: "too_large", details: { path: "file" } } });
  });

  test("[A6, N2] who reads the message fetches the file, and no browser shows it by itself", async () => {
    const { site } = its;
    const { maria, session } = await owned(site);
    const { conversationId: id, token } = session;
    const { body: file } = await upload(site, id, token, "the log", "größer.txt");
    expect((await download(site, id, token, file.id)).status).toBe(404);
    const sent = await done(maria, { type: "send_message", text: "", attachments: [file] });
    expect(sent.result.public).toMatchObject({ text: "", attachments: [file] });
    for (const reader of [token, site.agentToken("ann")]) {
      const { status, headers, body } = await download(site, id, reader, file.id);
      expect({ status, body }).toEqual({ status: 200, body: "the log" });
      expect(headers.get("content-disposition")).toMatch(
        /^attachment; .*filename\*=UTF-8''gr%C3%B6%C3%9Fer\.txt$/u,
      );
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
      expect(headers.get("cache-control")).toBe("private, no-store");
    }
    const { session: other } = await site.customer();
    const REFUSED: [token: string, status: number][] = [
      [other.token, 404],
      [site.agentToken("ben"), 403],
      [site.agentToken("ann", { permissions: [] }), 403],
      ["", 401],
    ];
    for (const [reader, status] of REFUSED) {
      expect((await download(site, id, reader, file.id)).status).toBe(status);
    }
    const { body } = await site.transcript(id, token);
    expect(JSON.stringify(body.entries)).toContain(JSON.stringify(file));
  });

  test("[A1, I3] a message takes up files of its sender's that no message has", async () => {
    const { site } = its;
    const { maria, ann, session } = await owned(site);
    const { conversationId: id, token } = session;
    const { body: hers } = await upload(site, id, token, PIXEL, "a.png");
    const { body: his } = await upload(site, id, site.agentToken("ann"), PIXEL, "b.png");
    const gone = (path: string) => ({
      type: "reject",
      error: { code: "attachment_gone", details: { path } },
    });
    const send = { type: "send_message", text: "" };
    expect(await maria.command({ ...send, attachments: [hers, his] })).toMatchObject(gone("attachments.1"));
    expect(await ann.command({ ...send, epoch: 2, attachments: [hers] })).toMatchObject(
      gone("attachments.0"),
    );
    expect(await maria.command({ ...send, attachments: [hers, hers] })).toMatchObject({
      error: { code: "invalid", details: { path: "attachments" } },
    });
    const frame = { ...send, clientId: newId(), attachments: [hers] };
    const first = await maria.command(frame);
    expect(first).toMatchObject({ type: "ack", result: { public: { attachments: [hers] } } });
    expect(await maria.command(frame)).toEqual(first);
    expect(await maria.command({ ...send, attachments: [hers] })).toMatchObject(gone("attachments.0"));
    expect(await maria.command({ ...send, attachments: [] })).toMatchObject({
      error: { code: "invalid", details: { path: "text" } },
    });
  });

  test("[A2] who could not write the message uploads nothing", async () => {
    const { site } = its;
    const { maria, session } = await owned(site);
    const { conversationId: id, token } = session;
    const { session: other } = await site.customer();
    const refusal = async (caller: string) => {
      const { status, body } = await upload<Refused>(site, id, caller, PIXEL, "a.png");
      return [status, body.code];
    };
    expect(await refusal("")).toEqual([401, "unauthenticated"]);
    expect(await refusal(other.token)).toEqual([404, "not_found"]);
    expect(await refusal(site.agentToken("ben"))).toEqual([400, "not_assigned"]);
    expect(await refusal(site.agentToken("ann", { permissions: [] }))).toEqual([403, "forbidden"]);
    await done(maria, { type: "end", epoch: 2 });
    expect(await refusal(token)).toEqual([400, "conversation_ended"]);
  });

  its.where("configure", () => {
    test("a workspace may allow less", async () => {
      const { site } = its;
      await site.configured({ attachments: { maxBytes: 4 } }, async () => {
        const { session } = await site.customer();
        const { conversationId: id, token } = session;
        expect((await upload(site, id, token, "four", "a.txt")).status).toBe(200);
        expect((await upload(site, id, token, "fives", "a.txt")).status).toBe(413);
      });
    });

    test("or none, and then pages are told so that they need not offer it", async () => {
      const { site } = its;
      const notices = () => site.ask<object>(`workspace/${site.workspace.name}/notices`);
      expect((await notices()).body).not.toHaveProperty("attachments");
      await site.configured({ attachments: { maxBytes: 0 } }, async () => {
        const { body } = await notices();
        noticesBody(body, "notices");
        expect(body).toHaveProperty("attachments", false);
      });
    });
  });
}
