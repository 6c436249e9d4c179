import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { localError } from "../conversation/client/baton-error.ts";
import { type Chat, createChat } from "./chat.ts";
import type { SessionStore, StoredSession } from "./session-store.ts";
import { type FakeClient, fakeClient, fakeMessage } from "./testing/fake-client.ts";
import { fakeDevice } from "./testing/fake-device.ts";

/** An identity token for somebody, as far as the widget reads it. */
const tokenFor = (sub: string, extra = "") => `h.${btoa(JSON.stringify({ sub, extra }))}.s`;

function memoryStore(kept: StoredSession | null = null) {
  let heard: (stored: StoredSession | null) => void = () => {};
  let value = kept;
  const store: SessionStore = {
    read: () => value,
    write(next) {
      value = next;
    },
    watch(fn) {
      heard = fn;
      return () => {};
    },
  };
  const otherTab = (next: StoredSession | null) => {
    value = next;
    heard(next);
  };
  return { store, otherTab };
}

let frames: (() => void)[];
let chat: Chat;
let clients: FakeClient[];
let made: { session: string | undefined; identity: string | undefined }[];
const emit = vi.fn();
const onUnread = vi.fn();

let device: ReturnType<typeof fakeDevice>;

function start(kept?: StoredSession, identity?: string) {
  device = fakeDevice();
  const memory = memoryStore(kept);
  chat = createChat({
    ...device,
    loadNotices: async () => ({ monitoring: "off", backAt: null, takesFiles: true }),
    createClient(given) {
      made.push({ session: given.session, identity: given.identity });
      const client = fakeClient(given.session);
      clients.push(client);
      return client;
    },
    store: memory.store,
    identity,
    emit,
    onUnread,
  });
  return memory;
}

const client = () => {
  const last = clients.at(-1);
  if (!last) throw new Error("no client was made");
  return last;
};
const called = (name: string) => client().calls.filter(([call]) => call === name).length;
const nextFrame = () => {
  for (const frame of frames.splice(0)) frame();
};

