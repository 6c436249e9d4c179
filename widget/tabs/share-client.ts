import { asBatonError, BatonError } from "../../conversation/client/baton-error.ts";
import type { CustomerEvents, SendOptions } from "../../conversation/client/customer-api.ts";
import { createEmitter } from "../../conversation/client/emitter.ts";
import { lineageOf } from "../../conversation/client/session.ts";
import type { CustomerView, Entry } from "../../conversation/core/view/types.ts";
import type { ChatClient } from "../chat-options.ts";
import { createLeadership } from "./leadership.ts";
import {
  answerOf,
  type CallName,
  detailOf,
  EVENTS,
  type EventName,
  type FromLeader,
  isTabMessage,
  type State,
  type TabMessage,
  VERSION,
  wireOf,
} from "./messages.ts";
import type { Channel, TabPorts } from "./ports.ts";
import { NOTHING, newsOf, samePrefix, withUnsent } from "./views.ts";

/** Something asked of the leader's client. It is asked again of the next one, as long as there is no answer. */
type Call = {
  name: CallName;
  args: readonly unknown[];
  at: string;
  /** Whether a leader may have acted on it already. */
  isTold: boolean;
  resolve(value: never): void;
  reject(error: BatonError): void;
};

export type ShareOptions = {
  /** What all tabs that share have in common: server, workspace, and for whom they speak. */
  scope: string;
  session: string | null;
  /** Of a session that is over on this device nothing is taken over any more (A11). */
  never: string | null;
  /** A client that this tab has already: it goes on as the leader's, or gives way to it. */
  current?: ChatClient | undefined;
};

type Shown = Pick<State, "view" | "status" | "session">;

/**
 * One client for all tabs of a name. The leader has it, and tells the others what it shows; they mirror that, and have
 * the leader do what their visitor wants. `makeClient` is called when this tab begins to lead, with the session
 * that the leader before had.
 */
