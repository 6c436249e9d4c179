import { wireError } from "../../protocol/errors.ts";
import { permits } from "../actor.ts";
import { isEnded } from "../state.ts";
import { ended, type Guard, readsContent } from "./guard.ts";

/** Who may send, change or cancel the reply that is held: whoever may see it, and control replies (C2). */
export const mayControlReply: Guard = (state, actor) => {
  if (!permits(actor, "reply.control") || !readsContent(state, actor)) return wireError("forbidden");
  if (isEnded(state)) return ended(state);
  return state.held === null ? wireError("reply_gone") : null;
};
