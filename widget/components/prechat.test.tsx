import { cleanup, fireEvent, waitFor } from "@testing-library/preact";
import { beforeEach, describe, expect, it } from "vitest";
import { prechatQuestions } from "../said.ts";
import type { Settings } from "../settings.ts";
import { fakeMessage } from "../testing/fake-client.ts";
import { renderPanel } from "../testing/render-panel.tsx";
// There before it is asked for: a test is not to wait for the transformer.
import "./prechat.tsx";

beforeEach(() => localStorage.clear());
const ASKED = { prechat: "name*|email|Order number" };

async function asked(settings: Settings = ASKED) {
  const panel = await renderPanel("en", undefined, settings);
  await waitFor(() => panel.get("prechat"));
  const inputs = () => [...panel.get("prechat").querySelectorAll("input")];
  const answer = (name: string, value: string) => {
    const input = inputs().find((one) => one.name === name);
    if (!input) throw new Error(`Nobody asks for ${name}.`);
    fireEvent.input(input, { target: { value } });
  };
  return { panel, inputs, answer };
}

describe("what is asked before the first message", () => {
  it("is asked before anything else can be done, each by its label", async () => {
    const { panel, inputs } = await asked();
    expect(inputs().map(({ name, type, required }) => [name, type, required])).toEqual([
      ["name", "text", true],
      ["email", "email", false],
      ["Order number", "text", false],
    ]);
    expect(inputs().map(({ labels }) => labels?.[0]?.textContent)).toEqual([
      "Your name",
      "Email address (optional)",
      "Order number (optional)",
    ]);
    expect(panel.part("composer")).toBeNull();
    expect(panel.part("log")).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(inputs()[0]));
  });

  it("makes way for the chat, and is kept for whichever tab starts the conversation", async () => {
    const { panel, answer } = await asked();
    answer("name", " Kim ");
    answer("Order number", "4711");
    fireEvent.submit(panel.get("prechat"));
    await waitFor(() => expect(document.activeElement).toBe(panel.get("composer")));
    expect(panel.part("prechat")).toBeNull();
    expect(JSON.parse(localStorage.getItem("baton:demo:said") ?? "")).toEqual({
      name: "Kim",
      "Order number": "4711",
    });
    cleanup();
    const again = await renderPanel("en", undefined, ASKED);
    expect(again.part("prechat")).toBeNull();
  });

  it("is not asked of somebody who has a conversation, nor while it is on its way", async () => {
    const panel = await renderPanel("en", "kept", ASKED);
    expect(panel.part("composer")).not.toBeNull();
    panel.set({ id: "demo:one", timeline: [fakeMessage("ai", "Hello")] });
    expect(panel.part("prechat")).toBeNull();
    expect(panel.part("composer")).not.toBeNull();
  });

  it("asks nobody for what their site has said, and no more than five things", () => {
    expect(prechatQuestions({ ...ASKED, identity: "a.b.c" })).toEqual([
      { name: "Order number", isRequired: false },
    ]);
    expect(
      prechatQuestions({ prechat: ["a", "b*", " ", "c", "d", "e", "f"] }).map(({ name }) => name),
    ).toEqual([...["a", "b", "c", "d", "e"]]);
    expect(prechatQuestions({})).toEqual([]);
  });
});
