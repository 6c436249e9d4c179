import type { DirectoryRow, NotificationKind } from "./desk.ts";
import { live, t } from "./i18n.ts";
import en from "./locales/en.json";

/**
 * Every word the console says, in the locale in use: short, human, no blame.
 *
 * A word without parameters needs no line here: what stands in `locales/en.json` (and in its sisters) is here
 * under the same name. One with parameters, or with a plural, gets its line below, so that the callers' are
 * checked. Ask where you draw: a word kept in a constant stays in the language of that moment.
 */
export const words = live({
  ...en,
  accountOf: (name: string, presence: string) => t("accountOf", { name, presence }),
  teammate: (name: string, presence: string, load: string) => t("teammate", { name, presence, load }),
  loadOf: (load: number, capacity: number) => t("loadOf", { load, capacity }),

  download: (name: string) => t("download", { name }),

  /* Directory */
  withName: (name: string) => t("withName", { name }),
  unread: (count: number) => t("unread", { count }),
  waitingFor: (time: string) => t("waitingFor", { time }),
  late: (time: string) => t("late", { time }),
  saidBy: { ...en.saidBy, name: (name: string) => t("saidBy.name", { name }) },
  newRows: (count: number) => t("newRows", { count }),
  nothingHere: {
    ...en.nothingHere,
    withName: (name: string) => t("nothingHere.withName", { name }),
  },
  nothingFound: (search: string) => t("nothingFound", { search }),

  /* State of a conversation */
  chip: (row: Pick<DirectoryRow, "state" | "owner">, mine: boolean): string => {
    const name = row.owner?.name ?? t("chips.anAgent");
    switch (row.state) {
      case "ai_active":
        return t("chips.ai");
      case "queued":
        return t("chips.queue");
      case "agent_joining":
        return mine ? t("chips.youJoining") : t("chips.joining", { name });
      case "agent_active":
        return mine ? t("you") : name;
      case "wrap_up":
        return t("chips.wrapUp");
      case "closed":
        return t("chips.ended");
    }
  },
  chips: {
    ...en.chips,
    teamQueue: (team: string) => t("chips.teamQueue", { team }),
    joining: (name: string) => t("chips.joining", { name }),
  },
  held: {
    ...en.held,
    queueAt: (position: number) => t("held.queueAt", { position }),
    teamQueue: (team: string) => t("held.teamQueue", { team }),
    teamQueueAt: (team: string, position: number) => t("held.teamQueueAt", { team, position }),
    you: (since: string) => t("held.you", { since }),
    other: (name: string, since: string) => t("held.other", { name, since }),
  },

  /* Conversation */
  tookOverAt: (name: string, time: string) => t("tookOverAt", { name, time }),
  headOnly: (name: string) => t("headOnly", { name }),
  headNoTicket: (name: string) => t("headNoTicket", { name }),
  typing: (name: string) => t("typing", { name }),
  replyTo: (name: string) => t("replyTo", { name }),
  notSent: (why: string) => t("notSent", { why }),
  tooLong: (by: number) => t("tooLong", { count: by }),

  /* The AI's reply that is held */
  heldReply: {
    ...en.heldReply,
    sendingIn: (time: string) => t("heldReply.sendingIn", { time }),
    sendingInAbout: (seconds: number) => t("heldReply.sendingInAbout", { count: seconds }),
    stillHere: (why: string) => t("heldReply.stillHere", { why }),
    fate: {
      ...en.heldReply.fate,
      edited: (name: string) => t("heldReply.fate.edited", { name }),
      cancelled: (name: string) => t("heldReply.fate.cancelled", { name }),
      new_message: (customer: string) => t("heldReply.fate.new_message", { customer }),
      taken_over: (name: string) => t("heldReply.fate.taken_over", { name }),
    },
  },

  /* Ticket and customer */
  onSomebody: (name: string) => t("onSomebody", { name }),
  cycleOf: (cycle: number) => t("cycleOf", { cycle }),
  endText: (name: string) => t("endText", { name }),

  /** Notifications of the SDK, by kind. */
  notices: {
    nudge: (name) => t("notices.nudge", { name }),
    joining_late: (name) => t("notices.joining_late", { name }),
    unanswered_late: (name) => t("notices.unanswered_late", { name }),
    owner_lost: (name) => t("notices.owner_lost", { name }),
    wrap_up: (name) => t("notices.wrap_up", { name }),
    monitor_lost: (name) => t("notices.monitor_lost", { name }),
    released: (name, reason) => {
      const known = RELEASES.find((one) => one === reason);
      return t(known === undefined ? "notices.released" : `notices.released_${known}`, { name });
    },
    // The desk's own news give no reason: that is in the conversation.
    escalated: (name, reason) =>
      reason === ""
        ? t("notices.escalated_team", { name })
        : t("notices.escalated", { name, reason: reasonWords(reason) }),
    re_escalated: (name, reason, by) => {
      if (by === "customer") return t("notices.re_escalated_customer", { name });
      return reason === ""
        ? t("notices.re_escalated_team", { name })
        : t("notices.re_escalated", { name, reason: reasonWords(reason) });
    },
  } satisfies Record<NotificationKind, (name: string, reason: string, by: string) => string>,

  /* Time */
  seconds: (number: number) => t("seconds", { number }),
  minutes: (number: number) => t("minutes", { number }),
  hours: (number: number) => t("hours", { number }),
  days: (number: number) => t("days", { number }),

  /* Supervision */
  monitor: { ...en.monitor, by: (name: string) => t("monitor.by", { name }) },
  takeOverDialog: {
    ...en.takeOverDialog,
    start: (name: string) => t("takeOverDialog.start", { name }),
    title: (name: string) => t("takeOverDialog.title", { name }),
    text: (name: string) => t("takeOverDialog.text", { name }),
    validFor: (seconds: number) => t("takeOverDialog.validFor", { number: seconds }),
  },
  displaced: {
    notice: (name: string, time: string) => t("displaced.notice", { name, time }),
    noDraft: (name: string, time: string) => t("displaced.noDraft", { name, time }),
  },
  assignDialog: {
    ...en.assignDialog,
    toAgentText: (name: string) => t("assignDialog.toAgentText", { name }),
    toTeamText: (team: string) => t("assignDialog.toTeamText", { team }),
    exceeds: (name: string, by: number) => t("assignDialog.exceeds", { name, count: by }),
    notHere: (name: string, status: "busy" | "away" | "offline") =>
      t(`assignDialog.notHere.${status}`, { name }),
    done: (name: string) => t("assignDialog.done", { name }),
    doneTeam: (team: string) => t("assignDialog.doneTeam", { team }),
  },
  transferDialog: {
    ...en.transferDialog,
    textForOwner: (name: string) => t("transferDialog.textForOwner", { name }),
  },
  incomingOffer: {
    ...en.incomingOffer,
    title: (name: string) => t("incomingOffer.title", { name }),
    toTeam: (name: string, team: string) => t("incomingOffer.toTeam", { name, team }),
    fromDeskToTeam: (team: string) => t("incomingOffer.fromDeskToTeam", { team }),
    text: (name: string) => t("incomingOffer.text", { name }),
    countdown: (seconds: number) => t("incomingOffer.countdown", { number: seconds }),
    leftToAnswer: (seconds: number) => t("incomingOffer.leftToAnswer", { number: seconds }),
  },
  outgoingOffer: {
    ...en.outgoingOffer,
    waiting: (name: string) => t("outgoingOffer.waiting", { name }),
    waitingTeam: (team: string) => t("outgoingOffer.waitingTeam", { team }),
  },
  consult: { ...en.consult, one: (name: string) => t("consult.one", { name }) },
  join: {
    ...en.join,
    text: (name: string) => t("join.text", { name }),
    joined: (name: string) => t("join.joined", { name }),
    left: (name: string) => t("join.left", { name }),
  },
  forceEnd: {
    ...en.forceEnd,
    title: (owner: string) => t("forceEnd.title", { owner }),
    text: (owner: string, name: string) => t("forceEnd.text", { owner, name }),
  },
  wrapUp: {
    ...en.wrapUp,
    textDisplaced: (name: string) => t("wrapUp.textDisplaced", { name }),
    closesIn: (time: string) => t("wrapUp.closesIn", { time }),
  },
  escalation: {
    ...en.escalation,
    mark: (count: number) => t("escalation.mark", { count }),
    to: (team: string) => t("escalation.to", { team }),
    raised: (count: number) => t("escalation.raised", { count }),
    isOpen: (team: string) => t("escalation.isOpen", { team }),
    done: (team: string) => t("escalation.done", { team }),
    resolveTitle: (team: string) => t("escalation.resolveTitle", { team }),
    callbackTitle: (name: string) => t("escalation.callbackTitle", { name }),
    /** What an agent wrote, or what a service level calls itself. */
    reasonOf: reasonWords,
  },
  settings: {
    ...en.settings,
    bothChanged: (what: string) => t("settings.bothChanged", { what }),
    notAccepted: (path: string) => t("settings.notAccepted", { path }),
    removeWhat: (what: string) => t("settings.removeWhat", { what }),
    inSeconds: (what: string) => t("settings.inSeconds", { what }),
    inMinutes: (what: string) => t("settings.inMinutes", { what }),
    rules: {
      ...en.settings.rules,
      rule: (number: number) => t("settings.rules.rule", { number }),
    },
  },
  closing: { resumes: (time: string) => t("closing.resumes", { time }) },
  mood: {
    ...en.mood,
    withTrend: (mood: string, trend: string) => t("mood.withTrend", { mood, trend }),
  },
  picture: {
    ...en.picture,
    did: {
      teamQueue: (team: string) => t("picture.did.teamQueue", { team }),
      takenOverFrom: (name: string) => t("picture.did.takenOverFrom", { name }),
      assigned: (name: string) => t("picture.did.assigned", { name }),
      offered: (name: string) => t("picture.did.offered", { name }),
    },
  },
});

const RELEASES = ["agent_lost", "closing_time", "escalation_handled"] as const;
const LATE = ["sla_first", "sla_next", "sla_queue"] as const;

function reasonWords(reason: string): string {
  const late = LATE.find((one) => one === reason);
  return late === undefined ? reason : t(`escalation.late.${late}`);
}
