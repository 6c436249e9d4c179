import { act, cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import { localError } from "../../conversation/client/baton-error.ts";
import { fakeLine, fakeMessage } from "../testing/fake-client.ts";
import { renderPanel } from "../testing/render-panel.tsx";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const INDICATORS = ["waiting", "queue", "typing", "connection", "ended"];
const ann = { id: "ann", name: "Ann" };

describe("the state of the conversation, on the screen", () => {
  it("[I15] shows no indicator that is untrue", async () => {
    const panel = await renderPanel();
    panel.set({ id: "c1", timeline: [fakeMessage("ai", "Hello")] });
    expect(INDICATORS.filter((name) => panel.part(name))).toEqual([]);
  });

  it("[H5] the spinner stands from the takeover until the agent's first message, as the room says", async () => {
    const panel = await renderPanel();
    const separator = fakeLine({ kind: "separator", code: "live_chat" });
    panel.set({ id: "c1", state: "agent_joining", agent: ann, waiting: true, timeline: [separator] });
    expect(panel.get("waiting").textContent).toBe("Waiting for support agent to join");
    expect(panel.get("separator")).toMatchObject({ textContent: "Live Chat" });
    expect(panel.get("separator").dataset).toMatchObject({ kind: "live_chat", id: separator.id });

    panel.set({ waitingLong: true });
    expect(panel.get("waiting").textContent).toMatch(/longer than usual/);

    const hello = fakeMessage("agent", "Hi, this is Ann.", { author: { ...ann, role: "agent" } });
    panel.set({ state: "agent_active", waiting: false, timeline: [separator, hello] });
    expect(panel.part("waiting")).toBeNull();
  });

  it("[C5] an answer that an agent has changed is from the agent, and the AI answers on", async () => {
    const panel = await renderPanel();
    const author = { ...ann, role: "agent" } as const;
    panel.set({ id: "c1", timeline: [fakeMessage("agent", "It left today.", { author, origin: "ai" })] });
    expect(panel.get("message").dataset.author).toBe("agent");
    expect(panel.get("author").textContent).toBe("Ann");
    expect(panel.get("header").textContent).toBe("AI assistantAnswers right away");
    expect(panel.part("waiting")).toBeNull();
  });

  it("[H5] [I15] a client that comes fresh shows what one shows that has seen it all", async () => {
    const timeline = [
      fakeMessage("customer", "Hello"),
      fakeMessage("ai", "Hi! We", { state: "interrupted" }),
      fakeLine({ kind: "separator", code: "live_chat" }),
    ];
    const joining = { id: "c1", state: "agent_joining", agent: ann, waiting: true, timeline } as const;
    const old = await renderPanel();
    old.set({ id: "c1", timeline: timeline.slice(0, 1), typing: ["ai"] });
    old.set({ state: "queued", queuePosition: 2, typing: [] });
    old.set({ ...joining, queuePosition: null });
    const fresh = await renderPanel("en", "kept");
    fresh.set(joining);
    expect(fresh.get("log").innerHTML).toBe(old.get("log").innerHTML);
    expect(fresh.get("header").innerHTML).toBe(old.get("header").innerHTML);
  });

  it("[H18] the queue has a place, no spinner, and a way back to the AI", async () => {
    const panel = await renderPanel();
    panel.set({ id: "c1", state: "queued", queuePosition: 12, canRequestHuman: false });
    expect(panel.get("queue").textContent).toBe("You're number 10+ in the queue");
    expect(panel.part("waiting")).toBeNull();
    expect(panel.part("request-human")).toBeNull();
    fireEvent.click(panel.get("return-to-ai"));
    expect(panel.client.calls).toContainEqual(["cancelRequest"]);
  });

  it("[H18] a person can be asked for as long as the room allows it, before the first message too", async () => {
    const panel = await renderPanel();
    fireEvent.click(panel.get("request-human"));
    expect(panel.client.calls).toContainEqual(["requestHuman"]);
    panel.set({ canRequestHuman: false });
    expect(panel.part("request-human")).toBeNull();
  });

  it("[T5] a person who takes over from a person changes the name and nothing else", async () => {
    const panel = await renderPanel();
    panel.set({ id: "c1", state: "agent_active", agent: ann });
    expect(panel.get("header").textContent).toContain("Ann");
    panel.set({ agent: { id: "sue", name: "Sue" } });
    expect(panel.get("header").textContent).toContain("Sue");
    expect([...INDICATORS, "separator"].filter((name) => panel.part(name))).toEqual([]);
  });

  it("[S5] the end is shown, and that a message begins anew", async () => {
    const panel = await renderPanel();
    panel.set({
      id: "c1",
      state: "ended",
      timeline: [fakeLine({ kind: "system", code: "conversation_ended" })],
    });
    expect(panel.get("ended").textContent).toMatch(/start a new conversation/);
    expect(panel.get("log").textContent).toContain("This conversation has ended");
    expect(panel.get("composer")).toBeTruthy();
  });

  it("the connection's trouble is told when it lasts, and goes with it", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const panel = await renderPanel();
    panel.set({ id: "c1" });
    panel.set({}, "offline");
    expect(panel.part("connection")).toBeNull();
    act(() => void vi.advanceTimersByTime(1_000));
    expect(panel.get("connection").textContent).toBe("Reconnecting…");
    panel.set({}, "online");
    expect(panel.part("connection")).toBeNull();
  });

  it("[A8] while too many come from the visitor's network nothing is being connected, and the notice says so", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const panel = await renderPanel();
    panel.set({}, "offline");
    act(() => void vi.advanceTimersByTime(1_000));
    expect(panel.part("connection")).not.toBeNull();
    act(() => panel.client.emit("error", localError("rate_limited", "Wait.")));
    expect(panel.part("connection")).toBeNull();
    expect(panel.container.querySelector(".notice")?.textContent).toMatch(/^Too many chats were started/);
  });

  it("[H13] all of it changes its language at once, separators and spinner included", async () => {
    const panel = await renderPanel();
    const separator = fakeLine({ kind: "separator", code: "ai_resumed" });
    panel.set({ id: "c1", state: "agent_joining", waiting: true, timeline: [separator] });
    await act(() => panel.words.use(["ar"]));
    expect(panel.get("waiting").textContent).toBe("في انتظار انضمام موظف الدعم");
    expect(panel.get("separator").textContent).toBe("عودة مساعد الذكاء الاصطناعي");
    expect(panel.get("composer").getAttribute("placeholder")).toBe("اكتب رسالة…");
  });
});

