import type { TransferOutcome } from "../../../conversation/protocol/views.ts";
import { ownershipAfter, type SystemEntry, throughoutInternal } from "../ownership.ts";
import type { Blame, Reading, Step } from "../reading.ts";

/**
 * I14: an offer is resolved once, for everybody alike, and only while it stands. S2: nobody is given more than they
 * have room for unless somebody says so. S6: who owes a wrap-up completes it once, or time does.
 */
export function checkRouting(reading: Reading, blame: Blame): void {
  const outcomes = checkOffers(reading, blame);
  checkTold(reading, outcomes, blame);
  checkAnswers(reading, blame);
  checkWrapUps(reading, blame);
}

type Outcome = TransferOutcome["outcome"];
type Offers = Map<string, { outcome: Outcome | null; end: SystemEntry | null }>;

const ENDS: Readonly<Record<string, Outcome>> = {
  transfer_accepted: "accepted",
  transfer_rejected: "rejected",
  transfer_timed_out: "timed_out",
  transfer_rescinded: "rescinded",
};

function checkOffers({ final }: Reading, blame: Blame): Offers {
  const offers: Offers = new Map();
  let standing: string | null = null;
  for (const entry of final.internal) {
    if (entry.kind !== "system") continue;
    const { code, seq, params } = entry;
    const offerId = String(params.offerId);
    if (code === "transfer_offered") {
      if (standing !== null) blame("I14", `an offer is made at ${seq}, and another one stands`);
      if (offers.has(offerId)) blame("I14", `the offer of ${seq} was made before`);
      offers.set(offerId, { outcome: null, end: null });
      standing = offerId;
    }
    const outcome = ENDS[code];
    if (outcome === undefined) continue;
    const known = offers.get(offerId);
    if (!known || known.outcome !== null)
      blame(
        "I14",
        `${code} at ${seq}, of an offer that ${known ? `was ${known.outcome}` : "was never made"}`,
      );
    offers.set(offerId, { outcome, end: entry });
    if (standing === offerId) standing = null;
  }
  const isOver = final.public.some((entry) => entry.kind === "system" && entry.code === "conversation_ended");
  if (isOver && standing !== null) blame("I14", `an offer outlives the conversation: ${standing}`);
  return offers;
}

/** What anybody was told of an offer is what became of it. */
function checkTold({ connections }: Reading, offers: Offers, blame: Blame): void {
  const seen = new Set<object>();
  for (const { client, steps } of connections) {
    for (const step of steps) {
      const { frame } = step;
      if (frame.type !== "welcome" && frame.type !== "commit") continue;
      // Everybody is told by the same text, which is decoded once.
      if (seen.has(frame) || !frame.state || frame.state.audience === "customer") continue;
      seen.add(frame);
      for (const { offerId, outcome } of frame.state.transfers) {
        const known = offers.get(offerId)?.outcome;
        if (known !== outcome) blame("I14", `${client} is told ${outcome}, and it was ${known}`, step);
      }
    }
  }
}

/** What was acknowledged has come about, and by whom it was done. */
function checkAnswers({ connections, final }: Reading, blame: Blame): void {
  const ends = new Set<string>();
  for (const entry of final.internal) {
    if (entry.kind !== "system" || ENDS[entry.code] === undefined) continue;
    ends.add(`${entry.code} ${entry.params.offerId} ${entry.params.byId ?? entry.params.reason}`);
  }
  for (const { client, me, steps } of connections) {
    const asked = new Map<string, (step: Step) => void>();
    const expect = (clientId: string, end: string) =>
      asked.set(clientId, (step) => {
        if (!ends.has(end)) blame("I14", `${client}: acknowledged, and not in the ledger: ${end}`, step);
      });
    for (const step of steps) {
      const { frame } = step;
      if (frame.type === "ack") {
        asked.get(frame.clientId)?.(step);
        continue;
      }
      if (frame.type === "accept_transfer")
        expect(frame.clientId, `transfer_accepted ${frame.offerId} ${me?.id}`);
      if (frame.type === "reject_transfer")
        expect(frame.clientId, `transfer_rejected ${frame.offerId} ${me?.id}`);
      if (frame.type === "cancel_transfer")
        expect(frame.clientId, `transfer_rescinded ${frame.offerId} cancelled`);
      if (frame.type === "assign" && !frame.override) {
        asked.set(frame.clientId, (answer) => {
          if (answer.frame.type !== "ack" || !answer.frame.result.exceededBy) return;
          blame("S2", `${client} exceeded a capacity without saying so`, step, answer);
        });
      }
    }
  }
}

function checkWrapUps({ final }: Reading, blame: Blame): void {
  const owed = new Set<string>();
  throughoutInternal(final, (entry, before) => {
    const { code, seq, params } = entry;
    const agent = String(params.agentId);
    // Whoever has it again owes nothing of an earlier part of theirs.
    owed.delete(ownershipAfter(before, entry).owner ?? "");
    if (code === "wrap_up_started") owed.add(agent);
    if ((code === "wrap_up_completed" || code === "wrap_up_expired") && !owed.delete(agent))
      blame("S6", `${code} at ${seq}, and ${agent} owed none`);
    if (code !== "closed") return;
    if (owed.size > 0 && params.reason === "wrapped_up")
      blame("S6", `closed at ${seq}, and ${[...owed].join(", ")} had not wrapped up`);
    owed.clear();
  });
}