beforeEach(() => {
  [frames, clients, made] = [[], [], []];
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => frames.push(frame));
  vi.stubGlobal("cancelAnimationFrame", () => {
    frames = [];
  });
});
afterEach(() => {
  chat.destroy();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

describe("what is drawn", () => {
  it("changes once a frame, however fast a reply streams", () => {
    start();
    chat.setOpen(true);
    const seen: number[] = [];
    chat.view.subscribe(({ timeline }) => void seen.push(timeline.length));
    for (const text of ["W", "We", "We are"]) {
      client().set({ timeline: [fakeMessage("ai", text, { id: "r", state: "streaming" })] }, "online");
    }
    expect(seen).toEqual([0]);
    nextFrame();
    expect(seen).toEqual([0, 1]);
    expect(chat.view.value.timeline[0]).toMatchObject({ text: "We are" });
  });

  it("does not change while the panel is closed, and is up to date when it opens", () => {
    start();
    client().set({ timeline: [fakeMessage("ai", "Hello")] }, "online");
    expect(frames).toEqual([]);
    expect(chat.view.value.timeline).toEqual([]);
    chat.setOpen(true);
    expect(chat.view.value.timeline).toHaveLength(1);
  });
});

describe("unread", () => {
  it("[I15] is told open or closed, and marked read only while the panel is open and visible", () => {
    start();
    client().set({ unread: 2 }, "online");
    expect(onUnread).toHaveBeenLastCalledWith(2);
    expect(called("markRead")).toBe(0);
    chat.setOpen(true);
    expect(called("markRead")).toBe(1);

    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    document.dispatchEvent(new Event("visibilitychange"));
    client().set({ unread: 0 });
    client().set({ unread: 1 });
    expect(called("markRead")).toBe(1);
    vi.restoreAllMocks();
    document.dispatchEvent(new Event("visibilitychange"));
    expect(called("markRead")).toBe(2);
  });
});

describe("the session", () => {
  it("is kept from the first message on, and not before", () => {
    const { store } = start();
    expect(store.read()).toBeNull();
    // Before the server has answered: what it made of the message must be found out after a reload too.
    chat.send("Hello");
    expect(store.read()).toEqual({ session: "made-here", subject: null });
    client().emit("conversation_started", { id: "c1" });
    expect(store.read()).toEqual({ session: "made-here", subject: null });
    expect(emit).toHaveBeenCalledWith("conversation_started", { id: "c1" });
  });

  it("of a request without a word is kept once it has begun: other tabs would find nothing before", () => {
    const { store } = start();
    chat.toggleHuman();
    expect(client().session).toBe("made-here");
    expect(store.read()).toBeNull();
    client().emit("conversation_started", { id: "c1" });
    expect(store.read()).toEqual({ session: "made-here", subject: null });
  });

  it("of another tab is taken up by a tab that has none", async () => {
    const { otherTab } = start();
    otherTab({ session: "theirs", subject: null });
    await vi.waitFor(() => expect(made).toHaveLength(2));
    expect(made.map(({ session }) => session)).toEqual([undefined, "theirs"]);
    expect(clients[0]?.calls.at(-1)).toEqual(["close"]);
  });

  it("of another tab does not replace a conversation of this tab's own", () => {
    const { otherTab } = start();
    chat.send("Hello");
    vi.useFakeTimers();
    otherTab({ session: "theirs", subject: null });
    vi.runAllTimers();
    vi.useRealTimers();
    expect(made).toHaveLength(1);
  });

  it("that the server no longer knows is forgotten without a word", () => {
    const { store } = start({ session: "old", subject: null });
    chat.setOpen(true);
    client().emit("error", localError("not_found", "Erased."));
    client().set({}, "refused");
    nextFrame();
    expect(store.read()).toBeNull();
    expect(chat.status.value).toBe("idle");
    expect(chat.notice.value).toBeNull();
  });

  it("[A11] ends with logout, here and in other tabs, and the draft with it", () => {
    const { store, otherTab } = start({ session: "mine", subject: null });
    chat.setDraft("my card number is");
    chat.logout();
    expect(store.read()).toBeNull();
    expect(chat.draft.value).toBe("");
    expect(made.at(-1)).toEqual({ session: undefined, identity: undefined });
    expect(device.endSession).toHaveBeenCalledExactlyOnceWith("mine");
    expect(chat.person.value).toBe(1);

    otherTab({ session: "again", subject: null });
    chat.setDraft("secret");
    otherTab(null);
    expect(chat.draft.value).toBe("");
    expect(made.at(-1)?.session).toBeUndefined();
    // Whoever logged out has told the server.
    expect(device.endSession).toHaveBeenCalledTimes(1);
    expect(chat.person.value).toBe(2);
  });

  it("[A11] that stood in the storage when nobody had opened the chat ends on the server too", () => {
    start();
    chat.logout("of-before");
    expect(device.endSession).toHaveBeenCalledExactlyOnceWith("of-before");
  });

  it("[A11] is kept under its newest key, for all tabs; what another session is called is not", () => {
    const key = (name: string) => "s".repeat(16) + name.padStart(27, "-");
    const { store } = start({ session: key("one"), subject: "ann" });
    client().renew(key("two"));
    expect(store.read()).toEqual({ session: key("two"), subject: "ann" });
    client().renew("f".repeat(43));
    expect(store.read()).toEqual({ session: key("two"), subject: "ann" });
  });

  it("[A11] of somebody else is never given to whom the page names now", () => {
    const { store } = start({ session: "of-ann", subject: "ann" }, tokenFor("ben"));
    expect(made.map(({ session }) => session)).toEqual([undefined]);
    expect(store.read()).toBeNull();
    expect(device.endSession).toHaveBeenCalledExactlyOnceWith("of-ann");
  });

  it("[A11] stays with a renewed token of the same person, and ends with another person's", () => {
    start({ session: "of-ann", subject: "ann" }, tokenFor("ann"));
    chat.identify(tokenFor("ann", "renewed"));
    expect(made).toHaveLength(1);
    chat.identify(tokenFor("ben"));
    expect(made.at(-1)).toEqual({ session: undefined, identity: tokenFor("ben") });
    expect(device.endSession).toHaveBeenCalledExactlyOnceWith("of-ann");
  });

  it("[I11] goes on with a renewed token when the server no longer takes the old one", () => {
    start({ session: "of-ann", subject: "ann" }, tokenFor("ann"));
    client().set({}, "online");
    chat.identify(tokenFor("ann", "renewed"));
    client().set({}, "refused");
    expect(made.at(-1)).toEqual({ session: "of-ann", identity: tokenFor("ann", "renewed") });
    client().set({}, "refused");
    expect(made).toHaveLength(2);
  });

  it("[A11] of an anonymous visitor goes on when they say who they are, and is theirs from then on", () => {
    const { store } = start({ session: "mine", subject: null });
    chat.identify(tokenFor("ann"));
    expect(made.at(-1)).toEqual({ session: "mine", identity: tokenFor("ann") });
    expect(store.read()).toEqual({ session: "mine", subject: "ann" });
    chat.identify(tokenFor("ben"));
    expect(made.at(-1)?.session).toBeUndefined();
  });
});

it("[A11] a page that names somebody only now may mean another than the one whose session is kept", () => {
  start({ session: "of-ann", subject: "ann" });
  chat.setDraft("my card number is");
  const people = chat.person.value;
  chat.identify(tokenFor("ben"));
  expect(chat.draft.value).toBe("");
  expect(chat.person.value).toBe(people + 1);
  expect(made.at(-1)?.session).toBeUndefined();
  expect(device.endSession).toHaveBeenCalledExactlyOnceWith("of-ann");
});

it("[A11] a page that names the one whose session is kept goes on with it", () => {
  start({ session: "of-ann", subject: "ann" });
  chat.identify(tokenFor("ann"));
  expect(made.at(-1)?.session).toBe("of-ann");
  expect(device.endSession).not.toHaveBeenCalled();
});

it("[M12, A11] the next person is asked to agree anew", () => {
  start();
  chat.notices.told.value = { monitoring: "consent", backAt: null, takesFiles: true };
  chat.notices.agree();
  expect(chat.notices.mustAgree.value).toBe(false);
  chat.logout();
  expect(chat.notices.mustAgree.value).toBe(true);
});

describe("what the visitor does", () => {
  it("[H18] asks for a person, and from the queue goes back to the AI; once at a time", async () => {
    start();
    chat.toggleHuman();
    chat.toggleHuman();
    expect(called("requestHuman")).toBe(1);
    await vi.waitFor(() => expect(chat.asking.value).toBe(false));
    client().set({ state: "queued" });
    chat.toggleHuman();
    expect(called("cancelRequest")).toBe(1);
  });

  it("is told when it came to nothing, until something else is done", async () => {
    start();
    client().failNext("unavailable");
    chat.toggleHuman();
    await vi.waitFor(() => expect(chat.notice.value).toBe("notice.failed"));
    expect(emit).toHaveBeenCalledWith("error", { code: "unavailable", message: "unavailable" });
    chat.send("Hello");
    expect(chat.notice.value).toBeNull();
  });

  describe("[A8] that is refused for a while", () => {
    const NOON = Date.parse("2026-11-20T12:00:00.000Z");
    const refuse = (details?: { retryAfterMs: number }) =>
      client().emit("error", localError("rate_limited", "Wait.", details));
    beforeEach(() => void vi.useFakeTimers({ now: NOON, toFake: ["Date"] }));
    afterEach(() => void vi.useRealTimers());

    it("because their network has brought too many newcomers, is not called quick, and learns until when", () => {
      start();
      chat.send("Hello");
      refuse({ retryAfterMs: 60_001 });
      expect(chat.notice.value).toEqual({ crowdedUntil: "2026-11-20T12:02:00.000Z" });
      chat.send("Is anybody there?");
      chat.toggleHuman();
      expect(chat.notice.value).toEqual({ crowdedUntil: "2026-11-20T12:02:00.000Z" });
      refuse();
      expect(chat.notice.value).toEqual({ crowdedUntil: null });
      client().emit("conversation_started", { id: "demo:1" });
      expect(chat.notice.value).toBeNull();
    });

    it("in a conversation, was too quick", () => {
      start();
      client().set({ id: "demo:1" }, "online");
      refuse({ retryAfterMs: 100 });
      expect(chat.notice.value).toBe("notice.rate_limited");
    });
  });

  it("is told when too much waits for the network, and keeps what they wrote", () => {
    start();
    for (let index = 0; index < 90; index += 1) expect(chat.send(`line ${index}`)).toBe(true);
    expect(chat.send("one more")).toBe(false);
    expect(chat.notice.value).toBe("notice.outbox_full");
    client().set({ timeline: [] });
    expect(chat.send("one more")).toBe(true);
    expect(chat.notice.value).toBeNull();
  });

  it("sends no blank message", () => {
    start();
    chat.send(" \n ");
    expect(called("send")).toBe(0);
  });
});
