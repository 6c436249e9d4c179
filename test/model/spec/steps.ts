/** What can happen to a conversation, as data: the model, the heart and the room each know how to carry it out. */

export const AGENTS = ["ann", "ben", "sue", "tom", "rex", "vic"] as const;
export type AgentId = (typeof AGENTS)[number];
export const PEOPLE = ["maria", ...AGENTS] as const;
export type Who = (typeof PEOPLE)[number];

const AGENT = [
  "conversation.read",
  "conversation.reply",
  "conversation.note",
  "conversation.take_over",
  "conversation.transfer",
  "conversation.end",
  "ticket.update",
  "reply.control",
  "escalation.raise",
] as const;

const SUPERVISOR = [
  ...AGENT,
  "conversation.monitor",
  "conversation.take_over_agent",
  "conversation.join",
  "conversation.assign",
  "conversation.allow_ai",
  "conversation.force_end",
] as const;

/** Ann and Ben are agents, Sue and Tom supervisors; Rex may not take over, Vic only reads and watches. Tom may resolve any. */
export const PERMISSIONS = {
  ann: AGENT,
  ben: AGENT,
  sue: SUPERVISOR,
  tom: [...SUPERVISOR, "escalation.resolve_any"],
  rex: ["conversation.read", "conversation.reply", "conversation.note"],
  vic: ["conversation.read", "conversation.monitor"],
} as const satisfies Record<AgentId, readonly string[]>;

/** The workspace's teams, and who says in their token that they belong to them. */
export const TEAMS = { billing: ["ann", "ben", "sue"], sales: ["tom"] } as const satisfies Record<
  string,
  readonly AgentId[]
>;
export type TeamId = keyof typeof TEAMS;

/** Whom a conversation is given to: "nobody" and "nowhere" are names that nobody has heard of. */
export type Destination = { agent: AgentId | "nobody" } | { team: TeamId | "nowhere" };

/** The epoch a command carries: the newest, the one before it, or none. */
export type Seen = "current" | "stale" | "none";
/** Which generation a result comes from; `misdated` is the newest one's id with an epoch before its own. */
export type Generation = "newest" | "older" | "misdated";
/** The lease or the offer that stands now, or one that was before. */
export type Which = "current" | "old";
/** An open escalation by its team, the first that this agent may resolve, or one that is not open. */
export type Open = TeamId | "mine" | "none";

/** What the workspace says of control over the AI. */
export type Terms = {
  /** Replies are held. */
  cadence: boolean;
  /** When people are there: always, or so many minutes of each hour, and whether closing may be put off. */
  hours: "none" | "kept" | "put off";
  /** What customers write may raise an escalation, and so may who keeps them waiting. */
  rules: boolean;
  sla: boolean;
  /** Whose answers are used up: nobody's, the conversation's after two of them, or the workspace's. */
  budget: "none" | "conversation" | "workspace";
  hipaa: boolean;
};

/** Of a customer's message: what the model of moods makes of it, −1…1. */
export type Mood = -0.8 | 0.2 | 0.9;
/**
 * What the workspace room says of its agents; null when it does not answer. Who is `full` owns as many conversations
 * as they can.
 */
export type Workspace = {
  available: readonly AgentId[];
  present: readonly AgentId[];
  full?: readonly AgentId[];
} | null;

export type PersonsStep =
  | { do: "send_message"; by: Who; epoch: Seen; mood?: Mood; asks?: "refund" }
  | { do: "cancel_request" | "allow_ai_replies" | "end"; by: Who; epoch: "current" | "stale" }
  | { do: "request_human" | "take_over" | "force_end" | "add_note" | "mark_read" | "rate"; by: Who }
  /** A thumb on an answer of the AI, or on something that is none. */
  | { do: "rate_answer"; by: Who; answer: "newest" | "oldest" | "none"; thumb: "up" | "down" | null }
  | {
      do: "update_ticket";
      by: Who;
      status: "new" | "on_you" | "waiting_on_customer";
      of: "open" | "another";
    }
  | { do: "monitor" | "leave_consult" | "complete_wrap_up"; by: Who }
  | { do: "stop_monitor" | "prepare_take_over" | "join"; by: Who; lease: Which }
  /** With what this person was last given to confirm with, with another's, or with something made up. */
  | { do: "confirm_take_over"; by: Who; with: "own" | "another's" | "none" }
  | { do: "assign"; by: Who; epoch: "current" | "stale"; to: Destination; override: boolean }
  | { do: "offer_transfer"; by: Who; epoch: "current" | "stale"; to: Destination }
  | { do: "accept_transfer" | "reject_transfer" | "cancel_transfer"; by: Who; offer: Which }
  | { do: "send_now" | "edit_and_send" | "cancel_reply"; by: Who; reply: Which }
  | { do: "escalate"; by: Who; team: TeamId | "nowhere"; urgent: boolean; bypass: boolean }
  | {
      do: "resolve_escalation";
      by: Who;
      of: Open;
      /** How often it was raised, as was seen, or some time ago, or not said. */
      count: Which | "none";
      reason: "handled" | "spam" | "other";
      noted: boolean;
    }
  | { do: "complete_task"; by: Who; of: Open; outcome: "connected" | "no_answer" | "in words" };

