import { ABILITIES, type Ability } from "../protocol/views.ts";
import { type AgentActor, permits } from "./actor.ts";
import {
  mayAllowAi,
  mayEnd,
  mayForceEnd,
  mayNote,
  maySend,
  mayTakeOver,
  mayUpdateTicket,
} from "./guards/conversation.ts";
import { mayEscalate, mayResolveOne } from "./guards/escalation.ts";
import type { Guard } from "./guards/guard.ts";
import { mayControlReply } from "./guards/held-reply.ts";
import {
  mayAnswerTransfer,
  mayAssign,
  mayCancelTransfer,
  mayCompleteWrapUp,
  mayLeaveConsult,
  mayOfferTransfer,
} from "./guards/routing.ts";
import { mayJoin, mayMonitor, mayStopMonitoring, mayTakeOverFromAgent } from "./guards/supervision.ts";
import { type ConversationState, isEnded, isOwner } from "./state.ts";
import { knowsOfMonitoring } from "./visibility/audience.ts";

/** What the room lets an agent do now. Clients never work this out for themselves (H9). */
export function abilitiesOf(state: ConversationState, actor: AgentActor): Ability[] {
  return ABILITIES.filter((ability) => offers(ability, state, actor));
}

function offers(ability: Ability, state: ConversationState, actor: AgentActor): boolean {
  switch (ability) {
    // A repeated takeover is answered, not offered: the owner is shown the ticket instead.
    case "takeOver":
      return !isOwner(state, actor.person.id) && opens(mayTakeOver, state, actor);
    case "viewTicket":
      return state.owner !== null && !isEnded(state) && permits(actor, "conversation.read");
    case "send":
      return opens(maySend, state, actor);
    case "note":
      return opens(mayNote, state, actor);
    case "allowAiReplies":
      return opens(mayAllowAi, state, actor);
    case "updateTicket":
      return opens(mayUpdateTicket, state, actor);
    case "end":
      return opens(mayEnd, state, actor);
    case "forceEnd":
      return opens(mayForceEnd, state, actor);
    case "monitor":
      // Whoever may know that the place is taken is not offered it.
      return opens(mayMonitor, state, actor) && !(state.monitor && knowsOfMonitoring(state, actor));
    case "stopMonitor":
      return opens(mayStopMonitoring, state, actor);
    case "join":
      return opens(mayJoin, state, actor);
    case "prepareTakeOver":
      return opens(mayTakeOverFromAgent, state, actor);
    case "assign":
      return opens(mayAssign, state, actor);
    case "offerTransfer":
      return opens(mayOfferTransfer, state, actor);
    case "acceptTransfer":
    case "rejectTransfer":
      return opens(mayAnswerTransfer, state, actor);
    case "cancelTransfer":
      return opens(mayCancelTransfer, state, actor);
    case "leaveConsult":
      return opens(mayLeaveConsult, state, actor);
    case "escalate":
      return opens(mayEscalate, state, actor);
    case "resolveEscalation":
      return opens(mayResolveOne, state, actor);
    case "sendNow":
    case "editAndSend":
    case "cancelReply":
      return opens(mayControlReply, state, actor);
    case "completeWrapUp":
      return opens(mayCompleteWrapUp, state, actor);
  }
}

function opens(guard: Guard, state: ConversationState, actor: AgentActor): boolean {
  return guard(state, actor) === null;
}
