import type { KeptMessage, OutboxStore } from "../../conversation/client/outbox-store.ts";
import { isKeptMessage } from "./kept-message.ts";

/**
 * Messages that wait to be sent, in the browser's database: a record each, so that two tabs which write at the same time
 * take nothing from each other. Where there is no database, or it does not answer, they live as long as the page.
 */
export type BrowserOutboxStore = OutboxStore & {
  /** Forgets everything, whoever wrote it. */
  wipe(): Promise<unknown>;
  close(): void;
};

/** As it lies in the database. What an older version wrote has another number, or none, and is dropped. */
type Stored = { id: string; version: typeof VERSION; session: string; order: number; message: KeptMessage };

const VERSION = 1;
const STORE = "outbox";
/** Some browsers' databases never open; a busy machine's takes its time. In milliseconds. */
const PATIENCE_MS = 5_000;

/** @param name Of the database; one for each workspace. */
export function browserOutboxStore(name: string): BrowserOutboxStore {
  let opening: Opening | undefined;
  /** What this tab knows to lie there. */
  const known = new Map<string, Stored>();
  let lastOrder = 0;

  /** Does all of `work` or nothing; undefined where there is no database. */
  async function transact<Result>(
    work: (store: IDBObjectStore) => IDBRequest<Result> | undefined,
  ): Promise<Result | undefined> {
    try {
      opening ??= open(name);
      const transaction = (await opening.database).transaction(STORE, "readwrite");
      const request = work(transaction.objectStore(STORE));
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = reject;
      });
      return request?.result;
    } catch {
      return undefined;
    }
  }

  function change(puts: readonly Stored[], deletes: readonly IDBValidKey[]): Promise<unknown> {
    return transact((store) => {
      for (const key of deletes) store.delete(key);
      for (const record of puts) store.put(record);
      return undefined;
    });
  }

  return {
    async load(session) {
      const found = (await transact((store): IDBRequest<unknown[]> => store.getAll())) ?? [];
      const own = found.filter(isStored).filter((record) => record.session === session);
      own.sort((one, other) => one.order - other.order);
      // Another tab may have written since this one did.
      known.clear();
      for (const record of own) known.set(record.id, record);
      lastOrder = own.at(-1)?.order ?? 0;
      // The others are of somebody who is gone (A11), or of a form that nobody reads.
      const useless = found.map(idOf).filter((id) => !known.has(id));
      if (useless.length > 0) await change([], useless);
      return own.map(({ message }) => message);
    },

    async save(session, messages) {
      const ids = new Set(messages.map(({ frame }) => frame.clientId));
      const gone = [...known.keys()].filter((id) => !ids.has(id));
      const news: Stored[] = [];
      for (const message of messages) {
        const id = message.frame.clientId;
        const before = known.get(id);
        if (before && isSame(before.message, message)) continue;
        lastOrder += before ? 0 : 1;
        news.push({ id, version: VERSION, session, order: before?.order ?? lastOrder, message });
      }
      for (const id of gone) known.delete(id);
      for (const record of news) known.set(record.id, record);
      if (gone.length > 0 || news.length > 0) await change(news, gone);
    },

    wipe() {
      known.clear();
      return transact((store) => store.clear());
    },

    close() {
      opening?.close();
    },
  };
}

type Opening = {
  /** Rejects where there is none, or where it has not come in time. */
  database: Promise<IDBDatabase>;
  /** Whatever is asked of it already is still done, however late it comes. */
  close(): void;
};

function open(name: string): Opening {
  let patience: ReturnType<typeof setTimeout> | undefined;
  const database = new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    let isLate = false;
    patience = setTimeout(() => {
      isLate = true;
      reject();
    }, PATIENCE_MS);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => {
      clearTimeout(patience);
      // Nobody waits for it any more.
      if (isLate) request.result.close();
      else resolve(request.result);
    };
    request.onerror = () => {
      clearTimeout(patience);
      reject();
    };
  });
  return {
    database,
    close() {
      clearTimeout(patience);
      database.then((opened) => opened.close()).catch(() => {});
    },
  };
}

function isSame(one: KeptMessage, other: KeptMessage): boolean {
  return one.state === other.state && one.conversationId === other.conversationId;
}

function isStored(value: unknown): value is Stored {
  if (typeof value !== "object" || value === null || !("message" in value)) return false;
  const { version, session, order, message } = { version: 0, session: 0, order: "", ...value };
  return (
    version === VERSION && typeof session === "string" && Number.isFinite(order) && isKeptMessage(message)
  );
}

function idOf(record: unknown): string {
  return typeof record === "object" && record !== null && "id" in record ? String(record.id) : "";
}