describe("messages", () => {
  it("say who speaks, each of them, and what became of them", async () => {
    const panel = await renderPanel();
    const timeline = [
      fakeMessage("customer", "Hello"),
      fakeMessage("ai", "Hi", { state: "interrupted" }),
      fakeMessage("agent", "Hi, this is Ann.", { author: { ...ann, role: "agent" } }),
    ];
    panel.set({ id: "c1", timeline });
    const shown = panel
      .parts("message")
      .map((node) => [node.dataset.author, node.dataset.state, node.dataset.id]);
    expect(shown).toEqual(timeline.map(({ id, author, state }) => [author.role, state, id]));
    expect(panel.parts("author").map((node) => node.textContent)).toEqual(["You", "AI assistant", "Ann"]);
    expect(panel.parts("message")[2]?.textContent).toContain("Support team");
  });

  it("[H4] text that was interrupted keeps what there is of it", async () => {
    const panel = await renderPanel();
    panel.set({ id: "c1", timeline: [fakeMessage("ai", "We are so", { state: "interrupted" })] });
    expect(panel.get("text").textContent).toBe("We are so");
    expect(panel.get("log").textContent).toContain("Stopped here");
  });

  it("[A5] are text: markup and script in them stay what they are", async () => {
    const panel = await renderPanel();
    const evil = `<img src=x onerror=alert(1)><script>alert(2)</script>`;
    const sources = [
      { title: evil, url: "javascript:alert(3)" },
      { title: "Returns", url: "/help/returns.html" },
    ];
    panel.set({ id: "c1", timeline: [fakeMessage("ai", evil, { sources })] });
    expect(panel.get("text").textContent).toBe(evil);
    expect(panel.container.querySelector("img, script")).toBeNull();
    const links = [...panel.get("log").querySelectorAll("a")];
    expect(links.map(({ textContent, protocol }) => [textContent, protocol])).toEqual([["Returns", "http:"]]);
  });

  it("that failed can be tried again, each of them", async () => {
    const panel = await renderPanel();
    const failed = { seq: null, state: "failed" } as const;
    const timeline = [
      fakeMessage("customer", "one", { ...failed, id: "f1" }),
      fakeMessage("customer", "two", { ...failed, id: "f2" }),
    ];
    panel.set({ id: "c1", timeline });
    const retries = [...panel.get("log").querySelectorAll("button")];
    expect(retries.map(({ textContent }) => textContent)).toEqual(["Try again", "Try again"]);
    for (const retry of retries) fireEvent.click(retry);
    expect(panel.client.calls.filter(([name]) => name === "retry")).toEqual([
      ["retry", "f1"],
      ["retry", "f2"],
    ]);
  });

  it("[H20] of which the AI is unsure offer a person beside them, while they are the newest", async () => {
    const panel = await renderPanel();
    const unsure = fakeMessage("ai", "I am not sure.", { offersPerson: true });
    panel.set({ id: "c1", timeline: [unsure] });
    const chip = () => panel.get("log").querySelector<HTMLElement>(".chip");
    fireEvent.click(chip() ?? panel.container);
    expect(panel.client.calls).toContainEqual(["requestHuman"]);
    panel.set({ timeline: [unsure, fakeMessage("customer", "Never mind")] });
    expect(chip()).toBeNull();
  });
});

