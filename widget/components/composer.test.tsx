import { fireEvent, waitFor } from "@testing-library/preact";
import { describe, expect, it } from "vitest";
import { renderPanel } from "../testing/render-panel.tsx";

async function withDraft(text: string) {
  const panel = await renderPanel();
  const field = panel.get("composer");
  fireEvent.input(field, { target: { value: text } });
  const sent = () => panel.client.calls.filter(([name]) => name === "send").map(([, sentText]) => sentText);
  return { panel, field, sent };
}

describe("the composer", () => {
  it("sends with Enter and is empty again", async () => {
    const { panel, field, sent } = await withDraft("Hello");
    fireEvent.keyDown(field, { key: "Enter" });
    expect(sent()).toEqual(["Hello"]);
    expect(panel.chat.draft.value).toBe("");
  });

  it("begins a new line with Shift and Enter", async () => {
    const { field, sent } = await withDraft("Hello");
    const goesOn = fireEvent.keyDown(field, { key: "Enter", shiftKey: true });
    expect(goesOn).toBe(true);
    expect(sent()).toEqual([]);
  });

  it.each([
    ["as browsers say it", { isComposing: true }],
    ["as Safari says it", { keyCode: 229 }],
  ])("does not send with the Enter that ends a Japanese word, %s", async (_, how) => {
    const { field, sent } = await withDraft("こんにちは");
    fireEvent.keyDown(field, { key: "Enter", ...how });
    expect(sent()).toEqual([]);
  });

  it("has a button that sends, which a blank draft disables", async () => {
    const { panel, sent } = await withDraft("  ");
    expect(panel.get("send").hasAttribute("disabled")).toBe(true);
    fireEvent.input(panel.get("composer"), { target: { value: "Hello" } });
    expect(panel.get("send").hasAttribute("disabled")).toBe(false);
    fireEvent.click(panel.get("send"));
    expect(sent()).toEqual(["Hello"]);
  });

  it("tells the room that the visitor types", async () => {
    const { panel } = await withDraft("H");
    expect(panel.client.calls).toEqual([["typing", true]]);
  });

  it("keeps its draft while the panel is closed", async () => {
    const { panel } = await withDraft("Half a th");
    panel.chat.setOpen(false);
    panel.chat.setOpen(true);
    expect(panel.get("composer")).toMatchObject({ value: "Half a th" });
  });

  it("offers no files where the workspace takes none", async () => {
    const panel = await renderPanel("en", undefined, {}, { takesFiles: false });
    await waitFor(() => expect(panel.part("attach")).toBeNull());
    expect(panel.chat.mayAttach()).toBe(false);
    const usual = await renderPanel();
    expect(usual.part("attach")).not.toBeNull();
    expect(usual.chat.mayAttach()).toBe(true);
  });
});
