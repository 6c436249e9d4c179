import type { PresenceStatus } from "../desk.ts";
import type { Session } from "../model/session.ts";
import { PERSONAS, type PersonaId } from "../personas.ts";
import { words } from "../words.ts";
import { LanguageChoices } from "./language-choices.tsx";
import { Avatar } from "./parts/avatar.tsx";
import { Icon } from "./parts/icon.tsx";
import { Menu } from "./parts/menu.tsx";
import { MenuChoice, MenuItem } from "./parts/menu-item.tsx";
import { useConsole } from "./use-console.ts";

const STATUSES: readonly PresenceStatus[] = ["available", "busy", "away", "offline"];

/** The agent's own presence (S9), the demo's other people, and the way out. */
export function AccountMenu({ session, persona }: { session: Session; persona: PersonaId | null }) {
  const console = useConsole();
  const me = console.me.value;
  if (me === null) return null;
  const presence = console.presence;
  return (
    <Menu
      // Begins with what is seen: whoever speaks to their computer says that.
      label={words.accountOf(me.name, words.presence[presence])}
      part="presence"
      class="account-button"
      data={{ "data-status": presence, "data-id": me.id }}
      face={
        <>
          <Avatar person={me} presence={presence} />
          <span class="account-name">
            <bdi>{me.name}</bdi>
          </span>{" "}
          <span class="account-presence">{words.presence[presence]}</span>
          <Icon name="chevron" />
        </>
      }
    >
      <fieldset class="menu-group">
        <legend class="menu-legend">{words.presenceLabel}</legend>
        {STATUSES.map((status) => (
          <MenuChoice
            key={status}
            part="presence-option"
            id={status}
            chosen={status === presence}
            onChoose={() => console.setPresence(status)}
          >
            <span class="dot" data-presence={status} />
            {words.presence[status]}
          </MenuChoice>
        ))}
      </fieldset>
      {persona !== null && (
        <fieldset class="menu-group">
          <legend class="menu-legend">{words.switchTo}</legend>
          {PERSONAS.filter(({ id }) => id !== persona).map(({ id, name }) => (
            <MenuItem
              key={id}
              part="persona"
              id={id}
              onChoose={() => console.free(() => session.asPersona(id))}
            >
              {name} <span class="quiet-text">{words.roles[id]}</span>
            </MenuItem>
          ))}
        </fieldset>
      )}
      <LanguageChoices />
      {console.permissions.value.includes("workspace.configure") && (
        <div class="menu-group">
          <MenuItem part="open-settings" onChoose={() => console.openSettings()}>
            {words.settings.open}
          </MenuItem>
        </div>
      )}
      <div class="menu-group">
        <MenuItem part="sign-out" onChoose={() => console.free(() => session.signOut())}>
          {words.signOut}
        </MenuItem>
      </div>
    </Menu>
  );
}
