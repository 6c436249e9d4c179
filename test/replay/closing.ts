import { workspaceUrl } from "../../conversation/client/addresses.ts";
import { agentKey } from "../../party/auth/keys.ts";
import { mintAgentToken } from "../../party/auth/mint.ts";
import type { Server } from "./clients.ts";
import { BUDGETS, LIMITS } from "./server.ts";

const DAY = 24 * 3_600_000;

/** Deadlines of a day that is over in minutes. */
const DEADLINES = {
  ...{ nudgeMs: 2_000, alertMs: 4_000, joinMs: 6_000, unansweredAlertMs: 4_000, unansweredMs: 8_000 },
  ...{ queueMs: 8_000, lostMs: 2_000, summaryMs: 2_000, generationMs: 4_000 },
};

/** Configures the workspace so that people go home at `closing`, a full minute, and are back the next morning. */
export async function closeAt(closing: number, server: Server, secret: string): Promise<void> {
  const { origin, workspace } = server;
  const token = await mintAgentToken({
    ...{ key: await agentKey(secret, workspace), workspace },
    ...{ agentId: "adam", name: "Adam", permissions: ["workspace.configure"] },
  });
  const config = { limits: LIMITS, budgets: BUDGETS, deadlines: DEADLINES, hours: hoursUntil(closing) };
  const response = await fetch(`${workspaceUrl(origin, workspace)}/config`, {
    method: "PUT",
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify(config),
  });
  if (!response.ok) throw new Error(`The workspace cannot be configured: ${await response.text()}`);
}

function hoursUntil(closing: number): object {
  const today = Math.floor((closing - 1) / DAY) * DAY;
  const date = (at: number) => new Date(at).toISOString().slice(0, 10);
  const closes = closing % DAY === 0 ? "24:00" : new Date(closing).toISOString().slice(11, 16);
  const holidays = [
    { date: date(today), intervals: [{ opens: "00:00", closes }] },
    { date: date(today + DAY), intervals: [{ opens: "09:00", closes: "17:00" }] },
  ];
  return { timeZone: "UTC", week: {}, holidays };
}
