import { act, cleanup } from "@testing-library/preact";
import { options, type VNode } from "preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fakeMessage } from "../testing/fake-client.ts";
import { renderPanel } from "../testing/render-panel.tsx";

const original = options.diffed ?? (() => {});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  options.diffed = original;
});

/** The ids of messages in the order in which they are drawn from now on. */
function watchDrawing(): string[] {
  const drawn: string[] = [];
  options.diffed = (node: VNode) => {
    // Of a text it is the text.
    const props: unknown = node.props;
    if (typeof props === "object" && props !== null && "data-id" in props)
      drawn.push(String(props["data-id"]));
    original(node);
  };
  return drawn;
}

const streaming = (text: string) => fakeMessage("ai", text, { id: "reply", seq: null, state: "streaming" });

describe("the log", () => {
  it("draws a reply that streams, and nothing of what stands before it", async () => {
    const panel = await renderPanel();
    // The last one is of the same author and minute, so that it is in a group with the reply.
    const timeline = Array.from({ length: 30 }, (_, index) =>
      fakeMessage(index % 2 ? "ai" : "customer", "Hi"),
    );
    const { at } = timeline.at(-1) ?? { at: "" };
    panel.set({ id: "c1", timeline: [...timeline, { ...streaming("We"), at }] });
    const drawn = watchDrawing();
    panel.set({ timeline: [...timeline, { ...streaming("We are"), at }] });
    expect(drawn).toEqual(["reply"]);
    expect(panel.parts("message").at(-1)?.textContent).toContain("We are");
  });

  it("draws the lines between the days anew at midnight, and the words in another language", async () => {
    vi.useFakeTimers({ now: new Date(2026, 10, 20, 23, 59), toFake: ["Date"] });
    const panel = await renderPanel();
    const timeline = [fakeMessage("ai", "Hi", { at: new Date(2026, 10, 20, 12).toISOString() })];
    panel.set({ id: "c1", timeline });
    const day = () => panel.container.querySelector(".day")?.textContent;
    expect(day()).toBe("Today");
    vi.setSystemTime(new Date(2026, 10, 21, 0, 1));
    panel.set({ timeline: [...timeline] });
    expect(day()).toBe("Yesterday");
    await act(() => panel.words.use(["de"]));
    expect(day()).toBe("Gestern");
    expect(panel.get("author").textContent).toBe("KI-Assistent");
  });
});
