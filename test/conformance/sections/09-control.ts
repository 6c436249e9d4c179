import { heldFor, MINUTE } from "../control.ts";
import { always, does, holdTo, type Row } from "../refusing.ts";
import { configuredFor } from "../supervision.ts";
import type { Its } from "../target.ts";

const HELD = "a reply is held";
const ENDED = "conversation_ended";
const four = (code: string) => Array(4).fill(code).join(" ");

const CONTROL = [does("send_now"), does("edit_and_send", { text: "Hi" }), does("cancel_reply")];
const escalate = does("escalate", { teamId: "care", reason: "Charged twice" });
const resolve = (reason: string, more: object = {}) => does("resolve_escalation", { reason, ...more });
const complete = (outcome: object) => does("complete_task", outcome);
const [connected, missed] = [{ disposition: "connected" }, { disposition: "no_answer" }];

/** Who may do what of 8.10 and 8.11, state by state. */
const TABLE: Row[] = [
  ...CONTROL.flatMap((command): Row[] => [
    ["carl", command, null, "= – – – – –", HELD],
    ["carl", { ...command, replyId: "another" }, null, "reply_gone – – – – –", HELD],
    ["carl", command, null, `${four("reply_gone")} ${ENDED}`],
    ["guest", command, null, "forbidden – – – – –", HELD],
    ["guest", command, null, always("forbidden")],
    ["maria", command, null, always("forbidden")],
  ]),

  ["carl", escalate, null, `${four("=")} ${ENDED}`],
  ["carl", escalate, null, `${four("=")} ${ENDED}`, "escalated"],
  ["guest", escalate, null, always("forbidden")],
  ["maria", escalate, null, always("forbidden")],

  ["carl", resolve("handled"), null, "= = →ai_active →ai_active = =", "escalated"],
  ["carl", resolve("spam"), null, always("="), "escalated"],
  ["carl", resolve("other", { note: "Ours." }), null, always("="), "escalated"],
  ["carl", resolve("other"), null, always("note_required"), "escalated"],
  ["carl", resolve("spam", { count: 2 }), null, always("stale_epoch"), "escalated"],
  ["ben", resolve("spam"), null, always("forbidden"), "escalated"],
  ["maria", resolve("spam"), null, always("forbidden"), "escalated"],
  ["carl", resolve("spam"), null, always("not_available")],
  ["carl", complete(connected), null, always("="), "escalated"],
  ["carl", complete(missed), null, always("="), "escalated"],
  ["ben", complete(connected), null, always("forbidden"), "escalated"],
  ["maria", complete(connected), null, always("forbidden"), "escalated"],
  ["carl", complete(connected), null, always("not_available")],
];

/** 9: of replies that are held and of escalations. */
export function control(its: Its): void {
  its.where("configure", () => {
    configuredFor(() => its.site, heldFor(MINUTE));
    holdTo(its, TABLE, {
      refused: "[A2, C3, E3, E4, S7]",
      accepted: "[C5, E1, E4, E5, E10]",
    });
  });
}
