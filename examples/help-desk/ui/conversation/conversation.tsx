import { wordsForRefusal } from "../../model/failure.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { EscalationBanners } from "../escalation/escalation-banners.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { ConsultBanner } from "../routing/consult-banner.tsx";
import { DisplacedBanner } from "../routing/displaced-banner.tsx";
import { OutgoingOffer } from "../routing/outgoing-offer.tsx";
import { WrapUp } from "../routing/wrap-up-form.tsx";
import { SupervisionDialogs } from "../supervision/supervision-dialogs.tsx";
import { WatchBanner } from "../supervision/watch-banner.tsx";
import { useConsole } from "../use-console.ts";
import { Composer } from "./composer.tsx";
import { ControlBanner } from "./control-banner.tsx";
import { ConversationHeader } from "./conversation-header.tsx";
import { HeadOnly } from "./head-only.tsx";
import { HeldReplyBanner } from "./held-reply-banner.tsx";
import { LiveLine } from "./live-line.tsx";
import { LostBanner } from "./lost-banner.tsx";
import { SuccessorBanner } from "./successor-banner.tsx";
import { Timeline } from "./timeline.tsx";

/** The middle pane. */
export function Conversation() {
  const console = useConsole();
  const conversation = console.open.value;
  return (
    <section
      class="conversation"
      data-part="conversation"
      data-watching={conversation?.watching || undefined}
      aria-label={words.conversation}
    >
      {conversation ? <Opened key={conversation.id} conversation={conversation} /> : <NothingOpen />}
    </section>
  );
}

function NothingOpen() {
  return (
    <div class="blank">
      <p class="blank-title">{words.pickOne}</p>
      <p class="blank-hint">{words.pickHint}</p>
    </div>
  );
}

function Opened({ conversation }: { conversation: OpenConversation }) {
  const { view, problem } = conversation;
  const console = useConsole();
  const row = console.row(conversation.id);
  const name = view?.customer?.name ?? row?.customer.name ?? words.conversation;
  return (
    <>
      <ConversationHeader conversation={conversation} name={name} />
      {view === null ? (
        <div class="blank" role="status">
          {problem ? (
            <p class="blank-title">{wordsForRefusal(problem)}</p>
          ) : (
            <p class="blank-hint">
              <Spinner /> {words.openingConversation}
            </p>
          )}
        </div>
      ) : (
        <>
          <WatchBanner conversation={conversation} view={view} />
          {conversation.displacement ? (
            <DisplacedBanner conversation={conversation} />
          ) : (
            <LostBanner conversation={conversation} />
          )}
          <SuccessorBanner view={view} />
          <EscalationBanners conversation={conversation} view={view} />
          <ControlBanner conversation={conversation} view={view} />
          <ConsultBanner conversation={conversation} view={view} />
          <OutgoingOffer conversation={conversation} view={view} />
          {view.readable ? (
            <>
              <Timeline conversation={conversation} view={view} name={name} />
              <LiveLine view={view} away={conversation.away && console.status.value === "online"} />
              <WrapUp conversation={conversation} view={view} />
              <HeldReplyBanner conversation={conversation} view={view} />
              <Composer conversation={conversation} view={view} name={name} />
            </>
          ) : (
            <HeadOnly conversation={conversation} view={view} />
          )}
          <SupervisionDialogs conversation={conversation} view={view} />
        </>
      )}
    </>
  );
}
