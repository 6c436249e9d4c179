import { type CommandEntry, needs, OVER, rule } from "./matrix-rules.ts";

/** Whoever controls replies; none is held in these scenes, and who has just lost the conversation is told so (C3). */
function heldReply(fields: CommandEntry["fields"]): CommandEntry {
  return {
    fields,
    rules: {
      unowned: rule("forbidden", needs("reply_gone", "reply.control")),
      owned: rule("forbidden", needs("reply_gone", "reply.control")),
      ended: rule("forbidden", needs(OVER, "reply.control")),
    },
  };
}

/** Held replies and escalations; none stands in these scenes. */
export const CONTROL = {
  send_now: heldReply(() => ({ replyId: "gone" })),
  edit_and_send: heldReply(() => ({ replyId: "gone", text: "Better" })),
  cancel_reply: heldReply(() => ({ replyId: "gone" })),
  escalate: {
    fields: () => ({ teamId: "parcels", reason: "Look at this" }),
    rules: {
      unowned: rule("forbidden", needs("ack", "escalation.raise")),
      owned: rule("forbidden", needs("ack", "escalation.raise")),
      ended: rule("forbidden", needs(OVER, "escalation.raise")),
    },
  },
  resolve_escalation: {
    fields: () => ({ escalationId: "gone", count: 1, reason: "handled" }),
    rules: {
      unowned: rule("forbidden", needs("not_available")),
      owned: rule("forbidden", needs("not_available")),
      ended: rule("forbidden", needs("not_available")),
    },
  },
  complete_task: {
    fields: () => ({ taskId: "gone", reason: "Called back" }),
    rules: {
      unowned: rule("forbidden", needs("not_available")),
      owned: rule("forbidden", needs("not_available")),
      ended: rule("forbidden", needs("not_available")),
    },
  },
} satisfies Record<string, CommandEntry>;
