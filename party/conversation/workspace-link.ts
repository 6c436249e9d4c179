import * as v from "valibot";
import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import { callRoom, type Deployment } from "../auth/peer.ts";
import {
  type AskAvailability,
  type Availability,
  AvailabilitySchema,
  type Configured,
  ConfiguredSchema,
  CooldownAnswerSchema,
  type CooldownPush,
  type Erasure,
  ErasureSchema,
  type Grant,
  GrantSchema,
  type MonitoringPush,
  type SummaryAnswer,
  SummaryAnswerSchema,
  type ToldRow,
} from "../peer-messages.ts";

/** How long a decision waits for what the workspace room knows. */
const ASK_MS = 1_000;
const PUSH_MS = 5_000;
/** Longer than the workspace room gives conversations to carry it out. */
const ERASE_MS = 10_000;
const SPREAD_MS = 10_000;

const GRANTED: Grant = { granted: true };

/** What a conversation asks of its workspace room and tells it. The workspace never decides control. */
export class WorkspaceLink {
  constructor(
    private readonly deployment: Deployment,
    private readonly conversation: () => { id: string; workspace: string },
  ) {}

  /**
   * Who could take a customer now, how the agent `about` stands, and what holds for the customer; null when the
   * workspace room did not say in time.
   */
  async availability(asked: AskAvailability = {}): Promise<Availability | null> {
    const answer = await this.call("availability", asked, ASK_MS);
    const decoded = v.safeParse(AvailabilitySchema, answer);
    return decoded.success ? decoded.output : null;
  }

  /** Tells the directory; null when it was not reached. */
  async push(row: ToldRow): Promise<SummaryAnswer | null> {
    const answer = await this.call("summary", { row }, PUSH_MS);
    const decoded = v.safeParse(SummaryAnswerSchema, answer);
    return decoded.success ? decoded.output : null;
  }

  /** Tells supervisors' directories who monitors; false when it was not reached. */
  async pushMonitoring(told: MonitoringPush): Promise<boolean> {
    return (await this.call("monitoring", told, PUSH_MS)) !== null;
  }

  /** One more call of the model out of the budgets of the day, where any counts. */
  async grant({
    workspacePerDay,
    customerPerDay,
    addressPerDay,
  }: WorkspaceConfig["budgets"]): Promise<Grant> {
    if ([workspacePerDay, customerPerDay, addressPerDay].every((most) => most === null)) return GRANTED;
    const { id } = this.conversation();
    const decoded = v.safeParse(GrantSchema, await this.call("grant", { id }, ASK_MS));
    // A workspace that does not say in time is no reason to leave a customer without an answer.
    return decoded.success ? decoded.output : GRANTED;
  }

  /** Tells of a cooldown; false while it is not known wherever it counts. */
  async pushCooldown(told: CooldownPush): Promise<boolean> {
    const decoded = v.safeParse(CooldownAnswerSchema, await this.call("cooldown", told, SPREAD_MS));
    return decoded.success && decoded.output.heard;
  }

  /** Has this conversation erased; null when the workspace room was not reached. */
  async erase(): Promise<Erasure | null> {
    const { id } = this.conversation();
    const decoded = v.safeParse(ErasureSchema, await this.call("erase", { id }, ERASE_MS));
    return decoded.success ? decoded.output : null;
  }

  /** The time for which this conversation is kept is over, as far as it knows; the answer says what holds now. */
  async expire(endedAt: number): Promise<Configured | null> {
    const { id } = this.conversation();
    const decoded = v.safeParse(ConfiguredSchema, await this.call("expire", { id, endedAt }, ERASE_MS));
    return decoded.success ? decoded.output : null;
  }

  private call(name: string, body: unknown, timeoutMs: number): Promise<unknown> {
    const { id, workspace } = this.conversation();
    const path = `/parties/workspace/${workspace}/internal/${name}`;
    return callRoom(this.deployment, { workspace, path, from: id, body, timeoutMs });
  }
}