describe("an empty chat", () => {
  it("greets and offers three questions, of which one is sent with a click", async () => {
    const panel = await renderPanel();
    const questions = [...panel.get("log").querySelectorAll("button")];
    expect(questions).toHaveLength(3);
    if (questions[0]) fireEvent.click(questions[0]);
    expect(panel.client.calls).toEqual([["send", "What are your delivery times?"]]);
  });

  it("offers the page's own questions, or none", async () => {
    const own = await renderPanel("en", undefined, { questions: "Do you repair? | Where are you?" });
    expect([...own.get("log").querySelectorAll("button")].map(({ textContent }) => textContent)).toEqual([
      "Do you repair?",
      "Where are you?",
    ]);
    cleanup();
    const none = await renderPanel("en", undefined, { questions: [] });
    expect(none.get("log").querySelector("button")).toBeNull();
  });

  it("does not greet while a kept conversation is on its way", async () => {
    const panel = await renderPanel("en", "kept");
    expect(panel.get("log").textContent).toBe("Loading the conversation…");
    panel.set({ id: "c1", timeline: [fakeMessage("ai", "Hello")] });
    expect(panel.get("log").textContent).not.toContain("Loading");
  });
});

describe("for those who use no pointer or no eyes", () => {
  it("it is a dialog with a log that is not live, and one polite region outside it", async () => {
    const panel = await renderPanel();
    expect(panel.get("panel").getAttribute("role")).toBe("dialog");
    expect(panel.get("log").getAttribute("role")).toBe("log");
    expect(panel.get("log").getAttribute("aria-live")).toBe("off");
    const live = panel.container.querySelectorAll('[aria-live="polite"]');
    expect(live).toHaveLength(1);
    expect(panel.get("log").contains(live[0] ?? null)).toBe(false);
    panel.set({ id: "c1" });
    panel.set({ timeline: [fakeMessage("ai", "Hello. How can we help?")] });
    expect(live[0]?.textContent).toBe("AI assistant: Hello. How can we help?");
  });

  it("Escape closes it, unless an input method is at work", async () => {
    const panel = await renderPanel();
    fireEvent.keyDown(panel.get("composer"), { key: "Escape", isComposing: true });
    expect(panel.closed()).toBe(0);
    fireEvent.keyDown(panel.get("composer"), { key: "Escape" });
    expect(panel.closed()).toBe(1);
  });

  it("focus is in the composer when it opens, and every button has a name", async () => {
    const panel = await renderPanel();
    expect(document.activeElement).toBe(panel.get("composer"));
    const nameless = [...panel.container.querySelectorAll("button")].filter(
      (button) => !button.textContent && !button.getAttribute("aria-label"),
    );
    expect(nameless).toEqual([]);
  });
});
