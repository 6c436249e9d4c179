import type { Session } from "../model/session.ts";
import type { PersonaId } from "../personas.ts";
import { words } from "../words.ts";
import { AccountMenu } from "./account-menu.tsx";
import { ConnectionLine } from "./connection-line.tsx";
import { Icon } from "./parts/icon.tsx";
import { TeamStrip } from "./team-strip.tsx";

type TopBarProps = { session: Session; persona: PersonaId | null; onKeys(): void };

export function TopBar({ session, persona, onKeys }: TopBarProps) {
  return (
    <header class="top-bar">
      <h1 class="product">
        <svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
          <rect width="32" height="32" rx="8" />
          <path d="M9 20 20 9m-7.5 14L23 12.5" />
        </svg>
        {words.product}
      </h1>
      <ConnectionLine />
      <TeamStrip />
      <button
        type="button"
        class="icon-button not-on-phone"
        data-part="keys"
        aria-label={words.keys}
        title={words.keys}
        aria-keyshortcuts="?"
        onClick={onKeys}
      >
        <Icon name="keyboard" />
      </button>
      <AccountMenu session={session} persona={persona} />
    </header>
  );
}
