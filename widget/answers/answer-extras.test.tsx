import { fireEvent, waitFor } from "@testing-library/preact";
import { describe, expect, test } from "vitest";
import type { Entry } from "../../conversation/core/view/types.ts";
import { fakeLine, fakeMessage } from "../testing/fake-client.ts";
import { renderPanel } from "../testing/render-panel.tsx";

const asks = () => fakeMessage("customer", "Where is it?");

async function panelWith(timeline: readonly Entry[], rest: object = {}) {
  const panel = await renderPanel();
  panel.set({ id: "c1", timeline, ...rest });
  const thumbs = () => panel.parts("thumb");
  return {
    ...panel,
    thumbs,
    /** Which of the last answer's thumbs are pressed. */
    pressed: () =>
      thumbs()
        .slice(-2)
        .map((button) => button.getAttribute("aria-pressed")),
    suggestions: () => [...(panel.part("suggestions")?.querySelectorAll("button") ?? [])],
  };
}

describe("thumbs", () => {
  test("stand under the last answer of each group, by name, and under nothing else", async () => {
    const panel = await panelWith([
      asks(),
      fakeMessage("ai", "One."),
      fakeMessage("ai", "Two."),
      fakeMessage("agent", "I am Ann."),
      fakeMessage("agent", "Of the AI, in my words.", {
        origin: "ai",
        author: { id: "ben", name: "Ben", role: "agent" },
      }),
      asks(),
      fakeMessage("ai", "Cut sh", { state: "interrupted" }),
    ]);
    await waitFor(() => expect(panel.thumbs()).toHaveLength(4));
    expect(panel.thumbs().map((button) => button.getAttribute("aria-label"))).toEqual([
      ...["Helpful", "Not helpful", "Helpful", "Not helpful"],
    ]);
    const groups = panel.thumbs().map((button) => button.closest(".group")?.textContent);
    expect(groups[0]).toContain("Two.");
    expect(groups[2]).toContain("in my words");
  });

  test("none while an answer is being written", async () => {
    const panel = await panelWith([asks(), fakeMessage("ai", "One", { state: "streaming", seq: null })]);
    panel.set({ timeline: [asks(), fakeMessage("ai", "One")] });
    await waitFor(() => expect(panel.thumbs()).toHaveLength(2));
    panel.set({ timeline: [asks(), fakeMessage("ai", "One", { state: "streaming", seq: null })] });
    expect(panel.thumbs()).toHaveLength(0);
  });

  test("[N1] one press says so at once, another takes it away, and the other replaces it", async () => {
    const answer = fakeMessage("ai", "One.");
    const panel = await panelWith([asks(), answer]);
    await waitFor(() => expect(panel.pressed()).toEqual(["false", "false"]));
    const [up, down] = panel.thumbs();
    if (!up || !down) throw new Error("no thumbs");
    fireEvent.click(up);
    await waitFor(() => expect(panel.pressed()).toEqual(["true", "false"]));
    fireEvent.click(down);
    await waitFor(() => expect(panel.pressed()).toEqual(["false", "true"]));
    fireEvent.click(down);
    await waitFor(() => expect(panel.pressed()).toEqual(["false", "false"]));
    expect(panel.client.calls.filter(([name]) => name === "rateAnswer")).toEqual([
      ["rateAnswer", answer.id, "up"],
      ["rateAnswer", answer.id, "down"],
      ["rateAnswer", answer.id, null],
    ]);
  });

  test("[I15] what the room says is so, also where another tab has pressed", async () => {
    const answer = fakeMessage("ai", "One.", { thumb: "up" });
    const panel = await panelWith([asks(), answer]);
    await waitFor(() => expect(panel.pressed()).toEqual(["true", "false"]));
    panel.set({ timeline: [asks(), { ...answer, thumb: "down" }] });
    await waitFor(() => expect(panel.pressed()).toEqual(["false", "true"]));
  });

  test("one that came to nothing is not shown as pressed, and it is said", async () => {
    const panel = await panelWith([asks(), fakeMessage("ai", "One.")]);
    await waitFor(() => expect(panel.thumbs()).toHaveLength(2));
    panel.client.failNext("not_found");
    const [up] = panel.thumbs();
    if (up) fireEvent.click(up);
    await waitFor(() => expect(panel.container.querySelector('.notice[role="alert"]')).not.toBeNull());
    expect(panel.pressed()).toEqual(["false", "false"]);
  });

  test("may also be pressed after the end", async () => {
    const panel = await panelWith([asks(), fakeMessage("ai", "One.")], { state: "ended" });
    await waitFor(() => expect(panel.thumbs()).toHaveLength(2));
  });
});

describe("suggestions", () => {
  const answer = () =>
    fakeMessage("ai", "Which one?", { suggestions: ["The blue one", "<img src=x onerror=alert(1)>"] });

  test("stand under the newest message, as plain text, and a tap says one of them", async () => {
    const panel = await panelWith([asks(), answer()]);
    await waitFor(() => expect(panel.suggestions()).toHaveLength(2));
    expect(panel.get("suggestions").getAttribute("role")).toBe("group");
    expect(panel.get("suggestions").getAttribute("aria-label")).toBe("Suggested replies");
    expect(panel.suggestions().map(({ textContent }) => textContent)).toEqual([
      "The blue one",
      "<img src=x onerror=alert(1)>",
    ]);
    expect(panel.container.querySelector("img")).toBeNull();
    const [first] = panel.suggestions();
    first?.focus();
    if (first) fireEvent.click(first);
    expect(panel.client.calls).toContainEqual(["send", "The blue one"]);
    await waitFor(() => expect(panel.part("suggestions")).toBeNull());
    // Whoever goes by keyboard is not thrown out of the panel.
    expect(document.activeElement).toBe(panel.get("log"));
  });

  test.each<[what: string, after: Entry[], rest: object]>([
    ["somebody has written after it", [fakeMessage("agent", "Hi, Ann here.")], {}],
    ["something has happened after it", [fakeLine({ kind: "separator", code: "live_chat" })], {}],
    ["the conversation is over", [], { state: "ended" }],
  ])("are gone once %s", async (_, after, rest) => {
    const asked = answer();
    const panel = await panelWith([asks(), asked]);
    await waitFor(() => expect(panel.suggestions()).toHaveLength(2));
    panel.set({ timeline: [asks(), asked, ...after], ...rest });
    await waitFor(() => expect(panel.part("suggestions")).toBeNull());
  });
});
