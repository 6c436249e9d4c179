import type { ConversationView, EscalationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { useConsole } from "../use-console.ts";

type BannersProps = { conversation: OpenConversation; view: ConversationView };

/** What somebody of a team must look at (E2): red, above who has control; several share one banner. */
export function EscalationBanners({ conversation, view }: BannersProps) {
  const { escalations } = view;
  if (escalations.length === 0) return null;
  // One's own stand first; otherwise in the order in which they were raised.
  const sorted = [...escalations].sort((a, b) => Number(b.mine) - Number(a.mine));
  const mayResolve = view.can.includes("resolveEscalation");
  return (
    <section
      class="escalations"
      data-part="banner"
      data-kind="escalation"
      aria-label={words.escalation.title}
    >
      {sorted.map((escalation) => (
        <Escalation
          key={escalation.id}
          escalation={escalation}
          actions={mayResolve && escalation.mine}
          onAsk={(how) => conversation.ask({ escalation: escalation.id, how })}
        />
      ))}
    </section>
  );
}

/** No line begins with it. */
const DOT = "\u00a0· ";

type EscalationProps = {
  escalation: EscalationView;
  actions: boolean;
  onAsk(how: "resolve" | "callback"): void;
};

function Escalation({ escalation, actions, onAsk }: EscalationProps) {
  const { team, reason, count } = escalation;
  const console = useConsole();
  return (
    <div class="banner" data-part="escalation" data-id={escalation.id}>
      <Icon name="flag" />
      <p class="banner-text" role="status">
        <strong>
          {team === null ? words.escalation.hidden : words.escalation.to(console.teamName(team))}
        </strong>
        {DOT}
        <span class="escalation-reason" dir="auto" data-part="escalation-reason">
          {words.escalation.reasonOf(reason)}
        </span>
        {count !== null && (
          <>
            {DOT}
            <span class="escalation-count" data-part="escalation-count">
              {words.escalation.raised(count)}
            </span>
          </>
        )}
      </p>
      {actions && (
        <div class="banner-actions">
          <button
            type="button"
            class="button small"
            data-part="callback"
            aria-haspopup="dialog"
            onClick={() => onAsk("callback")}
          >
            {words.escalation.callback}
          </button>
          <button
            type="button"
            class="button small"
            data-part="resolve"
            aria-haspopup="dialog"
            onClick={() => onAsk("resolve")}
          >
            {words.escalation.resolve}
          </button>
        </div>
      )}
    </div>
  );
}
