import type { ComponentChildren } from "preact";
import type { CustomerView } from "../../conversation/core/view/types.ts";
import type { Words } from "../i18n.ts";
import { headline } from "../wording.ts";
import { Avatar } from "./avatar.tsx";
import { Icon } from "./icons.tsx";

type Props = { view: CustomerView; words: Words; onClose(): void; children?: ComponentChildren };

/** Who answers now, and one line of state. */
export function Header({ view, words, onClose, children }: Props) {
  const { title, line } = headline(view, words);
  return (
    <div part="header" data-state={view.state}>
      <HeaderAvatar view={view} />
      <div class="who">
        <h2 class="title" id="title">
          <bdi>{title}</bdi>
        </h2>
        <p class="line">{line}</p>
      </div>
      {children}
      <button type="button" class="plain" aria-label={words.t("launcher.close")} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}

function HeaderAvatar({ view: { state, agent } }: Pick<Props, "view">) {
  if (state === "ai_active") return <Avatar kind="ai" />;
  const isThere = state === "agent_joining" || state === "agent_active";
  return agent && isThere ? (
    <Avatar kind="person" name={agent.name} url={agent.avatarUrl} />
  ) : (
    <Avatar kind="team" />
  );
}
