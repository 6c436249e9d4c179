import type { ConversationRoom } from "../../../party/conversation/room.ts";
import type { MemoryOptions, Scheduler } from "../../../party/hosts/memory.ts";
import type { Start } from "../spec/start.ts";

/** What a stage is made with. */

/** Time that passes only when it is told to. */
export type StageClock = Scheduler & { pass(ms: number): Promise<void> };

export type StageOptions = Start & {
  summaries: boolean;
  /** Resolves when the network has let a call through. */
  fetchTakes?: () => Promise<void>;
  disk?: NonNullable<MemoryOptions<ConversationRoom>["disk"]>;
  /** How late an alarm rings. */
  alarmLateMs?: () => number;
};
