import { type CommandEntry, needs, OVER, rule } from "./matrix-rules.ts";

/** What customers and agents do every day. */
export const EVERYDAY = {
  send_message: {
    fields: ({ epoch }) => ({ text: "Hi", epoch }),
    rules: {
      unowned: rule("ack", needs("ack", "conversation.reply", "conversation.take_over")),
      owned: rule("ack", needs("ack", "conversation.reply"), needs("not_assigned", "conversation.reply")),
      ended: rule(OVER, needs(OVER, "conversation.reply")),
    },
  },
  add_note: {
    fields: () => ({ text: "For us" }),
    rules: {
      unowned: rule("forbidden", needs("ack", "conversation.note")),
      owned: rule("forbidden", needs("ack", "conversation.note"), "never"),
      ended: rule("forbidden", needs("ack", "conversation.note")),
    },
  },
  request_human: {
    fields: () => ({}),
    rules: {
      unowned: rule("ack", "never"),
      owned: rule("ack", "never"),
      ended: rule(OVER, "never"),
    },
  },
  cancel_request: {
    fields: ({ epoch }) => ({ epoch }),
    rules: {
      unowned: rule("not_available", "never"),
      owned: rule("not_available", "never"),
      ended: rule(OVER, "never"),
    },
  },
  take_over: {
    fields: () => ({}),
    rules: {
      unowned: rule("forbidden", needs("ack", "conversation.take_over")),
      owned: rule(
        "forbidden",
        needs("ack", "conversation.take_over"),
        needs("already_taken_over", "conversation.take_over"),
      ),
      ended: rule("forbidden", needs(OVER, "conversation.take_over")),
    },
  },
  allow_ai_replies: {
    fields: ({ epoch }) => ({ epoch }),
    rules: {
      unowned: rule("forbidden", needs("not_available", "conversation.allow_ai")),
      owned: rule("forbidden", needs("ack"), needs("ack", "conversation.allow_ai")),
      ended: rule("forbidden", needs(OVER, "conversation.allow_ai")),
    },
  },
  update_ticket: {
    fields: ({ ticketId }) => ({ ticketId, status: "waiting_on_customer" }),
    rules: {
      unowned: rule("forbidden", needs("not_found", "ticket.update")),
      owned: rule("forbidden", needs("ack", "ticket.update"), "never"),
      ended: rule("forbidden", needs(OVER, "ticket.update")),
    },
  },
  mark_read: {
    fields: () => ({ seq: 1 }),
    rules: {
      unowned: rule("ack", needs("ack")),
      owned: rule("ack", needs("ack"), "never"),
      ended: rule("ack", needs("ack")),
    },
  },
  rate: {
    fields: () => ({ score: 5 }),
    rules: { unowned: rule("ack", "never"), owned: rule("ack", "never"), ended: rule("ack", "never") },
  },
  // Nothing of the AI's stands there: who may put a thumb on something is told that this is nothing.
  rate_answer: {
    fields: () => ({ entryId: "no-answer", thumb: "up" }),
    rules: {
      unowned: rule("not_found", "never"),
      owned: rule("not_found", "never"),
      ended: rule("not_found", "never"),
    },
  },
  end: {
    fields: ({ epoch }) => ({ epoch }),
    rules: {
      unowned: rule("ack", needs("not_assigned", "conversation.end")),
      owned: rule("ack", needs("ack", "conversation.end"), needs("not_assigned", "conversation.end")),
      ended: rule(OVER, needs(OVER, "conversation.end")),
    },
  },
  force_end: {
    fields: () => ({}),
    rules: {
      unowned: rule("forbidden", needs("ack", "conversation.force_end")),
      owned: rule("forbidden", needs("ack", "conversation.force_end")),
      ended: rule("forbidden", needs(OVER, "conversation.force_end")),
      "wrapping up": rule("forbidden", needs("ack", "conversation.force_end")),
    },
  },
} satisfies Record<string, CommandEntry>;
