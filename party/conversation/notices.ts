import type { Actor } from "../../conversation/core/actor.ts";
import type { Command } from "../../conversation/core/commands.ts";
import type { Live } from "../../conversation/core/visibility.ts";
import type { Notice, SummaryAnswer } from "../peer-messages.ts";
import type { Broadcaster } from "./broadcaster.ts";
import type { Eraser } from "./eraser.ts";
import type { Journal } from "./journal.ts";
import type { Logouts } from "./logouts.ts";
import type { Settings } from "./settings.ts";

export type NoticesPorts = {
  journal: Journal;
  broadcaster: Broadcaster;
  settings: Settings;
  eraser: Eraser;
  logouts: Logouts;
  bring(actor: Actor, command: Command): Promise<void>;
  inTurn(task: () => void): Promise<void>;
};

const SYSTEM: Actor = { role: "system" };

/** What the workspace room tells a conversation, and what comes of it. */
export class Notices {
  /** Kept in memory alone: a room that wakes is told again. */
  private queuePosition: number | null = null;

  constructor(private readonly ports: NoticesPorts) {}

  /** Facts of the moment that belong to no commit. */
  get live(): Live {
    return { queuePosition: this.queuePosition, hipaa: this.ports.journal.margin.config.hipaa };
  }

  async take(notice: Notice): Promise<void> {
    const { journal, settings, eraser, logouts, bring, inTurn } = this.ports;
    switch (notice.kind) {
      case "queue_position":
        return this.setPosition(notice.position);
      case "owner_presence": {
        const { agentId, present } = notice;
        return bring(SYSTEM, { type: "owner_presence", agentId, present });
      }
      case "route":
        return bring(SYSTEM, { type: "route", agent: notice.agent });
      case "config":
        return settings.heard(notice);
      case "cooldown":
        return journal.cool(notice.until);
      case "merged":
        // What never began is over before it can begin: a tab that was left open may be about to.
        await inTurn(() => {
          if (journal.state.epoch === 0) eraser.bury();
        });
        return bring(SYSTEM, { type: "merge", successorId: notice.successorId });
      case "logout":
        return inTurn(() => logouts.take(notice.device));
    }
  }

  /** The workspace room says how things stand whenever it is told of this conversation. */
  answered(answer: SummaryAnswer): Promise<void> {
    this.setPosition(answer.queuePosition);
    this.ports.journal.cool(answer.cooldownUntil);
    return this.ports.settings.heard(answer);
  }

  /** It waits no more, or is gone: nobody has to be told of its place. */
  forgetPosition(): void {
    this.queuePosition = null;
  }

  private setPosition(position: number | null): void {
    const { journal, broadcaster } = this.ports;
    const before = this.live;
    this.queuePosition = journal.state.control === "queued" ? position : null;
    broadcaster.live(journal.state, before, this.live);
  }
}
