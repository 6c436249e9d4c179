import type { Page } from "playwright-core";
import * as v from "valibot";
import type { Baton } from "../harness/baton.ts";
import type { Frame, Wire } from "../harness/wire.ts";
import type { HelpDesk, Shop } from "./pages.ts";

/** What the tests of supervision do again and again. */

/** How long a screen may take on a busy machine; nothing waits for it to pass. */
export const PATIENCE = { timeout: 20_000 };

/** A customer whom Ann has answered. */
export async function annAnswers(shop: Shop, ann: HelpDesk, question: string): Promise<void> {
  await shop.says(question);
  await shop.message("ai").last().waitFor();
  await ann.openConversation(shop, question);
  await ann.takeOver();
  await ann.says("Hi, this is Ann.");
  await shop.message("agent", "Hi, this is Ann.").waitFor();
  // The directory hears of it after the conversation does.
  await ann.readRow(shop.conversationId, "agent_active").filter({ hasText: "Hi, this is Ann." }).waitFor();
}

/** A supervisor opens what another agent has: its head is all that they see (M14). */
export async function looksInto(supervisor: HelpDesk, shop: Shop): Promise<void> {
  await supervisor.row(shop.conversationId).click();
  await supervisor.part("head-only").waitFor();
}

export async function close(...screens: (Shop | HelpDesk)[]): Promise<void> {
  await Promise.all(screens.map(({ page }) => page.context().close()));
}

/** A supervisor without a screen asks for the place; ack or reject. */
export function tryToMonitor(baton: Baton, supervisor: Wire): Promise<Frame> {
  return supervisor.command({ type: "monitor", clientId: baton.id() });
}

const LeaseSchema = v.object({ result: v.object({ leaseId: v.string() }) });

export function leaseIn(ack: Frame): string {
  return v.parse(LeaseSchema, ack).result.leaseId;
}

/** What the page sends from now on, as it sends it. */
export function sentFrames(page: Page): unknown[] {
  const frames: unknown[] = [];
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => frames.push(JSON.parse(String(payload)))),
  );
  return frames;
}
