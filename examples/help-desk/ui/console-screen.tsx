import { useSignal, useSignalEffect } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";
import { startClock } from "../model/clock.ts";
import type { Console } from "../model/console.ts";
import { countIn } from "../model/directory-list.ts";
import type { Session } from "../model/session.ts";
import type { PersonaId } from "../personas.ts";
import { words } from "../words.ts";
import { Conversation } from "./conversation/conversation.tsx";
import { Details } from "./details/details.tsx";
import { Directory } from "./directory/directory.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { IncomingOffers } from "./routing/incoming-offers.tsx";
import { SettingsPage } from "./settings/settings-page.tsx";
import { ToastList } from "./toast-list.tsx";
import { TopBar } from "./top-bar.tsx";
import { ConsoleProvider } from "./use-console.ts";
import { useKeys } from "./use-keys.ts";

type ScreenProps = { session: Session; console: Console; persona: PersonaId | null };

/** The signed-in console: three panes side by side, fewer where there is less room. */
export function ConsoleScreen({ session, console, persona }: ScreenProps) {
  const keysShown = useSignal(false);
  const showKeys = useCallback(() => {
    keysShown.value = true;
  }, [keysShown]);
  useKeys(console, showKeys);
  useEffect(() => startClock(), []);
  useSignalEffect(() => {
    const queued = countIn(console.rows.value, "queue", console.asker.value);
    document.title = queued > 0 ? `(${queued}) ${words.product}` : words.product;
  });
  const opened = console.openId.value !== null;
  const details = opened && console.details.value;
  return (
    <ConsoleProvider value={console}>
      <div class="console" data-opened={opened} data-details={details}>
        <TopBar session={session} persona={persona} onKeys={showKeys} />
        <div class="news">
          <ToastList />
          <IncomingOffers />
        </div>
        {console.settings.value ? (
          <SettingsPage settings={console.settings.value} />
        ) : (
          <main class="panes">
            <Directory />
            <Conversation />
            <Details />
          </main>
        )}
        {keysShown.value && (
          <KeysDialog
            onClose={() => {
              keysShown.value = false;
            }}
          />
        )}
      </div>
    </ConsoleProvider>
  );
}
