import { fireEvent, waitFor } from "@testing-library/preact";
import { describe, expect, it } from "vitest";
import { renderPanel } from "../testing/render-panel.tsx";
// There before it is asked for: a test is not to wait for the transformer.
import "./emoji-grid.tsx";

async function opened(draft: string, caret: number) {
  const panel = await renderPanel();
  const field = panel.get("composer");
  if (!(field instanceof HTMLTextAreaElement)) throw new Error("no composer");
  fireEvent.input(field, { target: { value: draft } });
  field.setSelectionRange(caret, caret);
  fireEvent.click(panel.get("emoji"));
  const all = () => [...panel.container.querySelectorAll<HTMLButtonElement>(".emoji button")];
  await waitFor(() => expect(all()).not.toEqual([]));
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? field, { key });
  return { panel, field, all, press };
}

describe("the emoji", () => {
  it("go in where the writer is, who has the focus again", async () => {
    const { panel, field, all } = await opened("Hello Kim", 5);
    fireEvent.click(all()[3] ?? panel.container);
    expect(panel.chat.draft.value).toBe("Hello🙂 Kim");
    expect(document.activeElement).toBe(field);
    await waitFor(() => expect(all()).toEqual([]));
  });

  it("are gone through by arrow keys, rows and columns", async () => {
    const { panel, all, press } = await opened("", 0);
    expect(document.activeElement).toBe(all()[0]);
    press("ArrowRight");
    press("ArrowDown");
    expect(document.activeElement).toBe(all()[9]);
    press("ArrowUp");
    press("ArrowLeft");
    expect(document.activeElement).toBe(all()[0]);
    // There is nothing before the first one.
    press("ArrowLeft");
    expect(document.activeElement).toBe(all()[0]);
    press("End");
    expect(document.activeElement).toBe(all().at(-1));
    press("Escape");
    expect(panel.closed()).toBe(0);
    await waitFor(() => expect(document.activeElement).toBe(panel.get("emoji")));
  });

  it("make no text longer than it may be", async () => {
    const { panel, all } = await opened("x".repeat(5_000), 3);
    fireEvent.click(all()[0] ?? panel.container);
    expect(panel.chat.draft.value).toBe("x".repeat(5_000));
  });
});
