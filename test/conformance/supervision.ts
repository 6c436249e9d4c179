import { afterAll, beforeAll } from "vitest";
import type { RawClient } from "./client.ts";
import { done, owned } from "./scenes.ts";
import { type Site, SUPERVISOR } from "./site.ts";
import type { Ack } from "./wire.ts";

/** Situations of sections 8.6 to 8.9. */

/** Half of the 60 s that presence lasts, and a little less. */
const PING_MS = 25_000;

/**
 * While the tests of a section run, these supervisors are at their desks and `available`. They have no room for
 * conversations, so that whoever wants a person finds nobody: other sections run meanwhile.
 */
export function onDuty(site: () => Site, ...ids: string[]): void {
  let desks: RawClient[] = [];
  let pings: NodeJS.Timeout | undefined;
  beforeAll(async () => {
    const claims = { permissions: SUPERVISOR };
    desks = await Promise.all(ids.map((id) => site().present(id, "available", 0, claims)));
    pings = setInterval(() => {
      for (const desk of desks) desk.send({ type: "ping" });
    }, PING_MS);
  });
  afterAll(async () => {
    clearInterval(pings);
    await Promise.all(desks.map((desk) => desk.close()));
  });
}

/** While the tests of a section run, its configuration is changed like this. */
export function configuredFor(site: () => Site, change: object): void {
  let letGo = () => {};
  let held = Promise.resolve();
  beforeAll(
    () =>
      new Promise<void>((begun, failed) => {
        const whole = () =>
          new Promise<void>((resolve) => {
            letGo = resolve;
            begun();
          });
        held = site().configured(change, whole);
        held.catch(failed);
      }),
  );
  afterAll(async () => {
    letGo();
    await held;
  });
}

/** Begins to monitor. Returns the lease's id. */
export async function watch(supervisor: RawClient): Promise<string> {
  return leaseOf(await done(supervisor, { type: "monitor" }));
}

export function leaseOf({ result: { leaseId } }: Ack): string {
  if (leaseId === undefined) throw new Error("an ack without a lease");
  return leaseId;
}

/** Ann's conversation, and Sue who monitors it. */
export async function monitored(site: Site) {
  const scene = await owned(site);
  const sue = await site.supervisor("sue", scene.session.conversationId);
  return { ...scene, sue, leaseId: await watch(sue), id: scene.session.conversationId };
}

/** Prepares a takeover from an agent. Returns what it is confirmed with. */
export async function prepared(supervisor: RawClient, leaseId: string): Promise<string> {
  const { result } = await done(supervisor, { type: "prepare_take_over", leaseId });
  if (result.confirmation === undefined) throw new Error("an ack without a confirmation");
  return result.confirmation;
}

/** Sue has taken Ann's conversation over. */
export async function displaced(site: Site) {
  const scene = await monitored(site);
  const confirmation = await prepared(scene.sue, scene.leaseId);
  const taken = await done(scene.sue, { type: "confirm_take_over", confirmation });
  return { ...scene, taken };
}

/** Offers a conversation at the epoch of now. Returns the offer's id. */
export async function offered(from: RawClient, to: object, more: object = {}): Promise<string> {
  const { result } = await done(from, { type: "offer_transfer", epoch: from.state?.epoch, to, ...more });
  if (result.offerId === undefined) throw new Error("an ack without an offer");
  return result.offerId;
}

/** Codes of a ledger's lines, in order. */
export const codes = (entries: readonly { code?: string }[]): string[] =>
  entries.flatMap(({ code }) => code ?? []);
