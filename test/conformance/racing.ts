import { expect } from "vitest";
import type { RawClient } from "./client.ts";
import { kinds } from "./scenes.ts";
import { type Session, type Site, welcomed } from "./site.ts";
import type { Ack, Command, Reject } from "./wire.ts";

/** Two commands that come by two sockets at the same moment, and what must hold whichever is decided first. */

export type Shot = { client: RawClient; command: Command };
export type Scene = {
  maria: RawClient;
  session: Session;
  /** Agents who are connected. */
  agents: readonly RawClient[];
  left: Shot;
  right: Shot;
  /** The offer that is raced for, if any. */
  offerId?: string;
};
export type Standing = {
  /** Who owns the conversation afterwards, and how often control has moved. */
  owner: string | null;
  moves: number;
  /** What has become of the offer. */
  offer?: string;
  /** What the customer has read then, each in a word. */
  said?: readonly string[];
  /** Which escalations are open, each by how often it was raised. */
  open?: readonly number[];
};
/** What the two are answered with, `ack` or a code. Who is told that somebody has it is told who: `… by ann`. */
export type Outcome = Standing & { first: string; second: string };
export type Race = {
  scene(site: Site): Promise<Scene>;
  leftFirst: Outcome;
  rightFirst: Outcome;
};
type Side = "left" | "right";
type Answer = Ack | Reject;

/** Both are fired at once, each time another one a moment before the other. */
const TURNS = [
  ["left", "right"],
  ["right", "left"],
] as const;

/** Runs a race until both orders have come about; one that does not by itself is made to. */
export async function run(site: Site, race: Race): Promise<void> {
  const attempt = async (turn: readonly Side[]): Promise<Side> => {
    const scene = await race.scene(site);
    const epoch = scene.maria.state?.epoch ?? 0;
    const answers = new Map<Side, Promise<Answer>>();
    for (const side of turn) answers.set(side, shoot(scene[side]));
    return judge(site, race, scene, epoch, await answers.get("left"), await answers.get("right"));
  };
  const seen = new Set(await Promise.all(TURNS.map(attempt)));
  for (const [first, second] of TURNS) {
    if (seen.has(first)) continue;
    const scene = await race.scene(site);
    const epoch = scene.maria.state?.epoch ?? 0;
    const one = await shoot(scene[first]);
    const other = await shoot(scene[second]);
    const [left, right] = first === "left" ? [one, other] : [other, one];
    expect(await judge(site, race, scene, epoch, left, right)).toBe(first);
  }
}

const shoot = ({ client, command }: Shot): Promise<Answer> => client.command(command);

export function codeOf(answer?: Answer): string {
  if (answer?.type !== "reject") return "ack";
  const { code, details } = answer.error;
  return details?.by ? `${code} by ${details.by.id}` : code;
}

/** Which of them was decided first. Throws where what must hold does not. */
async function judge(
  site: Site,
  { leftFirst, rightFirst }: Race,
  scene: Scene,
  epoch: number,
  left?: Answer,
  right?: Answer,
): Promise<Side> {
  const got = { left: codeOf(left), right: codeOf(right) };
  const ofLeft = { left: leftFirst.first, right: leftFirst.second };
  expect([ofLeft, { left: rightFirst.second, right: rightFirst.first }]).toContainEqual(got);
  const first = JSON.stringify(got) === JSON.stringify(ofLeft) ? "left" : "right";
  await settled(site, scene, epoch, first === "left" ? leftFirst : rightFirst);
  return first;
}

/** Throws unless everybody is shown the same, and there is one owner, one ticket, and one end of the offer. */
export async function settled(
  site: Site,
  { maria, session, agents, offerId }: Omit<Scene, "left" | "right">,
  epoch: number,
  { owner, moves, offer, said, open }: Standing,
): Promise<void> {
  await maria.until(() => maria.state?.epoch === epoch + moves);
  expect(maria.state?.agent?.id ?? null).toBe(owner);
  for (const agent of agents) {
    await agent.until(() => agent.state?.epoch === epoch + moves);
    expect(agent.state?.owner?.id ?? null).toBe(owner);
  }
  // Nothing more comes of it, and a fresh connection is told what the old one holds.
  await maria.answersPing();
  const fresh = await site.connect(session.conversationId);
  welcomed(await fresh.hello(session.token));
  expect(fresh.state).toEqual(maria.state);
  expect(fresh.public).toEqual(maria.public);
  if (said) expect(kinds(maria.public)).toEqual(said);
  const reader = await site.snapshot(owner ?? "ann", session.conversationId);
  const lines = reader.internal?.entries ?? [];
  const opened = lines.filter(({ code }) => code === "ticket_opened" || code === "ticket_adopted");
  const takeovers = maria.public.filter(({ code }) => code === "live_chat");
  expect(opened.length).toBe(takeovers.length);
  if (open) expect(reader.state.escalations?.map(({ count }) => count)).toEqual(open);
  expect(reader.state.ticket?.assignee?.id).toBe(owner ?? undefined);
  if (offerId !== undefined) {
    const ends = lines.filter(({ code, params }) => ENDS.includes(code ?? "") && params?.offerId === offerId);
    expect(ends.map(({ code }) => code)).toEqual(offer === undefined ? [] : [`transfer_${offer}`]);
    const outcomes = reader.state.transfers?.filter((transfer) => transfer.offerId === offerId);
    expect(outcomes).toEqual(offer === undefined ? [] : [{ offerId, outcome: offer }]);
  }
}

const ENDS = ["transfer_accepted", "transfer_rejected", "transfer_timed_out", "transfer_rescinded"];
