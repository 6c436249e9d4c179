import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import WebSocket from "ws";
import { connectAgent } from "../../agent-sdk/connect-agent.ts";
import { HostSite } from "../e2e/host-site.ts";
import { Baton } from "../harness/baton.ts";
import { Customer } from "./customer.ts";
import { CannotBeDriven, type DrivenBrowser } from "./driver.ts";
import { addPage } from "./site.ts";
import { type Scene, STEPS, type Step } from "./steps.ts";

/** `cannot be driven`: the browser may well be able to do it. */
export type Outcome = { title: string; result: "ok" | "failed" | "cannot be driven"; why: string };

/**
 * All steps in one browser, against a server of its own, with the outcome of each when it is there. `keepPicture` is
 * given what the chat looks like.
 */
export async function* roundTrip(
  browser: DrivenBrowser,
  keepPicture: Scene["keepPicture"],
): AsyncGenerator<Outcome> {
  const baton = await Baton.start();
  const folder = mkdtempSync(join(tmpdir(), "baton-files-"));
  const token = () => baton.agentToken("ann");
  const desk = connectAgent({ host: baton.origin, workspace: "demo", token, WebSocket });
  const site = await HostSite.start(baton);
  try {
    const file = join(folder, "notes.txt");
    writeFileSync(file, "Order 4711\nsize 42\n");
    const url = addPage(site);
    const scene: Scene = {
      ...{ browser, baton, url, file, keepPicture },
      customer: new Customer(await browser.open(url)),
      async agent() {
        const conversation = desk.conversation(await scene.customer.conversationId());
        await conversation.ready;
        return conversation;
      },
    };
    for (const step of STEPS) yield await outcomeOf(step, scene);
  } finally {
    desk.close();
    site.stop();
    await baton.stop();
    rmSync(folder, { recursive: true });
  }
}

async function outcomeOf({ title, run }: Step, scene: Scene): Promise<Outcome> {
  try {
    await run(scene);
    const trouble = await scene.customer.trouble();
    return { title, result: trouble.length > 0 ? "failed" : "ok", why: trouble.join(" ") };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { title, result: error instanceof CannotBeDriven ? "cannot be driven" : "failed", why };
  }
}
