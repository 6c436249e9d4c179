import { wireError } from "../../protocol/errors.ts";
import { permits } from "../actor.ts";
import { isEnded } from "../state.ts";
import { ended, type Guard, hasPart } from "./guard.ts";

/**
 * Guards of supervision. Whether somebody else monitors is not among them: of one who has a part in the
 * conversation, not even a refusal may depend on it (M13).
 */

export const mayMonitor: Guard = (state, actor) => {
  if (!permits(actor, "conversation.monitor")) return wireError("forbidden");
  if (state.control === "closed") return ended(state);
  // What is one's own is not monitored (M6); a consultant reads it as it is.
  return hasPart(state, actor.person.id) ? wireError("not_available") : null;
};

export const mayStopMonitoring: Guard = (state, actor) => {
  if (!permits(actor, "conversation.monitor")) return wireError("forbidden");
  return state.monitor?.person.id === actor.person.id ? null : wireError("not_monitoring");
};

/** Only from a monitoring lease (T1), and only from a person: an AI conversation is taken over (T4). */
export const mayTakeOverFromAgent: Guard = (state, actor) => {
  if (!permits(actor, "conversation.take_over_agent")) return wireError("forbidden");
  if (isEnded(state)) return ended(state);
  if (state.monitor?.person.id !== actor.person.id) return wireError("not_monitoring");
  return state.owner === null ? wireError("not_assigned") : null;
};

export const mayJoin: Guard = (state, actor) => {
  if (!permits(actor, "conversation.join")) return wireError("forbidden");
  if (isEnded(state)) return ended(state);
  return state.monitor?.person.id === actor.person.id ? null : wireError("not_monitoring");
};
