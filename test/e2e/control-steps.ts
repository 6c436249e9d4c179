import { expect } from "vitest";
import type { Baton } from "../harness/baton.ts";
import type { HelpDesk, Shop } from "./pages.ts";
import { PATIENCE } from "./supervision-steps.ts";

/** What the tests of held replies, escalations and closing time do again and again. */

export const TEAMS = [
  { id: "billing", name: "Billing" },
  { id: "tech", name: "Tech" },
];
export const ZONE = "America/Chicago";

/** Changes some of the workspace's settings, as an administrator may. */
export async function configure(baton: Baton, change: object): Promise<void> {
  const url = `${baton.origin}/parties/workspace/demo/config`;
  const headers = { authorization: `Bearer ${await baton.agentToken("ada", "admin")}` };
  const current = await (await fetch(url, { headers })).json();
  const answer = await fetch(url, {
    method: "PUT",
    headers,
    body: JSON.stringify({ ...current, ...change }),
  });
  expect(await answer.json()).toMatchObject(change);
}

/**
 * Hours that end with the next minute that is at least so far away: they are written in minutes, and the server's
 * clock is the real one.
 */
export function closingSoon(leastMs = 15_000): { at: number; hours: object } {
  const at = Math.ceil((Date.now() + leastMs) / 60_000) * 60_000;
  const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
  const time = format.format(at);
  // A day that ends at midnight must not go on in the next one, or people would never close.
  const interval = time === "00:00" ? { opens: "00:01", closes: "24:00" } : { opens: "00:00", closes: time };
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  const week = Object.fromEntries(days.map((day) => [day, [interval]]));
  return { at, hours: { timeZone: ZONE, week } };
}

/** The customer asks; the agent, who has it open, sees what the AI would answer. */
export async function heldAnswer(agent: HelpDesk, shop: Shop, question: string): Promise<string> {
  await shop.says(question);
  await agent.openConversation(shop, question);
  await agent.part("held-reply").waitFor();
  return (await agent.part("held-text").textContent()) ?? "";
}

export async function fillsEscalation(agent: HelpDesk, reason: string, team = "billing"): Promise<void> {
  await agent.part("escalate").click();
  await agent.part("escalate-team").selectOption(team);
  await agent.part("escalate-reason").fill(reason);
  await agent.part("escalate-confirm").click();
}

export async function escalates(agent: HelpDesk, reason: string, team = "billing"): Promise<void> {
  await fillsEscalation(agent, reason, team);
  await agent.part("escalate-dialog").waitFor({ state: "detached" });
  await agent.part("escalation").filter({ hasText: reason }).waitFor();
}

/** Opens the form and chooses a reason. */
export async function choosesReason(agent: HelpDesk, reason: string): Promise<void> {
  await agent.part("resolve").click();
  await agent.part("resolve-reason", `[data-id="${reason}"]`).click();
}

/** Confirms, and sees the red banner go. */
export async function confirmsResolve(agent: HelpDesk): Promise<void> {
  await agent.part("resolve-confirm").click();
  await agent.part("resolve-dialog").waitFor({ state: "detached" });
  await agent.banner("escalation").waitFor({ state: "detached" });
}

/** Which banners there are, from the top, with the ground (red, green, blue) and the height of each. */
export function stackOf(agent: HelpDesk): Promise<{ kind: string; ground: number[]; height: number }[]> {
  return agent.part("banner").evaluateAll((banners) => {
    // Whatever a colour is written in, a canvas tells what it looks like.
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    if (canvas === null) throw new Error("there is no canvas");
    const groundOf = (banner: Element) => {
      canvas.fillStyle = getComputedStyle(banner.querySelector(".banner") ?? banner).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    };
    return banners
      .map((banner) => ({ banner, box: banner.getBoundingClientRect() }))
      .sort((one, other) => one.box.top - other.box.top)
      .map(({ banner, box }) => {
        const kind = banner.getAttribute("data-kind") ?? "";
        return { kind, ground: groundOf(banner), height: box.height };
      });
  });
}

/** Red has as much of green as of blue, orange has more. */
export function lookOf([red = 0, green = 0, blue = 0]: readonly number[]): "red" | "orange" | "other" {
  if (red <= green || red <= blue) return "other";
  return green - blue > (red - blue) / 3 ? "orange" : "red";
}

/** The AI has it back because people close; it stays silent until the customer writes, and answers then. */
export async function sawClosing(shop: Shop, agent: HelpDesk, closing: { at: number }): Promise<void> {
  const resumed = shop.part("separator", '[data-kind="ai_resumed"]').last();
  await resumed.waitFor({ timeout: Math.max(0, closing.at - Date.now()) + 30_000 });
  const line = agent.part("separator", '[data-kind="ai_resumed"]').last();
  const at = await line.locator("time").getAttribute("datetime");
  expect(Date.parse(at ?? "")).toBeGreaterThanOrEqual(closing.at);
  await agent.banner("control").waitFor({ state: "detached" });
  const story = await shop.story();
  await shop.says("Can I return a lamp?");
  await expect.poll(async () => (await shop.story()).length, PATIENCE).toBeGreaterThan(story.length + 1);
  const [asked, answered, ...more] = (await shop.story()).slice(story.length);
  expect([asked, answered?.startsWith("ai: "), more]).toEqual(["customer: Can I return a lamp?", true, []]);
}
