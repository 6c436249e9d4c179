import type { CommandFrame } from "../../conversation/protocol/up.ts";
import type { PersonsStep, Seen } from "./spec/steps.ts";

/** What a frame must say that the step leaves open. */
export type Facts = { clientId: string; epoch: number; ticketId: string; another: string };

/** A person's step as it goes over the wire. */
export function frameOf(step: PersonsStep, { clientId, epoch, ticketId, another }: Facts): CommandFrame {
  const seen = (which: Seen) => (which === "stale" ? Math.max(0, epoch - 1) : epoch);
  switch (step.do) {
    case "send_message": {
      const text = `${step.by} ${clientId}`;
      const fence = step.by === "maria" || step.epoch === "none" ? {} : { epoch: seen(step.epoch) };
      return { type: "send_message", clientId, text, ...fence };
    }
    case "cancel_request":
    case "allow_ai_replies":
    case "end":
      return { type: step.do, clientId, epoch: seen(step.epoch) };
    case "request_human":
    case "take_over":
    case "force_end":
      return { type: step.do, clientId };
    case "add_note":
      return { type: "add_note", clientId, text: "a note" };
    case "mark_read":
      return { type: "mark_read", clientId, seq: 1_000_000 };
    case "rate":
      return { type: "rate", clientId, score: 5 };
    case "update_ticket":
      return {
        type: "update_ticket",
        clientId,
        ticketId: step.of === "open" ? ticketId : another,
        status: step.status,
      };
  }
}
