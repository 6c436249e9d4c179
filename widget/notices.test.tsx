import { act, fireEvent } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { renderPanel } from "./testing/render-panel.tsx";

/** The answer of the workspace has come. */
const told = () => act(async () => undefined);

describe("what is said of monitoring", () => {
  test("[M12] nothing, where the workspace says nothing", async () => {
    const panel = await renderPanel();
    await told();
    expect(panel.part("monitoring")).toBeNull();
  });

  test("[M12] a line, before anybody writes and after", async () => {
    const panel = await renderPanel("en", undefined, {}, { monitoring: "notice" });
    await told();
    expect(panel.get("monitoring").textContent).toBe(panel.words.t("monitoring.notice"));
    expect(panel.part("agree")).toBeNull();
    act(() => void panel.chat.send("Hello"));
    expect(panel.client.calls.map(([name]) => name)).toContain("send");
  });

  test("[M12] where customers are asked, nothing is sent before they agree, and what they wrote is kept", async () => {
    const panel = await renderPanel("en", undefined, {}, { monitoring: "consent" });
    await told();
    act(() => panel.chat.type("My parcel is lost."));
    const form = panel.container.querySelector("form");
    if (!form) throw new Error("no composer");
    fireEvent.submit(form);
    act(() => panel.chat.toggleHuman());
    expect(panel.client.calls.map(([name]) => name)).not.toContain("send");
    expect(panel.chat.draft.value).toBe("My parcel is lost.");
    expect(panel.container.querySelector("[role=alert]")?.textContent).toBe(
      panel.words.t("monitoring.please"),
    );
    fireEvent.click(panel.get("agree"));
    expect(panel.part("agree")).toBeNull();
    fireEvent.submit(form);
    expect(panel.client.calls.map(([name]) => name)).toContain("send");
    expect(panel.chat.draft.value).toBe("");
  });

  test("[M12] who has begun a conversation has agreed", async () => {
    const panel = await renderPanel("en", "kept", {}, { monitoring: "consent" });
    await told();
    panel.set({ id: "demo:one" });
    expect(panel.part("agree")).toBeNull();
    expect(panel.part("monitoring")).not.toBeNull();
  });
});

describe("outside people's hours", () => {
  const NOW = new Date(2026, 10, 20, 18, 0);
  const backAt = new Date(2026, 10, 21, 9, 0).toISOString();
  const outside = (locale = "en") => renderPanel(locale, undefined, {}, { backAt });
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("[B6] the visitor reads when people are back before they ask for one", async () => {
    const panel = await outside();
    await told();
    expect(panel.get("request-human")).not.toBeNull();
    expect(panel.get("back").textContent).toMatch(/^Our team is back tomorrow.*9:00/u);
    const german = await outside("de");
    await told();
    expect(german.get("back").textContent).toMatch(/^Unser Team ist wieder da: morgen.*09:00\.$/u);
  });

  test("[B6] without an AI the queue says it at once, for whoever comes at night", async () => {
    const panel = await outside();
    await told();
    panel.set({ id: "demo:one", state: "queued", canRequestHuman: false, queuePosition: 1 });
    expect(panel.get("queue").textContent).toMatch(/We're back tomorrow.*9:00/u);
    vi.setSystemTime(new Date(backAt));
    panel.set({ id: "demo:one", state: "queued", canRequestHuman: false, queuePosition: 1, unread: 1 });
    expect(panel.get("queue").textContent).not.toMatch(/back/u);
  });

  test("[B6] and not within them, nor once they are back, nor where the conversation says so itself", async () => {
    const within = await renderPanel();
    await told();
    expect(within.part("back")).toBeNull();
    const panel = await outside();
    await told();
    panel.set({ id: "demo:one", backAt });
    expect(panel.part("back")).toBeNull();
    panel.set({ id: "demo:one", state: "queued", canRequestHuman: false });
    expect(panel.part("back")).toBeNull();
    vi.setSystemTime(new Date(backAt));
    panel.set({ id: "demo:one", unread: 1 });
    expect(panel.part("back")).toBeNull();
  });
});
