import * as v from "valibot";
import { AskAvailabilitySchema, type MonitoringPush, type Notice } from "../../../party/peer-messages.ts";
import { known } from "../actors.ts";
import type { Start } from "../spec/start.ts";
import type { Workspace } from "../spec/steps.ts";
import { type Change, configured, START_CONFIG } from "../workspace-config.ts";

/** What the room knows of its workspace: nothing but what this answers. */
export class FakeWorkspace {
  says: Workspace = { available: ["ann", "ben", "sue", "tom"], present: [] };
  /** What it was last told of monitoring. */
  told: MonitoringPush | null = null;
  private config = START_CONFIG;
  private version = 0;

  constructor(start: Start) {
    this.config = configured(START_CONFIG, start);
  }

  /** A new configuration, as the room is told of it. */
  configure(change: Change): Notice {
    this.config = configured(this.config, change);
    this.version += 1;
    return { kind: "config", ...this.configured };
  }

  answer(url: string, init?: RequestInit): Response {
    const body: unknown = JSON.parse(String(init?.body ?? "{}"));
    if (url.endsWith("/internal/summary")) return Response.json({ ...this.configured, queuePosition: null });
    if (url.endsWith("/internal/monitoring")) {
      // The room made it: these are its own bytes.
      this.told = body as MonitoringPush;
      return Response.json({});
    }
    // There is nobody else whom it could tell.
    if (url.endsWith("/internal/cooldown")) return Response.json({ heard: true });
    if (url.endsWith("/internal/grant")) {
      return Response.json({ granted: this.config.budgets.workspacePerDay === null });
    }
    if (!url.endsWith("/internal/availability") || !this.says) return new Response("", { status: 503 });
    const { about } = v.parse(AskAvailabilitySchema, body);
    const { available, present } = this.says;
    const agent = known(this.says, about);
    const answer = { availableAgents: available, presentAgents: present, agent };
    return Response.json({ ...this.configured, ...answer });
  }

  private get configured() {
    return { config: this.config, configVersion: this.version };
  }
}
