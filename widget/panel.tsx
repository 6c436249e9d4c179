import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { asBatonError, isTemporary } from "../conversation/client/baton-error.ts";
import { browserPorts } from "../conversation/client/browser-ports.ts";
import { createCustomerClient } from "../conversation/client/customer-client.ts";
import { endSession } from "../conversation/client/session.ts";
import type { Entry } from "../conversation/core/view/types.ts";
import type { BatonEvents } from "./api.ts";
import { createChat } from "./chat.ts";
import { AboveLauncher } from "./components/above-launcher.tsx";
import { PanelFrame } from "./components/panel-frame.tsx";
import { decode } from "./decode.ts";
import { element, styleSheet } from "./dom.ts";
import { formatNumber } from "./format.ts";
import { Greeting } from "./greeting.ts";
import { createWords } from "./i18n.ts";
import { createLauncherBadge } from "./launcher-badge.ts";
import { wantedLocales } from "./locale.ts";
import { fetchNotices } from "./notices.ts";
import { browserDraftStore } from "./offline/draft-store.ts";
import { browserOutboxStore } from "./offline/outbox-store.ts";
import frameCss from "./panel.css?inline";
import { type Panel, type PanelHost, sessionKey } from "./panel-api.ts";
import logCss from "./panel-log.css?inline";
import { saidStore } from "./said.ts";
import { browserSessionStore, decodeSession } from "./session-store.ts";
import { browserSharing, lazyAlerts } from "./tabs/sharing.ts";
import { followViewport } from "./viewport.ts";

/** Entry of the lazily loaded part: everything behind the launcher. */
export async function createPanel(host: PanelHost): Promise<Panel> {
  const { shadow, root, launcher, origin, workspace, emit, fetch } = host;
  const ports = browserPorts({ fetch });
  const words = createWords();
  await words.use(wantedLocales(host.settings.locale));

  const settings = signal(host.settings);
  const unread = signal(0);
  const heard = signal<Entry | null>(null);
  const greeting = signal<string | null>(null);
  const key = sessionKey(workspace);
  const outbox = browserOutboxStore(key);
  const sharing = browserSharing(ports);
  const said = saidStore(`${key}:said`);
  const store = browserSessionStore(workspace);
  // A conversation that goes on is shared from the start.
  if (store.read() !== null) await sharing.load();
  const chat = createChat({
    createClient({ session = null, identity, subject, never }, current) {
      const make = (known: string | null) =>
        createCustomerClient(
          {
            host: origin,
            workspace,
            locale: words.locale.peek(),
            identity,
            session: known,
            kept: () => store.read()?.session ?? null,
            outbox,
            said: said.read,
          },
          { ...ports, decode },
        );
      const scope = `${origin} ${workspace} ${subject ?? ""}`;
      return sharing.share(make, { scope, session, never, current }) ?? make(session);
    },
    store,
    drafts: browserDraftStore(`${key}:draft`),
    wipeOutbox() {
      void outbox.wipe();
      said.write(null);
    },
    endSession(session) {
      const stop = ports.onWake?.(tell);
      function tell(): void {
        // What is refused for good is not asked again.
        endSession(ports, { host: origin, workspace }, session).then(stop, (error) => {
          if (!isTemporary(asBatonError(error))) stop?.();
        });
      }
      tell();
    },
    sharing,
    alerts: lazyAlerts(async () =>
      (await import("./tabs/browser-alerts.ts")).browserAlerts(key, ports.setTimer, () =>
        words.t("title.news"),
      ),
    ),
    identity: host.settings.identity,
    emit(name, detail) {
      emit(name, detail);
      const { message }: Partial<BatonEvents> = { [name]: detail };
      if (message) heard.value = message;
    },
    loadNotices: () => fetchNotices(ports, origin, workspace),
    onUnread(count) {
      if (count === unread.peek()) return;
      unread.value = count;
      emit("unread", count);
    },
  });

  const badge = createLauncherBadge(launcher);

  const sheets = [frameCss, logCss].map(styleSheet);
  shadow.adoptedStyleSheets.push(...sheets);
  const [place, bubble] = [element("div", {}), element("div", {})];
  root.prepend(place, bubble);
  render(
    <AboveLauncher
      {...{ chat, words, settings, unread, heard, greeting, workspace }}
      onOpen={() => host.setOpen(true)}
    />,
    bubble,
  );
  let focusBack: Element | null = null;

  const stops = [
    effect(() => {
      const { value: locale } = words.locale;
      host.setLanguage(locale);
      chat.setLocale(locale);
    }),
    effect(() => {
      const count = unread.value;
      // Seen, or no longer this visitor's.
      if (count === 0) heard.value = null;
      if (chat.open.value) return badge.show(words.t("launcher.close"), null);
      const opens = count > 0 ? words.t("launcher.unread", { count }) : words.t("launcher.open");
      badge.show(opens, count > 0 ? badgeOf(count, words.locale.value) : null);
    }),
    followViewport(shadow),
    effect(() => {
      // The server has it.
      if (chat.view.value.id !== null) said.write(null);
    }),
  ];

  function openChat(): void {
    focusBack = document.activeElement;
    // Nothing is drawn for a visitor who only has a badge.
    if (!place.hasChildNodes()) {
      // Where no session is kept, what is left to send is of one that ended as its page went away (A11).
      if (store.read() === null) void outbox.wipe();
      const server = { ports, host: origin, workspace };
      const given = { chat, words, settings, server, said, onClose: () => host.setOpen(false) };
      const Frame = () => <PanelFrame key={chat.person.value} {...given} />;
      render(
        <Greeting.Provider value={greeting}>
          <Frame />
        </Greeting.Provider>,
        place,
      );
    }
    chat.setOpen(true);
    emit("open", undefined);
  }

  function closeChat(): void {
    const hadFocus = document.activeElement === shadow.host;
    chat.setOpen(false);
    emit("close", undefined);
    if (!hadFocus) return;
    // Back to where the visitor came from; who came from nowhere finds the launcher.
    launcher.focus();
    if (focusBack instanceof HTMLElement) focusBack.focus();
  }

  return {
    setOpen(open) {
      if (open === chat.open.peek()) return;
      if (open) openChat();
      else closeChat();
    },
    update(next) {
      settings.value = next;
      chat.identify(next.identity);
      // Always: a router may have changed the page's language.
      words.use(wantedLocales(next.locale)).catch(reportError);
    },
    prefill: chat.setDraft,
    logout: (kept) => chat.logout(decodeSession(kept ?? null)?.session),
    destroy() {
      for (const stop of stops) stop();
      for (const drawn of [place, bubble]) {
        render(null, drawn);
        drawn.remove();
      }
      chat.destroy();
      outbox.close();
      shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((sheet) => !sheets.includes(sheet));
    },
  };
}

function badgeOf(count: number, locale: string): string {
  return count > 99 ? `${formatNumber(locale, 99)}+` : formatNumber(locale, count);
}
