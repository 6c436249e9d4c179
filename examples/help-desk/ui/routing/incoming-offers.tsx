import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Incoming } from "../../model/incoming-offers.ts";
import { words } from "../../words.ts";
import { useConsole } from "../use-console.ts";
import { IncomingOfferCard, OverCard, titleOf } from "./incoming-offer-card.tsx";

type Shown = { incoming: Incoming; over: boolean };

/** What this agent is asked to take over, wherever in the console they are (S3). */
export function IncomingOffers() {
  const console = useConsole();
  const held = useSignal(false);
  const before = useRef<readonly Shown[]>([]);
  const live = console.incoming.list.value;
  const shown = held.value ? inPlace(before.current, live) : live.map(isLive);
  before.current = shown;
  const hold = (on: boolean) => () => {
    held.value = on;
  };
  return (
    <div
      class="offers"
      data-part="incoming-offers"
      onPointerEnter={hold(true)}
      onPointerMove={hold(true)}
      onPointerLeave={hold(false)}
    >
      {/* Read out once for each: the cards themselves change every second. */}
      <div class="unseen" role="status" data-part="incoming-announcement">
        {live.map(({ conversationId, offer }) => (
          <p key={offer.offerId}>
            {titleOf(offer, (id) => console.teamName(id))}
            {words.comma}
            {console.row(conversationId)?.customer.name}
          </p>
        ))}
      </div>
      {shown.map(({ incoming, over }) =>
        over ? (
          <OverCard key={incoming.offer.offerId} incoming={incoming} />
        ) : (
          <IncomingOfferCard key={incoming.offer.offerId} incoming={incoming} />
        ),
      )}
    </div>
  );
}

/** Nothing jumps under the pointer, least of all another offer's button: what is over keeps its place. */
function inPlace(before: readonly Shown[], live: readonly Incoming[]): readonly Shown[] {
  const byId = new Map(live.map((incoming) => [incoming.offer.offerId, incoming]));
  const known = new Set(before.map(({ incoming }) => incoming.offer.offerId));
  const kept = before.map(({ incoming }) => {
    const now = byId.get(incoming.offer.offerId);
    return { incoming: now ?? incoming, over: now === undefined };
  });
  return [...live.filter(({ offer }) => !known.has(offer.offerId)).map(isLive), ...kept];
}

function isLive(incoming: Incoming): Shown {
  return { incoming, over: false };
}
