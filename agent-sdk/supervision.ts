import { BatonError, localError } from "../conversation/client/baton-error.ts";
import type { Person } from "../conversation/protocol/shared.ts";
import type { MonitorState } from "../conversation/protocol/views.ts";
import { given, type Run, ticketOf } from "./run.ts";

/** A supervisor's calls: watching silently, stepping in openly, and taking a conversation from an agent. */

export type SupervisionCalls = {
  /**
   * Starts to monitor: from here on this person reads what the conversation's agent reads, and nobody in it can
   * tell. Needs `conversation.monitor` and the presence `available`. The lease is the person's: called again, also
   * by another tab, it gives the one that there is. It lasts 30 s and is renewed while a client of this person has
   * the conversation open; a crash lets it run out. Errors: `already_monitored` (`details.by`), `not_available`
   * when it is one's own, when one has had a part in it and somebody else monitors, or when one's presence is not
   * `available`; `conversation_ended`, `forbidden`.
   *
   * @example
   * const monitoring = await conversation.monitor();
   * await conversation.note("Offer a refund, Ann."); // a whisper: customers never see notes
   * await monitoring.stop();
   */
  monitor(): Promise<Monitoring>;
  /**
   * What this person monitors by now, also by another tab or before a reload; null while they do not. The same
   * object for as long as it lasts.
   *
   * @example
   * await conversation.ready;
   * await conversation.monitoring?.stop();
   */
  readonly monitoring: Monitoring | null;
};

/** A monitoring lease. */
export type Monitoring = {
  readonly leaseId: string;
  /**
   * Ends it at once, so that the next supervisor can enter. One that is over already is no error.
   *
   * @example
   * await monitoring.stop();
   */
  stop(): Promise<void>;
  /**
   * Steps in openly: agent and customer see this person join, who may write publicly while a person answers, and
   * consults until `leaveConsult()`. Ends the monitoring. Errors: `not_monitoring`, `conversation_ended`,
   * `forbidden`.
   *
   * @example
   * await monitoring.join();
   * await conversation.send("Hi, this is Sue, I lead the team.");
   */
  join(): Promise<void>;
  /**
   * First step of taking the conversation from its agent: says who would lose it, and changes nothing. Errors:
   * `not_monitoring`, `not_assigned` where no agent has it (then `takeOver()`), `conversation_ended`, `forbidden`.
   *
   * @example
   * const prepared = await monitoring.prepareTakeOver();
   * if (await ask(`Take this over from ${prepared.displaces.name}?`)) await prepared.confirm();
   * else prepared.cancel();
   */
  prepareTakeOver(): Promise<PreparedTakeOver>;
};

/** A takeover from an agent that waits for its second step. */
export type PreparedTakeOver = {
  /** Who would lose the conversation. */
  readonly displaces: Person;
  /** Until when it can be confirmed, ISO, UTC. */
  readonly expiresAt: string;
  /**
   * Takes the conversation over, with the same ticket; the agent is told, and the customer sees another name and
   * nothing else. Confirmed twice is confirmed once. Errors: `confirmation_required` when it has expired or was
   * cancelled, `stale_epoch` when control has moved since, `not_monitoring`, `not_assigned`, `conversation_ended`,
   * `forbidden`.
   */
  confirm(): Promise<{ ticketId: string; cycle: number }>;
  /**
   * Forgets it. The monitoring goes on.
   *
   * @example
   * prepared.cancel();
   */
  cancel(): void;
};

export function createSupervision(options: {
  run: Run;
  /** Who monitors, as far as the room tells. */
  monitor(): MonitorState | null | undefined;
  /** For how long leases are given here, in milliseconds. */
  onLease(ms: number): void;
}) {
  const { run } = options;
  let last: Monitoring | null = null;

  function monitoringOf(id: string): Monitoring {
    if (last?.leaseId !== id) last = createMonitoring(run, id);
    return last;
  }

  return {
    async monitor(): Promise<Monitoring> {
      const { leaseId, expiresAt } = await run(() => ({ type: "monitor" }));
      const since = options.monitor()?.since;
      // Both are of the server's clock.
      if (since && expiresAt) options.onLease(Date.parse(expiresAt) - Date.parse(since));
      return monitoringOf(given(leaseId));
    },
    /** The lease that this person holds by now. */
    current(): Monitoring | null {
      const leaseId = options.monitor()?.leaseId;
      return leaseId === undefined ? null : monitoringOf(leaseId);
    },
  };
}

function createMonitoring(run: Run, leaseId: string): Monitoring {
  return {
    leaseId,
    async stop() {
      try {
        await run(() => ({ type: "stop_monitor", leaseId }));
      } catch (error) {
        if (!(error instanceof BatonError && error.code === "not_monitoring")) throw error;
      }
    },
    async join() {
      await run(() => ({ type: "join", leaseId }));
    },
    async prepareTakeOver() {
      const answer = await run(() => ({ type: "prepare_take_over", leaseId }));
      const { confirmation, displaces, expiresAt } = answer;
      return prepared(run, given(confirmation), given(displaces), given(expiresAt));
    },
  };
}

function prepared(run: Run, confirmation: string, displaces: Person, expiresAt: string): PreparedTakeOver {
  let cancelled = false;
  let confirmed: Promise<{ ticketId: string; cycle: number }> | null = null;

  async function confirm() {
    if (cancelled) throw localError("confirmation_required", "This takeover was cancelled. Prepare another.");
    return ticketOf(await run(() => ({ type: "confirm_take_over", confirmation })));
  }

  return {
    displaces,
    expiresAt,
    confirm() {
      confirmed ??= confirm().catch((error: unknown) => {
        // What has failed may be tried again.
        confirmed = null;
        throw error;
      });
      return confirmed;
    },
    cancel() {
      cancelled = true;
    },
  };
}
