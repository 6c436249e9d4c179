import { act, fireEvent } from "@testing-library/preact";
import { describe, expect, test } from "vitest";
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
    const panel = await renderPanel("en", undefined, {}, "notice");
    await told();
    expect(panel.get("monitoring").textContent).toBe(panel.words.t("monitoring.notice"));
    expect(panel.part("agree")).toBeNull();
    act(() => void panel.chat.send("Hello"));
    expect(panel.client.calls.map(([name]) => name)).toContain("send");
  });

  test("[M12] where customers are asked, nothing is sent before they agree, and what they wrote is kept", async () => {
    const panel = await renderPanel("en", undefined, {}, "consent");
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
    const panel = await renderPanel("en", "kept", {}, "consent");
    await told();
    panel.set({ id: "demo:one" });
    expect(panel.part("agree")).toBeNull();
    expect(panel.part("monitoring")).not.toBeNull();
  });
});
