import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { type IncomingOffer, LONGEST_REMARK } from "../../desk.ts";
import type { Incoming } from "../../model/incoming-offers.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useConsole } from "../use-console.ts";
import { Countdown } from "./outgoing-offer.tsx";

/** Who hands over which customer, why, and for how long one may answer. */
export function IncomingOfferCard({ incoming }: { incoming: Incoming }) {
  const console = useConsole();
  const rejecting = useSignal(false);
  const titleId = useId();
  const { conversationId, offer, note, answering } = incoming;
  const { from } = offer;
  const row = console.row(conversationId);
  return (
    <section class="offer" data-part="incoming-offer" data-id={conversationId} aria-labelledby={titleId}>
      <header class="offer-header">
        <Icon name="transfer" />
        <h2 id={titleId} class="offer-title">
          {titleOf(offer, (id) => console.teamName(id))}
        </h2>
        <Countdown until={offer.expiresAt} />
      </header>
      <p class="offer-customer" data-part="incoming-customer" dir="auto">
        {row?.customer.name ?? words.theCustomer}
      </p>
      {/* The fallback subject is the customer's name, which has just been said. */}
      {row?.subject && row.subject !== row.customer.name && (
        <p class="offer-subject quiet-text" dir="auto">
          {row.subject}
        </p>
      )}
      {note !== "" && (
        <blockquote class="offer-note" data-part="incoming-note" dir="auto">
          {note}
        </blockquote>
      )}
      {from && row?.owner && <p class="quiet-text">{words.incomingOffer.text(from.name)}</p>}
      {rejecting.value ? (
        <RejectForm
          busy={answering !== null}
          onBack={() => {
            rejecting.value = false;
          }}
          onReject={(reason) => void console.incoming.reject(incoming, reason)}
        />
      ) : (
        <div class="offer-actions">
          <button
            type="button"
            class="button small"
            data-part="reject-transfer"
            aria-disabled={answering !== null}
            onClick={() => {
              rejecting.value = answering === null;
            }}
          >
            {words.incomingOffer.reject}
          </button>
          <button
            type="button"
            class="button small primary"
            data-part="accept-transfer"
            aria-disabled={answering !== null}
            onClick={() => void console.acceptTransfer(incoming)}
          >
            {answering === "accept" && <Spinner />} {words.incomingOffer.accept}
          </button>
        </div>
      )}
    </section>
  );
}

/** In the place of one that is over, for as long as the pointer is there. */
export function OverCard({ incoming }: { incoming: Incoming }) {
  const console = useConsole();
  return (
    <section class="offer" data-part="offer-over" data-id={incoming.conversationId}>
      <p class="offer-customer" dir="auto">
        {console.row(incoming.conversationId)?.customer.name ?? words.theCustomer}
      </p>
      <p class="quiet-text">{words.incomingOffer.over}</p>
    </section>
  );
}

export function titleOf({ from, to }: IncomingOffer["offer"], teamName: (id: string) => string): string {
  const team = to.teamId === undefined ? null : teamName(to.teamId);
  if (from === null) {
    return team === null ? words.incomingOffer.fromDesk : words.incomingOffer.fromDeskToTeam(team);
  }
  return team === null ? words.incomingOffer.title(from.name) : words.incomingOffer.toTeam(from.name, team);
}

type RejectProps = { busy: boolean; onBack(): void; onReject(reason: string): void };

/** A reason may be given, and need not. */
function RejectForm({ busy, onBack, onReject }: RejectProps) {
  const reason = useSignal("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class="offer-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onReject(reason.value.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onBack();
      }}
    >
      <label class="field-group">
        {words.incomingOffer.reason}
        <input
          ref={field}
          class="input"
          data-part="reject-reason"
          dir={reason.value === "" ? undefined : "auto"}
          maxLength={LONGEST_REMARK}
          value={reason.value}
          onInput={(event) => {
            reason.value = event.currentTarget.value;
          }}
        />
      </label>
      <div class="offer-actions">
        <button type="button" class="button small" data-part="reject-back" onClick={onBack}>
          {words.back}
        </button>
        <button type="submit" class="button small primary" data-part="reject-confirm" aria-disabled={busy}>
          {busy && <Spinner />} {words.incomingOffer.reject}
        </button>
      </div>
    </form>
  );
}
