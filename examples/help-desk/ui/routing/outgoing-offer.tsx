import type { ConversationView, TransferOffer } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { useConsole } from "../use-console.ts";
import { useSecondsLeft } from "../use-seconds-left.ts";

type OfferProps = { conversation: OpenConversation; view: ConversationView };

/** An offer to somebody else that waits for its answer; who may, takes it back (S3). */
export function OutgoingOffer({ conversation, view }: OfferProps) {
  const console = useConsole();
  const offer = view.transferOffer;
  // Whom it is made to has a card for it.
  if (offer === null || view.can.includes("acceptTransfer")) return null;
  const cancelling = conversation.busy === "cancelTransfer";
  return (
    <section
      class="banner quiet"
      data-part="banner"
      data-kind="transfer"
      aria-label={words.picture.transfers}
    >
      <Icon name="transfer" />
      <p class="banner-text">
        <span role="status">{waitingWords(offer, (id) => console.teamName(id))}</span>{" "}
        <Countdown key={offer.offerId} until={offer.expiresAt} />
      </p>
      {view.can.includes("cancelTransfer") && (
        <button
          type="button"
          class="button small"
          data-part="cancel-transfer"
          aria-disabled={cancelling}
          onClick={() => void conversation.cancelTransfer()}
        >
          {words.outgoingOffer.cancel}
        </button>
      )}
    </section>
  );
}

function waitingWords({ to }: TransferOffer, teamName: (id: string) => string): string {
  return to.agent
    ? words.outgoingOffer.waiting(to.agent.name)
    : words.outgoingOffer.waitingTeam(teamName(to.teamId ?? ""));
}

/** Told to the eye each second, and to a screen reader when it is asked. */
export function Countdown({ until }: { until: string }) {
  const left = useSecondsLeft(until);
  return (
    <span class="countdown" role="timer" data-part="countdown" title={words.incomingOffer.leftToAnswer(left)}>
      <span aria-hidden="true">{words.incomingOffer.countdown(left)}</span>
      <span class="unseen">{words.incomingOffer.leftToAnswer(left)}</span>
    </span>
  );
}