export type Step =
  | PersonsStep
  | { do: "begin_ai_reply" }
  /** The AI writes some of its answer. */
  | { do: "stream" }
  | { do: "finish_ai_reply" | "fail_ai_reply"; of: Generation }
  | { do: "hand_off"; of: Generation; guardrail?: true }
  | { do: "finish_summary"; of: "open" | "another"; empty: boolean }
  | { do: "start" | "correct_clock" }
  | { do: "identify"; name: string }
  | { do: "merge" }
  | { do: "owner_presence"; agent: AgentId; present: boolean }
  /** The workspace has found somebody who is free. */
  | { do: "route"; agent: AgentId }
  | { do: "workspace"; says: Workspace }
  | ({ do: "configure"; aiOn?: boolean; wrapUp?: boolean } & Partial<Terms>)
  /** Another conversation of the customer has had a false alarm. */
  | { do: "cooldown"; ms: number }
  /** A sign of life from who monitors; nobody is answered. */
  | { do: "renew_monitor"; by: Who; lease: Which }
  /** The process dies and another one reads what is stored. */
  | { do: "crash" }
  /** A connection is lost and comes back with its cursor. */
  | { do: "reconnect"; by: Who }
  /** Time passes, with an alarm at each deadline; or one alarm late, for all of them. */
  | { do: "wait"; ms: number; alarms: "each" | "late" }
  /** Until the clock shows so much past the hour. */
  | { do: "until_past_hour"; ms: number }
  /** Until just before the next deadline, or to it. */
  | { do: "approach" | "reach" }
  /** The clock is set, forward or back, and no alarm rings. */
  | { do: "jump"; ms: number }
  /** Alarms ring that nobody has set. */
  | { do: "wake"; times: 1 | 2 };

export function isPersons(step: Step): step is PersonsStep {
  switch (step.do) {
    case "send_message":
    case "cancel_request":
    case "allow_ai_replies":
    case "end":
    case "request_human":
    case "take_over":
    case "force_end":
    case "add_note":
    case "mark_read":
    case "rate":
    case "rate_answer":
    case "update_ticket":
    case "monitor":
    case "leave_consult":
    case "complete_wrap_up":
    case "stop_monitor":
    case "prepare_take_over":
    case "join":
    case "confirm_take_over":
    case "assign":
    case "offer_transfer":
    case "accept_transfer":
    case "reject_transfer":
    case "cancel_transfer":
    case "send_now":
    case "edit_and_send":
    case "cancel_reply":
    case "escalate":
    case "resolve_escalation":
    case "complete_task":
      return true;
    default:
      return false;
  }
}

export const HOUR_MS = 3_600_000;
/** How long it is from `now` until the clock shows so much past the hour. */
export const untilPastHour = (now: number, ms: number) => (((ms - now) % HOUR_MS) + HOUR_MS) % HOUR_MS;

type Cast<Any> = Any extends { by: Who } ? Omit<Any, "by"> & { by: Who | "owner" | "another" } : Any;
/** A step whose person is named by their part in the conversation. */
export type CastStep = Cast<Step>;

/** The step with the person who plays that part now. */
export function cast(step: CastStep, owner: AgentId | null): Step {
  if (!("by" in step)) return step;
  if (step.by === "owner") return { ...step, by: owner ?? "ann" };
  if (step.by === "another") return { ...step, by: owner === "ben" ? "ann" : "ben" };
  return { ...step, by: step.by };
}
