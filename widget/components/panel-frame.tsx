import type { ReadonlySignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";
import type { Settings } from "../settings.ts";
import { Composer } from "./composer.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { Header } from "./header.tsx";
import { LiveRegion } from "./live-region.tsx";
import { Log } from "./log.tsx";

type Props = { chat: Chat; words: Words; settings: ReadonlySignal<Settings>; onClose(): void };

/** As in panel.css: the panel then covers the page. */
const FULL_SCREEN = "(max-width: 479.98px), (max-height: 419.98px)";
const FOCUSABLE = "button:not([disabled]), textarea, a[href], [tabindex='0']";

/** The dialog: focus goes in when it opens, Escape closes it, and where it covers the page Tab stays inside. */
export function PanelFrame({ chat, words, settings, onClose }: Props) {
  const panel = useRef<HTMLElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const open = chat.open.value;
  const isModal = open && matchMedia(FULL_SCREEN).matches;

  useLayoutEffect(() => {
    if (!open) return;
    // On a touch screen the field would bring up the keyboard, over what there is to read.
    const target = matchMedia("(pointer: coarse)").matches ? panel.current : field.current;
    target?.focus({ preventScroll: true });
  }, [open]);

  function onKeyDown(event: KeyboardEvent): void {
    keepFromPage(event);
    if (event.isComposing) return;
    if (event.key === "Escape") onClose();
    if (event.key === "Tab" && isModal && panel.current) keepInside(panel.current, event);
  }

  return (
    <section
      part="panel"
      ref={panel}
      role="dialog"
      tabIndex={-1}
      hidden={!open}
      aria-modal={isModal}
      aria-label={words.t("panel.label")}
      onKeyDown={onKeyDown}
      onKeyUp={keepFromPage}
      onKeyPress={keepFromPage}
    >
      <Header view={chat.view.value} words={words} onClose={onClose} />
      <ConnectionBanner chat={chat} words={words} />
      <Log chat={chat} words={words} questions={settings.value.questions} />
      <Composer chat={chat} words={words} field={field} />
      <LiveRegion chat={chat} words={words} />
    </section>
  );
}

/** What is typed here is not meant for the page's own keyboard shortcuts. */
function keepFromPage(event: KeyboardEvent): void {
  event.stopPropagation();
}

function keepInside(panel: HTMLElement, event: KeyboardEvent): void {
  const stops = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const [from, to] = event.shiftKey ? [stops.at(0), stops.at(-1)] : [stops.at(-1), stops.at(0)];
  const root = panel.getRootNode();
  if (!(root instanceof ShadowRoot) || root.activeElement !== from) return;
  event.preventDefault();
  to?.focus();
}
