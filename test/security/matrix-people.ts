import { type CommandEntry, eitherOf, needs, OVER, rule } from "./matrix-rules.ts";

/** Monitoring, stepping in, giving a conversation to somebody, and what is owed afterwards. */
export const PEOPLE = {
  monitor: {
    fields: () => ({}),
    rules: {
      unowned: rule("forbidden", needs("ack", "conversation.monitor")),
      owned: rule(
        "forbidden",
        needs("not_available", "conversation.monitor"),
        needs("ack", "conversation.monitor"),
      ),
      ended: rule("forbidden", needs(OVER, "conversation.monitor")),
      "wrapping up": rule(
        "forbidden",
        needs("not_available", "conversation.monitor"),
        needs("ack", "conversation.monitor"),
      ),
    },
  },
  stop_monitor: {
    fields: ({ leaseId }) => ({ leaseId }),
    rules: {
      unowned: rule("forbidden", needs("not_monitoring", "conversation.monitor")),
      owned: rule("forbidden", needs("not_monitoring", "conversation.monitor")),
      ended: rule("forbidden", needs("not_monitoring", "conversation.monitor")),
      monitored: rule(
        "forbidden",
        needs("not_monitoring", "conversation.monitor"),
        needs("ack", "conversation.monitor"),
      ),
    },
  },
  prepare_take_over: {
    fields: ({ leaseId }) => ({ leaseId }),
    rules: {
      unowned: rule("forbidden", needs("not_monitoring", "conversation.take_over_agent")),
      owned: rule("forbidden", needs("not_monitoring", "conversation.take_over_agent")),
      ended: rule("forbidden", needs(OVER, "conversation.take_over_agent")),
      monitored: rule(
        "forbidden",
        needs("not_monitoring", "conversation.take_over_agent"),
        needs("ack", "conversation.take_over_agent"),
      ),
    },
  },
  confirm_take_over: {
    fields: () => ({ confirmation: "made up" }),
    rules: {
      unowned: rule("forbidden", needs("not_monitoring", "conversation.take_over_agent")),
      owned: rule("forbidden", needs("not_monitoring", "conversation.take_over_agent")),
      ended: rule("forbidden", needs(OVER, "conversation.take_over_agent")),
      monitored: rule(
        "forbidden",
        needs("not_monitoring", "conversation.take_over_agent"),
        needs("confirmation_required", "conversation.take_over_agent"),
      ),
    },
  },
  join: {
    fields: ({ leaseId }) => ({ leaseId }),
    rules: {
      unowned: rule("forbidden", needs("not_monitoring", "conversation.join")),
      owned: rule("forbidden", needs("not_monitoring", "conversation.join")),
      ended: rule("forbidden", needs(OVER, "conversation.join")),
      monitored: rule(
        "forbidden",
        needs("not_monitoring", "conversation.join"),
        needs("ack", "conversation.join"),
      ),
    },
  },
  leave_consult: {
    fields: () => ({}),
    rules: {
      unowned: rule("forbidden", needs("not_available")),
      owned: rule("forbidden", needs("not_available")),
      ended: rule("forbidden", needs(OVER)),
    },
  },
  assign: {
    fields: ({ epoch }) => ({ epoch, to: { agentId: "dora" } }),
    rules: {
      unowned: rule("forbidden", needs("ack", "conversation.assign")),
      owned: rule("forbidden", needs("already_taken_over", "conversation.assign")),
      ended: rule("forbidden", needs(OVER, "conversation.assign")),
    },
  },
  offer_transfer: {
    fields: ({ epoch }) => ({ epoch, to: { agentId: "dora" } }),
    rules: {
      unowned: rule("forbidden", eitherOf("not_available")),
      owned: rule("forbidden", eitherOf("ack"), [
        ...needs("ack", "conversation.assign"),
        ...needs("not_assigned", "conversation.transfer"),
      ]),
      ended: rule("forbidden", eitherOf(OVER)),
    },
  },
  accept_transfer: {
    fields: ({ offerId }) => ({ offerId }),
    rules: {
      unowned: rule("forbidden", needs("offer_gone", "conversation.transfer")),
      owned: rule("forbidden", needs("offer_gone", "conversation.transfer")),
      ended: rule("forbidden", needs("offer_gone", "conversation.transfer")),
      offered: rule("forbidden", "never", needs("ack", "conversation.transfer")),
    },
  },
  reject_transfer: {
    fields: ({ offerId }) => ({ offerId }),
    rules: {
      unowned: rule("forbidden", needs("offer_gone", "conversation.transfer")),
      owned: rule("forbidden", needs("offer_gone", "conversation.transfer")),
      ended: rule("forbidden", needs("offer_gone", "conversation.transfer")),
      offered: rule("forbidden", "never", needs("ack", "conversation.transfer")),
    },
  },
  cancel_transfer: {
    fields: ({ offerId }) => ({ offerId }),
    rules: {
      unowned: rule("forbidden", eitherOf("offer_gone")),
      owned: rule("forbidden", eitherOf("offer_gone")),
      ended: rule("forbidden", eitherOf("offer_gone")),
      offered: rule("forbidden", eitherOf("ack"), [
        ...needs("ack", "conversation.assign"),
        ...needs("forbidden", "conversation.transfer"),
      ]),
    },
  },
  complete_wrap_up: {
    fields: () => ({ disposition: "resolved" }),
    rules: {
      unowned: rule("forbidden", needs("not_available")),
      owned: rule("forbidden", needs("not_available")),
      ended: rule("forbidden", needs("not_available")),
      "wrapping up": rule("forbidden", needs("ack"), needs("not_available")),
    },
  },
} satisfies Record<string, CommandEntry>;
