import type { ReadonlySignal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { afresh } from "../afresh.ts";
import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";
import type { Server } from "../records.ts";
import { prechatQuestions, type SaidStore } from "../said.ts";
import type { Settings } from "../settings.ts";
import { Composer } from "./composer.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { Header } from "./header.tsx";
import { HeaderMenu } from "./header-menu.tsx";
import { keepInside } from "./keep-inside.ts";
import { lazy } from "./lazy.tsx";
import { LiveRegion } from "./live-region.tsx";
import { Log } from "./log.tsx";

type Props = {
  chat: Chat;
  words: Words;
  settings: ReadonlySignal<Settings>;
  server: Server;
  said: SaidStore;
  onClose(): void;
};

const PreChat = lazy(() => import("./prechat.tsx").then((module) => module.PreChat));
const ConversationList = lazy(() =>
  import("./conversation-list.tsx").then((module) => module.ConversationList),
);
const Ended = lazy(() => import("./ended.tsx").then((module) => module.Ended));

/** As in panel.css: the panel then covers the page. */
const FULL_SCREEN = "(max-width: 479.98px), (max-height: 419.98px)";

/** The dialog: focus goes in when it opens, Escape closes it, and where it covers the page Tab stays inside. */
export function PanelFrame({ chat: followed, words, settings, server, said, onClose }: Props) {
  const panel = useRef<HTMLElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const { id, state } = followed.view.value;
  /** The conversation that has ended and that the visitor has left, to begin another one. */
  const [left, setLeft] = useState<string | null>(null);
  const [looksBack, setLooksBack] = useState(false);
  const isAfresh = state === "ended" && left === id;
  const chat = useMemo(() => (isAfresh ? afresh(followed) : followed), [isAfresh, followed]);
  const open = chat.open.value;
  const questions = prechatQuestions(settings.value);
  // Whoever has a conversation has been asked, or may not be kept from it.
  const asksFirst =
    questions.length > 0 && id === null && chat.settled.value && chat.view.value.timeline.length === 0;
  const isAsking = asksFirst && said.words.value === null;
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
      <Header view={chat.view.value} words={words} onClose={onClose}>
        <HeaderMenu
          {...{ chat: followed, words, server, settings }}
          onEarlier={() => setLooksBack(true)}
          onPopOut={onClose}
        />
      </Header>
      <ConnectionBanner chat={chat} words={words} />
      {looksBack && (
        <ConversationList
          {...{ chat, words, server }}
          except={isAfresh ? null : id}
          onClose={() => {
            setLooksBack(false);
            requestAnimationFrame(() => field.current?.focus());
          }}
        />
      )}
      {isAsking ? (
        <PreChat
          {...{ words, questions }}
          onSaid={(answers) => {
            said.write(answers);
            requestAnimationFrame(() => field.current?.focus());
          }}
        />
      ) : (
        // Whoever looks back finds it as they left it.
        <div class="chat" hidden={looksBack}>
          <Log chat={chat} words={words} questions={settings.value.questions} />
          {state === "ended" && id !== null && !isAfresh && (
            <div part="ended">
              <Ended
                key={id}
                {...{ chat, words, server }}
                conversationId={id}
                onNew={() => {
                  setLeft(id);
                  field.current?.focus();
                }}
              />
              {words.t("ended.text")}
            </div>
          )}
          <Composer chat={chat} words={words} field={field} />
        </div>
      )}
      <LiveRegion chat={followed} words={words} />
    </section>
  );
}

/** What is typed here is not meant for the page's own keyboard shortcuts. */
function keepFromPage(event: KeyboardEvent): void {
  event.stopPropagation();
}
