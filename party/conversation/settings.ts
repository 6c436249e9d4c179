import type { Actor } from "../../conversation/core/actor.ts";
import type { Command } from "../../conversation/core/commands.ts";
import type { Live } from "../../conversation/core/visibility.ts";
import type { Configured } from "../peer-messages.ts";
import type { AccessLog } from "./access-log.ts";
import type { Broadcaster } from "./broadcaster.ts";
import type { Journal } from "./journal.ts";
import type { WorkspaceLink } from "./workspace-link.ts";

/** The workspace's configuration as this conversation has heard of it, and what follows from a new one. */
export class Settings {
  constructor(
    private readonly ports: {
      journal: Journal;
      link: WorkspaceLink;
      broadcaster: Broadcaster;
      accesses: AccessLog;
      live(): Live;
      bring(actor: Actor, command: Command): Promise<void>;
      /** Deadlines may have moved. */
      onSet(): void;
    },
  ) {}

  /** Fetches it before the first command; false when the workspace does not answer. */
  async fetch(customerId: string): Promise<boolean> {
    const { journal, link } = this.ports;
    const known = await link.availability({ customerId });
    if (known && journal.state.epoch === 0) {
      this.set(known);
      journal.cool(known.cooldownUntil);
    }
    return known !== null;
  }

  /** As the workspace has just told it: live at once, so an AI that is switched off stops. */
  async heard(known: Configured): Promise<void> {
    const { journal, bring, onSet } = this.ports;
    if (!this.set(known)) return;
    const { reply } = journal.state;
    if (reply && !known.config.ai.on) {
      const { generationId } = reply;
      await bring({ role: "ai" }, { type: "fail_ai_reply", generationId, reason: "ai_off" });
    }
    onSet();
  }

  /** False for the one in force, and for one that was sent before it and came after it. */
  set({ config, configVersion }: Configured): boolean {
    const { journal, broadcaster, accesses, live } = this.ports;
    const { margin } = journal;
    if (configVersion < margin.configVersion) return false;
    // Told again with nearly every answer: nothing is to be written.
    if (configVersion === margin.configVersion && config === margin.config) return false;
    const before = live();
    if (!config.hipaa) accesses.end();
    journal.setMargin({ config, configVersion });
    if (config.hipaa && !margin.config.hipaa) accesses.begin();
    broadcaster.live(journal.state, before, live());
    return true;
  }
}
