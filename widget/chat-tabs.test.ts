import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Chat, createChat } from "./chat.ts";
import type { ChatClient, ClientOptions } from "./chat-options.ts";
import type { StoredSession } from "./session-store.ts";
import { type FakeClient, fakeClient, fakeMessage } from "./testing/fake-client.ts";
import { fakeDevice } from "./testing/fake-device.ts";

/** What a chat has in common with the other tabs of this device. */

const tokenFor = (sub: string) => `h.${btoa(JSON.stringify({ sub }))}.s`;

let chat: Chat;
let device: ReturnType<typeof fakeDevice>;
let made: { given: ClientOptions; current: ChatClient | undefined; client: FakeClient }[];
let stored: StoredSession | null;
let isLoaded: boolean;
let draft: string;
let heard: string[];

beforeEach(() => {
  [made, stored, isLoaded, draft, heard] = [[], null, false, "", []];
  device = {
    ...fakeDevice(),
    sharing: {
      isReady: () => isLoaded,
      load: vi.fn(async () => {
        isLoaded = true;
      }),
    },
    drafts: {
      read: () => draft,
      write: (text) => {
        draft = text;
      },
      watch: () => () => {},
    },
  };
});
afterEach(() => chat.destroy());

function start(identity?: string): void {
  chat = createChat({
    ...device,
    loadNotices: async () => ({ monitoring: "off", backAt: null, takesFiles: true }),
    createClient(given, current) {
      const client = fakeClient(given.session);
      made.push({ given, current, client });
      return client;
    },
    store: {
      read: () => stored,
      write: (next) => {
        stored = next;
      },
      watch: () => () => {},
    },
    identity,
    emit: (event) => void heard.push(event),
    onUnread: () => {},
  });
}

const last = () => {
  const found = made.at(-1);
  if (!found) throw new Error("no client was made");
  return found;
};

describe("the client", () => {
  it("is shared once there is a conversation, when nothing is on its way", async () => {
    start();
    expect(device.sharing.load).not.toHaveBeenCalled();
    chat.send("Hello");
    await vi.waitFor(() => expect(isLoaded).toBe(true));
    expect(made).toHaveLength(1);
    const [first] = made;
    last().client.set({ timeline: [fakeMessage("customer", "Hello")] }, "online");
    await vi.waitFor(() => expect(made).toHaveLength(2));
    expect(last().current).toBe(first?.client);
    expect(last().given.session).toBe("made-here");
  });

  it("is heard to the end before the shared one takes over", async () => {
    start();
    isLoaded = true;
    chat.send("Hello");
    const [first] = made;
    const hello = fakeMessage("customer", "Hello");
    // As of a commit: first the view, then what is new in it.
    first?.client.set({ timeline: [hello] }, "online");
    first?.client.emit("entry", hello);
    expect(heard).toContain("message");
    await vi.waitFor(() => expect(made).toHaveLength(2));
  });

  it("of a kept conversation is shared from the start, where that part is there", () => {
    [stored, isLoaded] = [{ session: "kept", subject: null }, true];
    start();
    last().client.set({}, "online");
    expect(made).toHaveLength(1);
    expect(last().current).toBeUndefined();
  });
});

describe("[A11] what was not sent", () => {
  it("is wiped with the logout, and that session is taken from no other tab", () => {
    stored = { session: "of-ann", subject: null };
    start();
    chat.setDraft("my card number is");
    chat.logout();
    expect(device.wipeOutbox).toHaveBeenCalled();
    expect(draft).toBe("");
    expect(last().given).toMatchObject({ session: undefined, never: "of-ann" });
  });

  it("is wiped when the page names somebody else than the kept session", () => {
    [stored, draft] = [{ session: "of-ann", subject: "ann" }, "my card number is"];
    start(tokenFor("ben"));
    expect(device.wipeOutbox).toHaveBeenCalled();
    expect(draft).toBe("");
    expect(last().given).toMatchObject({ session: undefined, subject: "ben" });
  });

  it("stays with a visitor who comes back", () => {
    [stored, draft] = [{ session: "of-ann", subject: "ann" }, "half a th"];
    start(tokenFor("ann"));
    expect(device.wipeOutbox).not.toHaveBeenCalled();
    expect(chat.draft.value).toBe("half a th");
  });
});

it("news are told of: whose they are not, and whether they are seen", () => {
  start();
  last().client.emit("entry", fakeMessage("agent", "Hi", { at: "2026-11-20T12:00:00.000Z" }));
  last().client.emit("entry", fakeMessage("customer", "Hello"));
  expect(device.alerts.news).toHaveBeenCalledTimes(1);
  expect(device.alerts.news).toHaveBeenLastCalledWith("2026-11-20T12:00:00.000Z", false);
  chat.setOpen(true);
  last().client.emit("entry", fakeMessage("agent", "Hi", { at: "2026-11-20T12:01:00.000Z" }));
  expect(device.alerts.news).toHaveBeenLastCalledWith("2026-11-20T12:01:00.000Z", true);
});
