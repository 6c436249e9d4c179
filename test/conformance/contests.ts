import { newId, type RawClient } from "./client.ts";
import type { Contender } from "./pairs.ts";
import type { Outcome, Race, Scene, Shot } from "./racing.ts";
import { done, owned } from "./scenes.ts";
import { POWERS, type Site } from "./site.ts";
import { monitored, offered, prepared } from "./supervision.ts";

/** What the races of 9.1 begin with, and how they are written down. */

export const TEAM = { teams: ["parcels"] };

/** Nobody owns it; Ann and Sue are there. */
export async function unowned(site: Site) {
  const { client: maria, session } = await site.customer();
  const id = session.conversationId;
  const [ann, sue] = [await site.agent("ann", id), await site.supervisor("sue", id)];
  return { maria, session, id, ann, sue, agents: [ann, sue] };
}

/** It waits in the queue of a team, and Sue has offered it to that team, of which Ben is one. */
export async function queued(site: Site) {
  const scene = await unowned(site);
  const ben = await site.agent("ben", scene.id, TEAM);
  await done(scene.sue, { type: "assign", epoch: 1, to: { teamId: "parcels" } });
  const offerId = await offered(scene.sue, { teamId: "parcels" });
  await scene.maria.until(() => scene.maria.state?.epoch === 2);
  return { ...scene, ben, offerId, agents: [...scene.agents, ben] };
}

/** Ann's, offered to the team of Ben and Eve, and monitored by Sue, who has prepared to take it over. */
export async function contested(site: Site) {
  const scene = await monitored(site);
  const { ann, sue, id, leaseId } = scene;
  const [ben, eve] = [await site.agent("ben", id, TEAM), await site.agent("eve", id, TEAM)];
  const offerId = await offered(ann, { teamId: "parcels" });
  const confirmation = await prepared(sue, leaseId);
  return { ...scene, ben, eve, offerId, confirmation, agents: [ann, sue, ben, eve] };
}

/** Ann has ended hers, and owes the wrap-up. */
export async function ended(site: Site) {
  const { ann, maria, session } = await owned(site);
  const lea = await site.agent("lea", session.conversationId, { permissions: POWERS });
  await done(ann, { type: "end", epoch: 2 });
  await maria.until(() => maria.state?.epoch === 3);
  return { maria, session, ann, lea, agents: [ann, lea] };
}

export type NamedRace = readonly [rules: string, left: Contender, right: Contender, race: Race];

/** A race of two commands in one situation, and what becomes of it when the left one or the right one is first. */
export const between = <Situation extends Omit<Scene, "left" | "right">>(
  situation: (site: Site) => Promise<Situation>,
  both: (scene: Situation, site: Site) => readonly [Shot, Shot] | Promise<readonly [Shot, Shot]>,
  leftFirst: Outcome,
  rightFirst: Outcome,
): Race => ({
  async scene(site) {
    const scene = await situation(site);
    const [left, right] = await both(scene, site);
    return { ...scene, left, right };
  },
  leftFirst,
  rightFirst,
});

export const shot = (client: RawClient, type: string, fields: object = {}): Shot => ({
  client,
  command: { type, clientId: newId(), ...fields },
});

/** The first is accepted; what the second is answered with, who has it then, and how often control has moved. */
export const after = (second: string, owner: string | null, moves: number, offer?: string): Outcome => ({
  ...{ first: "ack", second, owner, moves },
  ...(offer === undefined ? {} : { offer }),
});

/** The same, nobody having it; what the customer has read then. */
export const read = (second: string, ...said: string[]): Outcome => ({ ...after(second, null, 0), said });
