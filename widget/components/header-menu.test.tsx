import { fireEvent, waitFor } from "@testing-library/preact";
import { describe, expect, it, vi } from "vitest";
import { fakeMessage } from "../testing/fake-client.ts";
import { renderPanel } from "../testing/render-panel.tsx";
// There before it is asked for: a test is not to wait for the transformer.
import "./menu.tsx";

async function withMenu() {
  const panel = await renderPanel();
  panel.set({ id: "demo:one", timeline: [fakeMessage("ai", "Hello")] });
  fireEvent.click(panel.get("menu"));
  await waitFor(() => expect(items()).not.toEqual([]));
  function items(): HTMLElement[] {
    return [...panel.container.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }
  const item = (name: string) => {
    const found = panel.container.querySelector<HTMLElement>(`[data-item="${name}"]`);
    if (!found) throw new Error(`There is no item ${name}.`);
    return found;
  };
  return { panel, items, item };
}

describe("the menu of the header", () => {
  it("is not there before there is a conversation", async () => {
    const panel = await renderPanel();
    expect(panel.part("menu")).toBeNull();
  });

  it("is gone through by arrow keys, and Escape closes it and not the panel", async () => {
    const { panel, items } = await withMenu();
    expect(panel.get("menu").getAttribute("aria-expanded")).toBe("true");
    const [first, second] = items();
    expect(document.activeElement).toBe(first);
    const menu = panel.container.querySelector('[role="menu"]') ?? panel.container;
    fireEvent.keyDown(menu, { key: "ArrowUp" });
    expect(document.activeElement).toBe(items().at(-1));
    fireEvent.keyDown(menu, { key: "ArrowDown" });
    fireEvent.keyDown(menu, { key: "ArrowDown" });
    expect(document.activeElement).toBe(second);
    fireEvent.keyDown(menu, { key: "Escape" });
    expect(panel.closed()).toBe(0);
    await waitFor(() => expect(items()).toEqual([]));
    expect(document.activeElement).toBe(panel.get("menu"));
  });

  it("[S5] ends the conversation once its customer has been told what that means", async () => {
    const { panel, item } = await withMenu();
    fireEvent.click(item("end"));
    await waitFor(() => item("end-confirm"));
    expect(panel.client.calls).toEqual([]);
    const dialog = panel.container.querySelector('[role="alertdialog"]');
    expect(dialog?.textContent).toContain("Nobody will answer here any more.");
    // What does no harm is what Enter does.
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Cancel"));
    fireEvent.click(item("end-confirm"));
    expect(panel.client.calls).toEqual([["end"]]);
    await waitFor(() => expect(panel.container.querySelector('[role="alertdialog"]')).toBeNull());
  });

  it("says so where the browser lets no window of its own open", async () => {
    const { panel, item } = await withMenu();
    const open = vi.spyOn(window, "open").mockReturnValue(null);
    fireEvent.click(item("popout"));
    expect(open).toHaveBeenCalledTimes(1);
    expect(panel.closed()).toBe(0);
    await waitFor(() =>
      expect(panel.container.querySelector(".notice")?.textContent).toBe(
        "That didn't work. Please try again.",
      ),
    );
    open.mockRestore();
  });

  it("offers no end to what has ended", async () => {
    const { panel, items } = await withMenu();
    panel.set({ state: "ended" });
    await waitFor(() => expect(items().map(({ dataset }) => dataset.item)).not.toContain("end"));
    expect(items().map(({ dataset }) => dataset.item)).toContain("html");
  });
});
