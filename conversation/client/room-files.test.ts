import { describe, expect, test } from "vitest";
import { createRoomFiles, type Transport } from "./room-files.ts";

const PHOTO = { id: "f1", name: "photo.png", type: "image/png", size: 3, width: 1, height: 1 };
const json = (status: number, body: object) => ({ status, body: new Blob([JSON.stringify(body)]) });

/** A server that answers so, in order, and tokens that are numbered. */
function scene(...answers: (Awaited<ReturnType<Transport>> | Error)[]) {
  const asked: Parameters<Transport>[0][] = [];
  const starts: boolean[] = [];
  let tokens = 0;
  const files = createRoomFiles(
    async ({ fresh, start }) => {
      starts.push(start);
      tokens += fresh || tokens === 0 ? 1 : 0;
      return { url: "https://chat.test/parties/main/demo:one", token: `t${tokens}` };
    },
    async (request) => {
      asked.push(request);
      request.onProgress?.(0.5);
      const answer = answers.shift() ?? new Error("asked too often");
      if (answer instanceof Error) throw answer;
      return answer;
    },
  );
  return { files, asked, starts };
}

describe("a file on its way", () => {
  test("goes up with its name in a header, its token in another, and its kind left to the server", async () => {
    const { files, asked } = scene(json(200, PHOTO));
    const shares: number[] = [];
    const file = new Blob(["<b>"], { type: "text/html" });
    await expect(
      files.upload(file, { name: "größer \ud800.png", onProgress: (share) => shares.push(share) }),
    ).resolves.toEqual(PHOTO);
    expect(asked).toMatchObject([
      {
        ...{ method: "POST", url: "https://chat.test/parties/main/demo:one/attachments" },
        headers: { authorization: "Bearer t1", "Baton-File-Name": "gr%C3%B6%C3%9Fer%20.png" },
        body: { size: 3, type: "application/octet-stream" },
      },
    ]);
    expect(shares).toEqual([0.5, 1]);
  });

  test("comes down as it is, by its id alone", async () => {
    const { files, asked, starts } = scene({ status: 200, body: new Blob(["abc"]) });
    expect(await (await files.download({ id: "../x" })).text()).toBe("abc");
    expect(asked[0]?.url).toBe("https://chat.test/parties/main/demo:one/attachments/..%2Fx");
    // Looking at what is there begins nothing.
    expect(starts).toEqual([false]);
  });

  test("[I11] a token that has run out on the way is replaced, once", async () => {
    const expired = json(401, { code: "token_expired", message: "" });
    const { files, asked } = scene(expired, json(200, PHOTO), expired, expired);
    await files.upload(new Blob(["abc"]));
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer t1", "Bearer t2"]);
    await expect(files.upload(new Blob(["abc"]))).rejects.toMatchObject({ code: "token_expired" });
  });

  test("what the server says no to is told in its words; what is too large for any does not travel", async () => {
    const refusal = { code: "unsupported_type", message: "no", details: { path: "file" } };
    const { files, asked } = scene(json(415, refusal), new Error("no line"), json(200, {}));
    await expect(files.upload(new Blob(["abc"]))).rejects.toMatchObject({ code: "unsupported_type" });
    await expect(files.upload(new Blob(["abc"]))).rejects.toMatchObject({ code: "unavailable" });
    await expect(files.upload(new Blob(["abc"]))).rejects.toMatchObject({ code: "unavailable" });
    const large = new Blob([new Uint8Array(10 * 1024 * 1024 + 1)]);
    await expect(files.upload(large)).rejects.toMatchObject({ code: "too_large", details: { path: "file" } });
    expect(asked).toHaveLength(3);
  });

  test("given up, it rejects with the signal's reason", async () => {
    const abort = new AbortController();
    const { files } = scene(new Error("aborted"));
    const uploading = files.upload(new Blob(["abc"]), { signal: abort.signal });
    abort.abort("changed my mind");
    await expect(uploading).rejects.toBe("changed my mind");
  });
});
