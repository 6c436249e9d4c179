import { wireError } from "../../protocol/errors.ts";
import { permits } from "../actor.ts";
import { isEnded } from "../state.ts";
import { ended, type Guard, readsContent } from "./guard.ts";

/** Who may send, change or cancel the reply that is held: whoever may see it, and control replies (C2). */
export const mayControlReply: Guard = (state, actor) => {
  if (!permits(actor, "reply.control")) return wireError("forbidden");
  if (isEnded(state)) return ended(state);
  // Also to who cannot look into it any more, because somebody has just taken it over (C3).
  if (state.held === null) return wireError("reply_gone");
  return readsContent(state, actor) ? null : wireError("forbidden");
};
