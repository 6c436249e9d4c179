import { cleanup, fireEvent, waitFor } from "@testing-library/preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CustomerView } from "../../conversation/core/view/types.ts";
import { fakeLine, fakeMessage } from "../testing/fake-client.ts";
import { renderPanel } from "../testing/render-panel.tsx";
// There before it is asked for: a test is not to wait for the transformer.
import "./ended.tsx";
import "../transcript.ts";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

async function endedPanel(locale = "en", rest: Partial<CustomerView> = {}) {
  const panel = await renderPanel(locale, "kept");
  const timeline = [
    fakeMessage("customer", "Hello"),
    fakeLine({ kind: "system", code: "conversation_ended" }),
  ];
  panel.set({ id: "demo:one", state: "ended", canRequestHuman: false, timeline, ...rest });
  await waitFor(() => panel.get("rating"));
  const button = (words: string) => {
    const found = [...panel.container.querySelectorAll("button")].find(
      (one) => one.textContent === words || one.getAttribute("aria-label") === words,
    );
    if (!found) throw new Error(`There is no button ${words}.`);
    return found;
  };
  const stars = () => [...panel.get("rating").querySelectorAll<HTMLInputElement>("input[type=radio]")];
  return { panel, button, stars };
}

describe("the rating", () => {
  it("[N1] is one of five, by name, and goes out with what is said to it", async () => {
    const { panel, stars } = await endedPanel();
    expect(stars().map((star) => star.getAttribute("aria-label"))).toEqual([
      "Very bad",
      "Bad",
      "Okay",
      "Good",
      "Very good",
    ]);
    expect(panel.get("rating").querySelector("legend")?.textContent).toBe("How was this conversation?");
    // Choosing is not sending: arrow keys go over the stars.
    fireEvent.click(stars()[1] ?? panel.container);
    fireEvent.click(stars()[3] ?? panel.container);
    expect(panel.client.calls).toEqual([]);
    const comment = panel.get("rating").querySelector("textarea") ?? panel.container;
    fireEvent.input(comment, { target: { value: "  Quick and kind " } });
    fireEvent.submit(panel.get("rating"));
    await waitFor(() => expect(panel.container.querySelector(".rated [role=status]")).not.toBeNull());
    expect(panel.client.calls).toEqual([["rate", { score: 4, comment: "Quick and kind" }]]);
  });

  it("[N1] is thanked for where the focus is, and can be changed", async () => {
    const { panel, button, stars } = await endedPanel();
    fireEvent.click(stars()[4] ?? panel.container);
    fireEvent.submit(panel.get("rating"));
    await waitFor(() => button("Change rating"));
    expect(panel.get("rating").textContent).toContain("Thank you for your rating.");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Thank you for your rating."));
    fireEvent.click(button("Change rating"));
    await waitFor(() => expect(document.activeElement).toBe(stars()[4]));
    fireEvent.click(stars()[0] ?? panel.container);
    fireEvent.submit(panel.get("rating"));
    await waitFor(() => button("Change rating"));
    expect(panel.client.calls).toEqual([
      ["rate", { score: 5 }],
      ["rate", { score: 1 }],
    ]);
  });

  it("[I15] that was given before is shown, also after a reload, and can be changed; the focus stays where it is", async () => {
    const { panel, button, stars } = await endedPanel("en", { rating: 4 });
    expect(stars()).toEqual([]);
    expect(panel.get("rating").textContent).toMatch(/Thank you for your rating\..*Good/u);
    expect(panel.get("rating").querySelectorAll(".filled")).toHaveLength(4);
    expect(document.activeElement).toBe(panel.get("composer"));
    fireEvent.click(button("Change rating"));
    await waitFor(() => expect(document.activeElement).toBe(stars()[3]));
    expect(panel.client.calls.filter(([name]) => name === "rate")).toEqual([]);
  });

  it("[I15] that another tab gives is shown here, but not over what is being written", async () => {
    const { panel, stars } = await endedPanel();
    fireEvent.click(stars()[0] ?? panel.container);
    const comment = panel.get("rating").querySelector("textarea") ?? panel.container;
    fireEvent.input(comment, { target: { value: "Far too slow" } });
    panel.set({ rating: 5 });
    expect(panel.get("rating").querySelector("textarea")?.value).toBe("Far too slow");
    fireEvent.submit(panel.get("rating"));
    await waitFor(() => expect(panel.get("rating").textContent).toContain("Very bad"));
    panel.set({ rating: 1 });
    panel.set({ rating: 3 });
    await waitFor(() => expect(panel.get("rating").textContent).toContain("Okay"));
  });

  it("that is not taken stays as it was, and the notice says that it failed", async () => {
    const { panel, stars } = await endedPanel();
    fireEvent.click(stars()[2] ?? panel.container);
    panel.client.failNext("unavailable");
    fireEvent.submit(panel.get("rating"));
    await waitFor(() =>
      expect(panel.container.querySelector("[role=alert]")?.textContent).toMatch(/didn't work/),
    );
    expect(stars()[2]?.checked).toBe(true);
  });
});

describe("a new conversation", () => {
  it("[S5] begins with nothing said, and what is written stands there until it has begun", async () => {
    const { panel, button } = await endedPanel();
    fireEvent.click(button("Start a new conversation"));
    await waitFor(() => expect(panel.part("ended")).toBeNull());
    expect(document.activeElement).toBe(panel.get("composer"));
    expect(panel.parts("message")).toEqual([]);
    expect(panel.get("log").textContent).toContain("Hello! How can we help?");
    expect(panel.get("header").textContent).toContain("AI assistant");

    panel.chat.send("Another thing");
    panel.set({});
    expect(panel.parts("message").map((node) => node.textContent)).toEqual(["YouAnother thing"]);

    panel.set({ id: "demo:two", state: "ai_active", timeline: [fakeMessage("customer", "Another thing")] });
    expect(panel.parts("message")).toHaveLength(1);
    // The next end is an end again.
    panel.set({ state: "ended" });
    expect(panel.part("ended")).not.toBeNull();
  });
});

describe("saving the conversation", () => {
  const entries = [
    {
      ...{ id: "m1", seq: 1, cycle: 0, at: "2026-11-20T14:00:00.000Z", ledger: "public", kind: "message" },
      ...{ author: { id: "v_1", name: "Visitor", role: "customer" }, text: "Hello", state: "sent" },
    },
  ];

  function answering(panel: Awaited<ReturnType<typeof endedPanel>>["panel"], body: unknown): void {
    panel.server.answer = async (url) =>
      url.endsWith("/sessions")
        ? { body: { token: "t.o.ken", conversationId: "demo:two", customer: { id: "v_1", name: "V" } } }
        : { body };
  }

  it("[N2, A4] fetches the customer's copy with the token in a header, and hands it over as a file", async () => {
    const blobs: Blob[] = [];
    vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
      if (blob instanceof Blob) blobs.push(blob);
      return "blob:one";
    });
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
    const { panel, button } = await endedPanel();
    answering(panel, { id: "demo:one", entries });
    fireEvent.click(button("As a text file"));
    await waitFor(() => expect(blobs).toHaveLength(1));
    expect(await blobs[0]?.text()).toMatch(/^\[Nov 20, 2026, .*\] You: Hello$/mu);
    expect(clicked.mock.contexts[0]).toMatchObject({ download: "chat-2026-11-20.txt" });
    expect(panel.server.requests.map(({ url }) => url)).toEqual([
      "https://baton.test/parties/workspace/demo/sessions",
      "https://baton.test/parties/main/demo:one/transcript",
    ]);
    expect(panel.server.requests[1]?.request.headers).toEqual({ authorization: "Bearer t.o.ken" });
  });

  it("[I7] takes no file with anything else than the customer's ledger in it", async () => {
    const made = vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:one");
    const { panel, button } = await endedPanel();
    answering(panel, { id: "demo:one", entries: [{ ...entries[0], ledger: "internal", after: 1 }] });
    fireEvent.click(button("As a web page"));
    await waitFor(() => expect(panel.chat.notice.value).toBe("notice.failed"));
    expect(made).not.toHaveBeenCalled();
  });
});
