import { always, does, holdTo, type Row } from "../refusing.ts";
import { onDuty } from "../supervision.ts";
import type { Its } from "../target.ts";

const [monitor, stop, join] = [does("monitor"), does("stop_monitor"), does("join")];
const [prepare, confirm, leave] = [
  does("prepare_take_over"),
  does("confirm_take_over"),
  does("leave_consult"),
];
const [toDora, toSam, toTeam] = [{ agentId: "dora" }, { agentId: "sam" }, { teamId: "parcels" }];
const assign = (to: object) => does("assign", { to });
const offer = does("offer_transfer", { to: toSam });
const [accept, reject, cancel] = [does("accept_transfer"), does("reject_transfer"), does("cancel_transfer")];
const complete = does("complete_wrap_up");
const ENDED = "conversation_ended";
const four = (code: string) => Array(4).fill(code).join(" ");

/** Who may do what of 8.6 to 8.9, state by state. */
const TABLE: Row[] = [
  ["sue", monitor, null, `${four("=")} = ${ENDED}`],
  ["zoe", monitor, null, `${four("not_available")} – –`, "zoe has joined"],
  ["sam", monitor, null, `${four("already_monitored")} already_monitored –`, "sue monitors"],
  ["sue", stop, null, `${four("=")} = –`, "sue monitors"],
  ["sam", stop, null, always("not_monitoring")],
  ["sue", join, null, `${four("=")} ${ENDED} –`, "sue monitors"],
  ["sam", join, null, `${four("not_monitoring")} ${ENDED}`],
  ["sue", prepare, null, `not_assigned not_assigned = = ${ENDED} –`, "sue monitors"],
  ["sam", prepare, null, `${four("not_monitoring")} ${ENDED}`],
  ["sue", confirm, null, "– – + + – –", "sue has prepared"],
  [
    "sue",
    confirm,
    null,
    `not_assigned not_assigned confirmation_required confirmation_required ${ENDED} –`,
    "sue monitors",
  ],
  ["sam", confirm, null, `${four("not_monitoring")} ${ENDED}`],
  ["zoe", leave, null, `${four("=")} – –`, "zoe has joined"],
  ["ben", leave, null, `${four("not_available")} ${ENDED}`],
  [
    "zoe",
    does("send_message", { text: "Hi" }),
    "now",
    "→agent_active →agent_active – = – –",
    "zoe has joined",
  ],
  ["zoe", does("send_message", { text: "Hi" }), "now", "– – not_assigned – – –", "zoe has joined"],

  ["sam", assign(toDora), "now", `→agent_joining →agent_joining ${two("already_taken_over")} ${ENDED}`],
  ["sam", assign(toDora), "stale", `stale_epoch stale_epoch ${two("already_taken_over")} ${ENDED}`],
  ["sam", assign(toTeam), "now", `→queued = ${two("already_taken_over")} ${ENDED}`],
  ["ann", offer, "now", `not_available not_assigned = = ${ENDED}`],
  ["ann", offer, "stale", `not_available stale_epoch stale_epoch stale_epoch ${ENDED}`],
  ["ben", offer, "now", `not_available not_assigned not_assigned not_assigned ${ENDED}`],
  ["sue", offer, "now", `not_available = = = ${ENDED}`],
  ["sam", accept, null, "– →agent_joining + + – –", "offered to sam"],
  ["sam", reject, null, "– = = = – –", "offered to sam"],
  ["sue", cancel, null, "– = = = – –", "offered to sam"],
  ["ben", accept, null, "– forbidden forbidden forbidden – –", "offered to sam"],
  ["ben", cancel, null, "– forbidden forbidden forbidden – –", "offered to sam"],
  ["sam", accept, null, always("offer_gone")],
  ["sam", reject, null, always("offer_gone")],
  ["sam", cancel, null, always("offer_gone")],
  ["ann", complete, null, `${four("not_available")} ⇒closed not_available`],
  ["ann", complete, null, "– – = = – –", "sue took it"],
  ["ben", complete, null, always("not_available")],
];

/** Of those who may not, whatever the state. */
const NEVER: Row[] = (["maria", "guest"] as const).flatMap((who): Row[] =>
  [monitor, stop, join, prepare, confirm, assign(toTeam), offer, accept, reject, cancel]
    .map((command): Row => {
      const fenced = command.type === "assign" || command.type === "offer_transfer";
      return [who, command, fenced ? "now" : null, "– – – forbidden – forbidden"];
    })
    .concat(
      who === "maria"
        ? [leave, complete].map((command) => [who, command, null, "– – – forbidden – forbidden"])
        : [],
    ),
);

function two(code: string): string {
  return `${code} ${code}`;
}

/** 9: the second table. */
export function supervision(its: Its): void {
  onDuty(() => its.site, "sue", "sam", "zoe");
  holdTo(its, [...TABLE, ...NEVER], {
    refused: "[A2, M4, M6, M7, S2, S3, S7, T1]",
    accepted: "[M7, M10, S2, S3, S4, S6, T4]",
  });
}
