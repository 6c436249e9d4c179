import { customerView } from "../core/view/customer-view.ts";
import type { Held } from "../core/view/held.ts";
import type { CustomerView } from "../core/view/types.ts";
import type { CustomerState } from "../protocol/views.ts";
import { localError } from "./baton-error.ts";
import { createConversationClient } from "./conversation-client.ts";
import type { CustomerClient, CustomerClientOptions, CustomerEvents } from "./customer-api.ts";
import { createCustomerNews } from "./customer-news.ts";
import { createCustomerSession } from "./customer-session.ts";
import { createSuccession, goneElsewhere } from "./customer-succession.ts";
import { createEmitter } from "./emitter.ts";
import { createKeeper } from "./outbox-store.ts";
import type { ClientPorts } from "./ports.ts";
import { type Status, statusOf } from "./status.ts";

/** The customer's side: what an app calls, and what it is told. */
export function createCustomerClient(options: CustomerClientOptions, ports: ClientPorts): CustomerClient {
  const events = createEmitter<CustomerEvents>();
  let status: Status = "idle";
  let built: { held: Held; view: CustomerView } | null = null;

  const session = createCustomerSession(options, ports, () => events.emit("change", undefined));
  const client = createConversationClient({
    ports,
    authorize: (fresh) => succession.authorize(fresh),
    fateOf: (frame, error) => succession.fateOf(frame, error),
    ...(options.outbox && { note: (frame) => succession.note(frame) }),
    onCommand: () => client.connection.start(),
  });
  const { connection, outbox } = client;
  const keeper =
    options.outbox &&
    createKeeper({
      store: options.outbox,
      session: session.lineage,
      outbox,
      onError: (error) => events.emit("error", error),
    });
  const news = createCustomerNews(client, events);
  const succession = createSuccession({
    host: options.host,
    ...{ client, session, keeper },
    onStarted: news.started,
    onLeft: news.left,
  });

  client.on("connection", (state) => {
    const next = statusOf(state);
    if (next === status) return;
    status = next;
    events.emit("change", undefined);
    events.emit("status", next);
  });
  client.on("change", () => {
    keeper?.follow();
    events.emit("change", undefined);
  });

  function customerState(): CustomerState {
    const { state } = client.held();
    if (state?.audience === "customer") return state;
    throw localError("not_available", "There is no conversation yet.");
  }

  function close(): void {
    keeper?.stop();
    session.close();
    client.close();
  }

  if (session.isResumed) connection.start();

  return {
    get status() {
      return status;
    },
    get session() {
      return session.key;
    },
    snapshot() {
      const held = client.held();
      if (built?.held !== held) built = { held, view: customerView(held) };
      return built.view;
    },
    subscribe: (listener) => events.on("change", listener),
    on: events.on,
    resume: succession.resume,
    room: succession.room,
    send(text, { attachments, clientId = ports.newId(), mayBeIn = null } = {}) {
      const message = {
        ...{ type: "send_message" as const, text },
        ...(attachments && attachments.length > 0 ? { attachments: [...attachments] } : {}),
      };
      const isKnown = outbox.pending().some(({ frame }) => frame.clientId === clientId);
      if (mayBeIn !== null && !succession.goBackTo(mayBeIn) && !isKnown) {
        // It is shown, and whoever wrote it decides.
        const frame = { ...message, clientId };
        outbox.adopt([{ frame, at: new Date(ports.now()).toISOString(), state: "failed", unanswered: true }]);
        return Promise.reject(goneElsewhere());
      }
      return client.write(message, { clientId, unanswered: mayBeIn !== null });
    },
    retry: client.retry,
    async requestHuman() {
      await client.command({ type: "request_human" });
    },
    async cancelRequest() {
      await client.command({ type: "cancel_request", epoch: customerState().epoch });
    },
    typing: client.typing,
    markRead: client.markRead,
    async rate(rating) {
      customerState();
      await client.command({ type: "rate", ...rating });
    },
    async rateAnswer(entryId, thumb) {
      customerState();
      await client.command({ type: "rate_answer", entryId, thumb });
    },
    loadEarlier: client.loadEarlier,
    async end() {
      await client.command({ type: "end", epoch: customerState().epoch });
    },
    setLocale: session.setLocale,
    async logout() {
      // The server is told first: the page may be about to go. And nobody is to keep a key that is told of while closing.
      const ended = session.logout();
      close();
      await Promise.all([ended, keeper?.forget()]);
    },
    close,
  };
}
