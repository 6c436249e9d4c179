import { describe, expect, it } from "vitest";
import { localError } from "../../conversation/client/baton-error.ts";
import type { UploadOptions } from "../../conversation/client/room-files.ts";
import type { Attachment } from "../../conversation/protocol/attachment.ts";
import { createTray } from "./tray.ts";

type Pending = {
  name: string;
  options: UploadOptions;
  resolve(attachment: Attachment): void;
  reject(error: unknown): void;
};

const attachment = (name: string): Attachment => ({ id: `id-${name}`, name, type: "image/png", size: 3 });
const file = (name: string) => new File(["abc"], name, { type: "image/png" });
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A tray whose uploads the test ends. */
function scene() {
  const asked: Pending[] = [];
  const tray = createTray(
    { room: async () => ({ url: "", token: "" }) },
    {
      upload: (given, options = {}) =>
        new Promise((resolve, reject) => {
          asked.push({ name: (given as File).name, options, resolve, reject });
          options.signal?.addEventListener("abort", () => reject(options.signal?.reason));
        }),
      download: async () => new Blob(),
    },
  );
  const shown = () =>
    tray.chips.value.map((chip) => [
      chip.file.name,
      chip.problem?.words ?? (chip.attachment ? "done" : chip.share),
    ]);
  return { tray, asked, shown };
}

describe("files that go with the next message", () => {
  it("are uploaded one after the other, and show how far they are", async () => {
    const { tray, asked, shown } = scene();
    tray.add([file("a.png"), file("b.png")]);
    await settle();
    expect(asked.map(({ name }) => name)).toEqual(["a.png"]);
    asked[0]?.options.onProgress?.(0.5);
    expect(shown()).toEqual([
      ["a.png", 0.5],
      ["b.png", 0],
    ]);
    expect(tray.ready()).toBeNull();
    asked[0]?.resolve(attachment("a.png"));
    await settle();
    asked[1]?.resolve(attachment("b.png"));
    await settle();
    expect(tray.ready()).toEqual([attachment("a.png"), attachment("b.png")]);
  });

  it("can be cancelled on their way, and the next one goes on", async () => {
    const { tray, asked, shown } = scene();
    tray.add([file("a.png"), file("b.png"), file("c.png")]);
    await settle();
    const [a, b] = tray.chips.value;
    tray.remove(a?.key ?? 0);
    tray.remove(b?.key ?? 0);
    await settle();
    expect(asked.map(({ name }) => name)).toEqual(["a.png", "c.png"]);
    expect(shown()).toEqual([["c.png", 0]]);
  });

  it.each([
    [localError("unsupported_type", ""), "attachment.unsupported", false],
    [localError("too_large", "", { path: "file" }), "attachment.too_large", false],
    [localError("too_large", "", { path: "conversation" }), "attachment.full", false],
    [localError("rate_limited", ""), "notice.rate_limited", true],
    [localError("unavailable", ""), "attachment.failed", true],
  ])("say why they failed, and offer another try where one may help: %s", async (error, words, mayRetry) => {
    const { tray, asked, shown } = scene();
    tray.add([file("a.png")]);
    await settle();
    asked[0]?.reject(error);
    await settle();
    expect(shown()).toEqual([["a.png", words]]);
    expect(tray.chips.value[0]?.problem?.mayRetry).toBe(mayRetry);
    // The message waits for what is to go with it.
    expect(tray.ready()).toBeNull();
    tray.retry(tray.chips.value[0]?.key ?? 0);
    await settle();
    asked[1]?.resolve(attachment("a.png"));
    await settle();
    expect(tray.ready()).toEqual([attachment("a.png")]);
  });

  it("are at most five: the others are left out, and it says so", async () => {
    const { tray } = scene();
    tray.add(Array.from({ length: 7 }, (_, n) => file(`${n}.png`)));
    expect(tray.chips.value).toHaveLength(5);
    expect(tray.isFull.value).toBe(true);
    tray.remove(tray.chips.value[0]?.key ?? 0);
    expect(tray.isFull.value).toBe(false);
  });

  it("[A11] are gone when the visitor is somebody else, and given up where they are under way", async () => {
    const { tray, asked } = scene();
    tray.add([file("a.png")]);
    await settle();
    tray.clear();
    expect(asked[0]?.options.signal?.aborted).toBe(true);
    expect(tray.ready()).toEqual([]);
  });

  it("of a conversation that is over are gone; what is under way goes into the next", async () => {
    const { tray, asked, shown } = scene();
    tray.add([file("a.png"), file("b.png")]);
    await settle();
    asked[0]?.resolve(attachment("a.png"));
    await settle();
    tray.left();
    expect(shown()).toEqual([["b.png", 0]]);
  });
});
