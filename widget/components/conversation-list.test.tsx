import { fireEvent, waitFor } from "@testing-library/preact";
import { describe, expect, it } from "vitest";
import { fakeMessage } from "../testing/fake-client.ts";
import { renderPanel } from "../testing/render-panel.tsx";
// There before it is asked for: a test is not to wait for the transformer.
import "../answers/answer-extras.tsx";
import "./conversation-list.tsx";
import "./menu.tsx";

const conversation = (id: string, text: string | null) => ({
  id: `demo:${id}`,
  endedAt: "2026-11-20T14:00:00.000Z",
  lastMessage: text === null ? null : { role: "ai", name: "", text, at: "2026-11-20T13:00:00.000Z" },
});
const entry = { ...fakeMessage("customer", "What I wrote then"), state: "sent" };

async function lookingBack(conversations: unknown, transcript: unknown = { id: "demo:b", entries: [entry] }) {
  const panel = await renderPanel("en", "kept");
  panel.set({ id: "demo:now", timeline: [fakeMessage("ai", "Hello")] });
  panel.server.answer = async (url) => {
    if (url.endsWith("/sessions"))
      return { body: { token: "t.o.ken", conversationId: "demo:now", customer: {} } };
    return { body: url.endsWith("/conversations") ? { conversations } : transcript };
  };
  fireEvent.click(panel.get("menu"));
  await waitFor(() => expect(panel.container.querySelector('[data-item="earlier"]')).not.toBeNull());
  fireEvent.click(panel.container.querySelector('[data-item="earlier"]') ?? panel.container);
  await waitFor(() => panel.get("conversations"));
  const choices = () => [...panel.get("conversations").querySelectorAll<HTMLElement>("li button")];
  const back = () => panel.get("conversations").querySelector("button") ?? panel.container;
  return { panel, choices, back };
}

describe("earlier conversations", () => {
  it("[S11] are listed by when they ended and what was said last, but for the one that is in the chat", async () => {
    const list = [conversation("now", "Hello"), conversation("b", "Bye"), conversation("c", null)];
    const { panel, choices, back } = await lookingBack(list);
    await waitFor(() => expect(choices()).toHaveLength(2));
    expect(choices()[0]?.textContent).toMatch(/^Nov 20, 2026, .*Bye$/u);
    expect(panel.get("composer").closest("[hidden]")).not.toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(back()));
  });

  it("are read and nothing else, and there is a way back from each to the list, and to the chat", async () => {
    const { panel, choices, back } = await lookingBack([conversation("b", "Bye")]);
    await waitFor(() => expect(choices()).toHaveLength(1));
    fireEvent.click(choices()[0] ?? panel.container);
    await waitFor(() => expect(panel.get("conversations").textContent).toContain("What I wrote then"));
    expect(panel.get("conversations").querySelector("textarea")).toBeNull();
    const { url, request } = panel.server.requests.at(-1) ?? { url: "", request: null };
    expect(url).toBe("https://baton.test/parties/main/demo:b/transcript");
    expect(request?.headers).toEqual({ authorization: "Bearer t.o.ken" });
    fireEvent.click(back());
    await waitFor(() => expect(choices()).toHaveLength(1));
    fireEvent.click(back());
    await waitFor(() => expect(panel.part("conversations")).toBeNull());
    expect(panel.get("composer").closest("[hidden]")).toBeNull();
  });

  it("[N1] show which answers were helpful, by name, and let nobody change it", async () => {
    const answers = [fakeMessage("ai", "One."), fakeMessage("customer", "And?"), fakeMessage("ai", "Two.")];
    const body = { id: "demo:b", entries: answers, thumbs: { [answers[0]?.id ?? ""]: "down", gone: "up" } };
    const { panel, choices } = await lookingBack([conversation("b", "Bye")], body);
    await waitFor(() => expect(choices()).toHaveLength(1));
    fireEvent.click(choices()[0] ?? panel.container);
    const thumbs = () => [...panel.get("conversations").querySelectorAll("[part=thumb]")];
    await waitFor(() => expect(thumbs()).toHaveLength(1));
    expect(thumbs().map((thumb) => [thumb.getAttribute("role"), thumb.getAttribute("aria-label")])).toEqual([
      ["img", "Not helpful"],
    ]);
    expect(thumbs()[0]?.closest(".group")?.textContent).toContain("One.");
    expect(panel.get("conversations").querySelectorAll("[part=log] button")).toHaveLength(0);
  });

  it("that cannot be had are asked for again", async () => {
    const { panel, choices } = await lookingBack("nonsense");
    const retry = () => panel.get("conversations").querySelector<HTMLElement>("[role=alert] button");
    await waitFor(() => expect(retry()).not.toBeNull());
    const { answer } = panel.server;
    panel.server.answer = async (url, request) =>
      url.endsWith("/conversations")
        ? { body: { conversations: [conversation("b", "Bye")] } }
        : answer(url, request);
    fireEvent.click(retry() ?? panel.container);
    await waitFor(() => expect(choices()).toHaveLength(1));
  });

  it("that are none are said to be none", async () => {
    const { panel } = await lookingBack([]);
    await waitFor(() => expect(panel.get("conversations").textContent).toContain("no earlier"));
  });
});
