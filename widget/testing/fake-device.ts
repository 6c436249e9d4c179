import { vi } from "vitest";
import type { ChatOptions } from "../chat-options.ts";

/** What a chat keeps on the device, for tests: nothing. */
export function fakeDevice(): Pick<
  ChatOptions,
  "drafts" | "wipeOutbox" | "endSession" | "alerts" | "sharing"
> {
  return {
    drafts: { read: () => "", write: () => {}, watch: () => () => {} },
    wipeOutbox: vi.fn(),
    endSession: vi.fn(),
    alerts: { news: vi.fn(), quiet: vi.fn(), stop: vi.fn() },
    sharing: { isReady: () => false, load: async () => {} },
  };
}
