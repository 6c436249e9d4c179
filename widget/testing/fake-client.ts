import { localError } from "../../conversation/client/baton-error.ts";
import type { CustomerEvents } from "../../conversation/client/customer-api.ts";
import { createEmitter } from "../../conversation/client/emitter.ts";
import type { CustomerView, Entry } from "../../conversation/core/view/types.ts";
import type { ErrorCode } from "../../conversation/protocol/errors.ts";
import type { ChatClient } from "../chat-options.ts";

/** A headless client without a network, for tests: `set` is the room. */
export type FakeClient = ChatClient & {
  /** What has been called, with its arguments. */
  readonly calls: readonly (readonly [string, ...unknown[]])[];
  set(view: Partial<CustomerView>, status?: ChatClient["status"]): void;
  /** An event as the client would tell it. */
  emit<Name extends keyof CustomerEvents>(name: Name, detail: CustomerEvents[Name]): void;
  /** The server has given another key of the session. */
  renew(session: string): void;
  /** The next call rejects with this code. */
  failNext(code: ErrorCode): void;
};

const EMPTY: CustomerView = {
  id: null,
  state: "ai_active",
  timeline: [],
  hasEarlier: false,
  agent: null,
  waiting: false,
  waitingLong: false,
  queuePosition: null,
  typing: [],
  unread: 0,
  seen: false,
  rating: null,
  backAt: null,
  canRequestHuman: true,
};

export function fakeClient(session?: string): FakeClient {
  const events = createEmitter<CustomerEvents>();
  const calls: [string, ...unknown[]][] = [];
  let view = EMPTY;
  let status: ChatClient["status"] = session === undefined ? "idle" : "connecting";
  let kept = session ?? null;
  let failure: ErrorCode | null = null;

  function change(next: Partial<CustomerView>): void {
    view = { ...view, ...next };
    events.emit("change", undefined);
  }

  function call<Value>(result: Value, name: string, ...args: unknown[]): Promise<Value> {
    calls.push([name, ...args]);
    const code = failure;
    failure = null;
    return code === null ? Promise.resolve(result) : Promise.reject(localError(code, code));
  }

  return {
    get status() {
      return status;
    },
    get session() {
      return kept;
    },
    calls,
    snapshot: () => view,
    subscribe: (listener) => events.on("change", listener),
    on: events.on,
    emit: events.emit,
    set(next, nextStatus = status) {
      const before = status;
      status = nextStatus;
      change(next);
      if (status !== before) events.emit("status", status);
    },
    renew(session) {
      kept = session;
      change({});
    },
    failNext(code) {
      failure = code;
    },
    send(text, { attachments = [] } = {}) {
      kept ??= "made-here";
      const clientId = `local-${calls.length}`;
      const entry = fakeMessage("customer", text, {
        ...{ id: clientId, clientId, seq: null, state: "sending" },
        ...(attachments.length > 0 ? { attachments } : {}),
      });
      change({ timeline: [...view.timeline, entry] });
      return call(entry, "send", text, ...(attachments.length > 0 ? [attachments] : []));
    },
    retry: (id) => call(fakeMessage("customer", ""), "retry", id),
    requestHuman() {
      kept ??= "made-here";
      events.emit("change", undefined);
      return call(undefined, "requestHuman");
    },
    cancelRequest: () => call(undefined, "cancelRequest"),
    loadEarlier: () => call(undefined, "loadEarlier"),
    rate: (rating) => call(undefined, "rate", rating),
    rateAnswer: (entryId, thumb) => call(undefined, "rateAnswer", entryId, thumb),
    end: () => call(undefined, "end"),
    room: () => call({ url: "https://chat.test/parties/main/demo:one", token: "t" }, "room"),
    typing: (on) => void calls.push(["typing", on]),
    setLocale: (tag) => void calls.push(["setLocale", tag]),
    markRead: () => call(undefined, "markRead"),
    close: () => void calls.push(["close"]),
  };
}

type FakeMessage = Extract<Entry, { kind: "message" }>;
const NAMES = { customer: "Kim", ai: "", agent: "Ann", system: "" } as const;
let made = 0;

/** A committed message, unless `rest` says otherwise; each a second after the one before. */
export function fakeMessage(
  role: FakeMessage["author"]["role"],
  text: string,
  rest: Partial<FakeMessage> = {},
): FakeMessage {
  made += 1;
  return {
    id: `m${made}`,
    ledger: "public",
    seq: made,
    at: new Date(Date.UTC(2026, 10, 20, 14, 0, made % 60)).toISOString(),
    cycle: 0,
    kind: "message",
    author: { id: role, name: NAMES[role], role },
    text,
    state: "sent",
    ...rest,
  };
}

/** A separator or a line of the room. */
export function fakeLine(
  line: { kind: "separator"; code: "live_chat" | "ai_resumed" } | { kind: "system"; code: string },
  params: Record<string, string> = {},
): Entry {
  const { id, seq, at } = fakeMessage("system", "");
  const head = { id, ledger: "public", seq, at, cycle: 1 } as const;
  return line.kind === "separator" ? { ...head, ...line } : { ...head, ...line, params };
}