export function shareClient(
  makeClient: (session: string | null) => ChatClient,
  ports: TabPorts,
  { scope, session, never, current }: ShareOptions,
): ChatClient {
  const name = `baton:${VERSION}:${scope}`;
  const events = createEmitter<CustomerEvents>();
  const calls = new Map<string, Call>();
  let channel: Channel | null = null;
  /** While this tab leads. */
  let client: ChatClient | null = null;
  /** What the leader has told last, or what this tab showed when it began to lead. */
  let mirror: Shown = current
    ? { view: current.snapshot(), status: current.status, session }
    : { view: NOTHING, status: session === null ? "idle" : "connecting", session };
  let own = current;
  let shown = mirror;
  let term = 0;
  let rev = 0;

  const leadership = createLeadership({
    ports,
    name,
    ask: () => post({ type: "ask", term, rev }),
    onLead: lead,
    onLost: follow,
  });
  const unwatch = ports.watchPage({ shown: leadership.makeSure, left: leave, restored: join });

  function post(message: TabMessage): void {
    channel?.post(message);
  }

  function join(): void {
    channel ??= ports.openChannel(name, (data) => isTabMessage(data) && hear(data));
    leadership.join();
  }

  /** The page goes, perhaps to come back: another tab may lead at once, and no socket keeps it from being cached. */
  function leave(): void {
    leadership.leave();
    follow();
    channel?.close();
    channel = null;
  }

  function lead(): void {
    term = Math.max(ports.now(), term + 1);
    rev = 0;
    mirror = shown;
    client = own ?? makeClient(mirror.session);
    own = client;
    const leading = client;
    for (const event of EVENTS) relay(leading, event);
    leading.subscribe(() => client === leading && refresh());
    refresh();
    for (const [id, call] of calls) ask(id, call);
  }

  function follow(): void {
    mirror = shown;
    // From here on nothing that it says counts: what it has not sent, the next leader sends.
    client = null;
    own?.close();
    own = undefined;
  }

  function relay<Name extends EventName>(leading: ChatClient, event: Name): void {
    leading.on(event, (detail) => {
      if (client !== leading) return;
      const plain: unknown = detail;
      post({ type: "event", term, name: event, detail: plain instanceof BatonError ? wireOf(plain) : plain });
      events.emit(event, detail);
    });
  }

  function hear(message: TabMessage): void {
    if (message.type === "ask") {
      if (client) post(message.term === term && message.rev === rev ? { type: "here", term } : stateFrom(0));
    } else if (message.type === "call") {
      if (client && message.term === term) serve(message.id, message.name, message.args);
    } else if (message.type === "state") {
      if (!client && message.term >= term && !isNever(message.session)) take(message);
    } else if (!client && message.term === term) obey(message);
  }

  function isNever(other: string | null): boolean {
    return never !== null && other !== null && lineageOf(other) === lineageOf(never);
  }

  function obey(message: Exclude<FromLeader, State>): void {
    leadership.heard();
    if (message.type === "event") events.emit(message.name, detailOf(message.name, message.detail));
    if (message.type === "reply") {
      settle(message.id, message.value, message.error && new BatonError(message.error));
    }
  }

  function take(state: State & { term: number }): void {
    leadership.heard();
    const isNew = state.term > term;
    const fits = state.keep === 0 || (!isNew && state.rev === rev + 1);
    if (!isNew && state.rev <= rev) return;
    if (!fits) {
      leadership.makeSure();
      return;
    }
    if (own) follow();
    const isFirst = term === 0;
    // What a leader before may have sent must be looked for where that one was.
    const before = shown.view.id;
    [term, rev] = [state.term, state.rev];
    const { view, status, session } = state;
    const timeline = [...mirror.view.timeline.slice(0, state.keep), ...view.timeline];
    mirror = { view: { ...view, timeline }, status, session };
    // This tab's page may have a better token than the leader's.
    if (isFirst && status === "refused") leadership.seize();
    if (isNew) for (const [id, call] of calls) ask(id, call, before);
    refresh();
  }

  /** Makes anew what is shown, and tells whoever has to know. */
  function refresh(): void {
    const before = shown;
    const base = client ? withUnsent(mirror.view, client) : mirror;
    shown = { ...base, view: withCalls(base.view) };
    if (client) tell(before);
    events.emit("change", undefined);
    if (shown.status !== before.status) events.emit("status", shown.status);
    for (const entry of newsOf(before.view, shown.view)) events.emit("entry", entry);
  }

  function tell(before: Shown): void {
    const keep = rev === 0 ? 0 : samePrefix(before.view.timeline, shown.view.timeline);
    rev += 1;
    post(stateFrom(keep));
  }

  function stateFrom(keep: number): TabMessage {
    const { view, status, session } = shown;
    const timeline = view.timeline.slice(keep);
    return { type: "state", term, rev, keep, view: { ...view, timeline }, status, session };
  }

  /** What was written here shows at once, also while there is nobody to give it to. */
  function withCalls(view: CustomerView): CustomerView {
    const known = new Set(view.timeline.map((entry) => ("clientId" in entry ? entry.clientId : "")));
    const own = [...calls].flatMap(([id, { name, args, at }]): Entry[] => {
      if (name !== "send" || known.has(id)) return [];
      const author = { id: "", name: "", role: "customer" } as const;
      const head = { id, clientId: id, ledger: "public", seq: null, at, cycle: 0 } as const;
      const { attachments }: SendOptions = Object(args[1]);
      const said = { text: String(args[0]), ...(attachments && { attachments }) };
      return [{ ...head, kind: "message", author, ...said, state: "sending" }];
    });
    return own.length > 0 ? { ...view, timeline: [...view.timeline, ...own] } : view;
  }

  function call<Value>(name: CallName, ...args: unknown[]): Promise<Value> {
    const id = ports.newId();
    const answer = new Promise<Value>((resolve, reject) => {
      const at = new Date(ports.now()).toISOString();
      calls.set(id, { name, args, at, isTold: false, resolve, reject });
    });
    const asked = calls.get(id);
    if (asked) ask(id, asked);
    if (name === "send") refresh();
    return answer;
  }

  /** `before` is the conversation that the leader was in who was asked before this one. */
  function ask(id: string, call: Call, before = shown.view.id): void {
    if (!client && term === 0) return;
    const { name, args, isTold } = call;
    call.isTold = true;
    const [text, options] = args;
    const known = { clientId: id, mayBeIn: isTold ? before : null };
    const given = name === "send" ? [text, { ...Object(options), ...known }] : args;
    if (client) serve(id, name, given, true);
    else {
      post({ type: "call", term, id, name, args: given });
      leadership.makeSure();
    }
  }

  function serve(id: string, name: CallName, args: readonly unknown[], isOwn = false): void {
    const asked = client;
    const answer = (value: unknown, error?: BatonError) => {
      // A client that has been given up fails what it has not sent; it is not over for that.
      if (client !== asked) return;
      if (isOwn) settle(id, value, error);
      else post({ type: "reply", term, id, ...(error ? { error: wireOf(error) } : { value }) });
    };
    const done: unknown = asked && Reflect.apply(asked[name], asked, args);
    Promise.resolve(done).then(answer, (thrown) => answer(undefined, asBatonError(thrown)));
  }

  function settle(id: string, value: unknown, error?: BatonError): void {
    const call = calls.get(id);
    if (!calls.delete(id) || !call) return;
    if (error) call.reject(error);
    else call.resolve(answerOf(value));
    refresh();
  }

  join();

  return {
    get status() {
      return shown.status;
    },
    get session() {
      return shown.session;
    },
    snapshot: () => shown.view,
    subscribe: (listener) => events.on("change", listener),
    on: events.on,
    send: (text, options) => quiet(call("send", text, options)),
    retry: (id) => quiet(call("retry", id)),
    requestHuman: () => call("requestHuman"),
    cancelRequest: () => call("cancelRequest"),
    markRead: () => call("markRead"),
    loadEarlier: () => call("loadEarlier"),
    rate: (rating) => call("rate", rating),
    rateAnswer: (entryId, thumb) => call("rateAnswer", entryId, thumb),
    end: () => call("end"),
    room: (options) => call("room", options),
    typing(on) {
      if (client) client.typing(on);
      else post({ type: "call", term, id: "", name: "typing", args: [on] });
    },
    setLocale: (tag) => client?.setLocale(tag),
    close() {
      unwatch();
      leave();
      for (const id of [...calls.keys()]) settle(id, undefined, asBatonError("This client has been closed."));
    },
  };
}

/** The view shows what has failed, so a caller may leave the promise alone. */
function quiet<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => {});
  return promise;
}
