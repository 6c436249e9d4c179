import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { KeptMessage } from "../../conversation/client/outbox-store.ts";
import { type BrowserOutboxStore, browserOutboxStore } from "./outbox-store.ts";

const ANN = "a".repeat(43);
const BEN = "b".repeat(43);

let databases = 0;
let name: string;
let store: BrowserOutboxStore;

beforeEach(() => {
  databases += 1;
  name = `test-${databases}`;
  store = browserOutboxStore(name);
});

function message(clientId: string, rest: Partial<KeptMessage> = {}): KeptMessage {
  const frame = { type: "send_message", clientId, text: `text of ${clientId}` } as const;
  return { frame, at: "2026-11-20T12:00:00.000Z", state: "sending", conversationId: null, ...rest };
}

const idsOf = (messages: readonly KeptMessage[]) => messages.map(({ frame }) => frame.clientId);
/** What the next page would find. */
const found = async (session: string) => idsOf(await browserOutboxStore(name).load(session));

/** Everything in the database, as it lies there; `change` does something to it. */
function raw(change: (records: IDBObjectStore) => void = () => {}): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onerror = reject;
    request.onsuccess = () => {
      const transaction = request.result.transaction("outbox", "readwrite");
      change(transaction.objectStore("outbox"));
      const all = transaction.objectStore("outbox").getAll();
      transaction.oncomplete = () => resolve(all.result);
    };
  });
}

describe("messages that wait", () => {
  it("are found by the next page as they were, in order", async () => {
    const messages = [
      message("c", { conversationId: "demo:one" }),
      message("a", { state: "failed" }),
      message("b"),
    ];
    await store.save(ANN, messages.slice(0, 2));
    await store.save(ANN, messages);
    await expect(browserOutboxStore(name).load(ANN)).resolves.toEqual(messages);
  });

  it("are gone once they have been sent", async () => {
    await store.save(ANN, [message("a"), message("b")]);
    await store.save(ANN, [message("b", { conversationId: "demo:one" })]);
    await expect(browserOutboxStore(name).load(ANN)).resolves.toEqual([
      message("b", { conversationId: "demo:one" }),
    ]);
    await store.save(ANN, []);
    await expect(raw()).resolves.toEqual([]);
  });

  it("keep their place before what is written on the next page", async () => {
    await store.save(ANN, [message("a"), message("b"), message("c")]);
    const next = browserOutboxStore(name);
    const left = await next.load(ANN);
    await next.save(ANN, [...left, message("d")]);
    await next.save(ANN, [message("c"), message("d"), message("e")]);
    expect(await found(ANN)).toEqual(["c", "d", "e"]);
  });

  it("take nothing from each other when two tabs write", async () => {
    const other = browserOutboxStore(name);
    await store.save(ANN, [message("a")]);
    await other.load(ANN);
    await Promise.all([store.save(ANN, []), other.save(ANN, [message("a"), message("b")])]);
    expect(await found(ANN)).toEqual(["b"]);
  });
});

describe("[A11] what is another person's", () => {
  it("is neither found nor left lying there", async () => {
    await store.save(ANN, [message("a")]);
    expect(await found(BEN)).toEqual([]);
    await expect(raw()).resolves.toEqual([]);
  });

  it("is wiped with the logout", async () => {
    await store.save(ANN, [message("a")]);
    await store.wipe();
    await expect(raw()).resolves.toEqual([]);
    await store.save(ANN, [message("a")]);
    expect(await found(ANN)).toEqual(["a"]);
  });
});

describe("records that this version did not write", () => {
  const good = { id: "a", version: 1, session: ANN, order: 1, message: message("a") };

  it.each([
    ["of an older version", { ...good, version: 0 }],
    ["of a newer one", { ...good, version: 2 }],
    ["without an order", { ...good, order: "first" }],
    ["without a message", { ...good, message: undefined }],
    [
      "with no text",
      { ...good, message: { ...message("a"), frame: { type: "send_message", clientId: "a" } } },
    ],
    ["of another command", { ...good, message: { ...message("a"), frame: { type: "end", clientId: "a" } } }],
    ["of another state", { ...good, message: { ...message("a"), state: "streaming" } }],
    ["of no time", { ...good, message: { ...message("a"), at: "yesterday" } }],
    [
      "with files that are none",
      { ...good, message: { ...message("a"), frame: { ...message("a").frame, attachments: [7] } } },
    ],
  ])("are dropped: %s", async (_, record) => {
    await store.save(ANN, [message("b")]);
    await raw((records) => records.put(record));
    expect(await found(ANN)).toEqual(["b"]);
    await expect(raw()).resolves.toHaveLength(1);
  });

  it("are read where they are right, files and all", async () => {
    await store.load(ANN);
    const frame = {
      ...message("a").frame,
      attachments: [{ id: "f1", name: "a.png", type: "image/png", size: 3 }],
    };
    const withFile = { ...good, message: { ...message("a"), frame } };
    await raw((records) => records.put(withFile));
    await expect(browserOutboxStore(name).load(ANN)).resolves.toEqual([withFile.message]);
  });
});

describe("without a database", () => {
  it.each([
    [
      "that can be opened",
      () =>
        vi.spyOn(indexedDB, "open").mockImplementation(() => {
          throw new DOMException("denied", "SecurityError");
        }),
    ],
    ["of any kind", () => vi.stubGlobal("indexedDB", undefined)],
  ])("messages live as long as the page: none %s", async (_, take) => {
    take();
    await expect(store.load(ANN)).resolves.toEqual([]);
    await expect(store.save(ANN, [message("a")])).resolves.toBeUndefined();
    await expect(store.wipe()).resolves.toBeUndefined();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it("nobody waits for one that does not answer", async () => {
    vi.useFakeTimers();
    vi.spyOn(indexedDB, "open").mockImplementation(
      () => Object.assign(new EventTarget(), {}) as IDBOpenDBRequest,
    );
    const loaded = store.load(ANN);
    await vi.advanceTimersByTimeAsync(5_000);
    await expect(loaded).resolves.toEqual([]);
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
});

describe("a database that takes its time", () => {
  /** Somebody stands in the way of opening it until the returned function is called. */
  async function blocked(): Promise<() => void> {
    const other = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name, 1);
      request.onsuccess = () => resolve(request.result);
    });
    indexedDB.deleteDatabase(name);
    return () => other.close();
  }

  /** Whether nobody holds it any more. */
  function isFree(): Promise<boolean> {
    return new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(name);
      request.onblocked = () => resolve(false);
      request.onsuccess = () => resolve(true);
    });
  }

  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  it("is no longer waited for once it is there", async () => {
    await store.save(ANN, [message("a")]);
    expect(vi.getTimerCount()).toBe(0);
    await expect(isFree()).resolves.toBe(false);
    store.close();
    await expect(isFree()).resolves.toBe(true);
  });

  it("is closed when it comes after nobody waits for it any more", async () => {
    const unblock = await blocked();
    const saved = store.save(ANN, [message("a")]);
    await vi.advanceTimersByTimeAsync(5_000);
    await saved;
    unblock();
    await expect(isFree()).resolves.toBe(true);
  });

  it("[A11] does what was asked of it before the widget went away, and leaves no timer until then", async () => {
    await store.save(ANN, [message("a")]);
    store.close();
    const unblock = await blocked();
    const next = browserOutboxStore(name);
    const saved = next.save(ANN, [message("b")]);
    next.close();
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(10_000);
    unblock();
    await saved;
    expect(await found(ANN)).toEqual(["b"]);
  });
});
