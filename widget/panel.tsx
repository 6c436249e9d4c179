import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { browserPorts } from "../conversation/client/browser-ports.ts";
import { createCustomerClient } from "../conversation/client/customer-client.ts";
import { createChat } from "./chat.ts";
import { PanelFrame } from "./components/panel-frame.tsx";
import { decode } from "./decode.ts";
import { element, styleSheet } from "./dom.ts";
import { formatNumber } from "./format.ts";
import { createWords } from "./i18n.ts";
import { wantedLocales } from "./locale.ts";
import { fetchNotices } from "./notices.ts";
import frameCss from "./panel.css?inline";
import type { Panel, PanelHost } from "./panel-api.ts";
import logCss from "./panel-log.css?inline";
import { browserSessionStore } from "./session-store.ts";
import { followViewport } from "./viewport.ts";

/** Entry of the lazily loaded part: everything behind the launcher. */
export async function createPanel(host: PanelHost): Promise<Panel> {
  const { shadow, root, origin, workspace, emit } = host;
  const words = createWords();
  await words.use(wantedLocales(host.settings.locale));

  const settings = signal(host.settings);
  const unread = signal(0);
  const chat = createChat({
    createClient: (given) =>
      createCustomerClient(
        { host: origin, workspace, locale: words.locale.peek(), ...given },
        { ...browserPorts(), decode },
      ),
    store: browserSessionStore(workspace),
    identity: host.settings.identity,
    emit,
    loadNotices: () => fetchNotices(browserPorts(), origin, workspace),
    onUnread(count) {
      if (count === unread.peek()) return;
      unread.value = count;
      emit("unread", count);
    },
  });

  const sheets = [styleSheet(frameCss), styleSheet(logCss)];
  shadow.adoptedStyleSheets.push(...sheets);
  const place = element("div", {});
  root.prepend(place);

  const stops = [
    effect(() => {
      const { value: locale } = words.locale;
      host.setLanguage(locale);
      chat.setLocale(locale);
    }),
    effect(() => {
      const count = unread.value;
      const opens = count > 0 ? words.t("launcher.unread", { count }) : words.t("launcher.open");
      host.setLauncher(
        chat.open.value ? words.t("launcher.close") : opens,
        words.t("launcher.failed"),
        count > 0 ? badgeOf(count, words.locale.value) : null,
      );
    }),
    followViewport(shadow),
  ];

  return {
    setOpen(open) {
      // Nothing is drawn for a visitor who only has a badge.
      if (open && !place.hasChildNodes()) {
        render(<PanelFrame {...{ chat, words, settings }} onClose={host.close} />, place);
      }
      chat.setOpen(open);
    },
    update(next) {
      const before = settings.peek();
      settings.value = next;
      chat.identify(next.identity);
      if (next.locale !== before.locale) words.use(wantedLocales(next.locale)).catch(reportError);
    },
    prefill: chat.setDraft,
    logout: chat.logout,
    destroy() {
      for (const stop of stops) stop();
      render(null, place);
      place.remove();
      chat.destroy();
      shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((sheet) => !sheets.includes(sheet));
    },
  };
}

function badgeOf(count: number, locale: string): string {
  return count > 99 ? `${formatNumber(locale, 99)}+` : formatNumber(locale, count);
}
