import { describe, expect, test } from "vitest";
import type { RawClient } from "./client.ts";
import { CARE, raised } from "./control.ts";
import { done, QUESTION, say } from "./scenes.ts";
import { POWERS, type Site, SUPERVISOR } from "./site.ts";
import { offered, prepared, watch } from "./supervision.ts";
import type { Its } from "./target.ts";
import type { Command, Person, Problem } from "./wire.ts";

/** The tables of section 9: who may do what, state by state. */

export const STATES = ["ai_active", "queued", "agent_joining", "agent_active", "wrap_up", "closed"] as const;
export type State = (typeof STATES)[number];

/**
 * Ann owns the conversation where anybody does, or did; Ben is another agent, and Carl one of the team that it may be
 * escalated to; Lea may hand over to the AI and end everything; Sue, Sam and Zoe are supervisors. A guest may only read.
 */
export type Who = "maria" | "ann" | "ben" | "carl" | "lea" | "sue" | "sam" | "zoe" | "guest";
/** Of the epoch that is current, or of one that is not. */
export type Epoch = "now" | "stale";
/** What has happened in that state before. */
export type Before =
  | "sue monitors"
  | "sue has prepared"
  | "zoe has joined"
  | "offered to sam"
  | "sue took it"
  | "a reply is held"
  | "escalated";

/**
 * Accepted with control as it was (`=`), moved to a state (`→state`), or to another owner in the same one (`+`); `⇒`
 * is another state in the same epoch. Otherwise the code of the refusal; `–` cannot occur. The order is that of
 * `STATES`; where the last is missing, both of those that have ended answer alike.
 */
export type Row = [who: Who, command: Command, epoch: Epoch | null, outcomes: string, before?: Before];

export const does = (type: string, fields: object = {}): Command => ({ type, ...fields });
export const always = (code: string): string => Array(STATES.length).fill(code).join(" ");

const CLAIMS: Partial<Record<Who, object>> = {
  lea: { permissions: POWERS },
  ...{ sue: { permissions: SUPERVISOR }, sam: { permissions: SUPERVISOR }, zoe: { permissions: SUPERVISOR } },
  carl: CARE,
  guest: { permissions: ["conversation.read"] },
};

/** Commands that one person may send in a row without being told to wait. */
const IN_A_ROW = 8;

export class Scene {
  private readonly people = new Map<Who, RawClient>();
  /** What the next command of these types carries. */
  private leaseId = "none";
  private confirmation = "none";
  private offerId = "none";
  private replyId = "none";
  private escalation = { id: "none", count: 1, taskId: "none" };
  /** Ann's, who only looks. */
  private reader: RawClient | null = null;

  private constructor(
    private readonly site: Site,
    readonly maria: RawClient,
    readonly conversationId: string,
  ) {}

  /** A conversation in that state. An agent must be available for it to be queued. */
  static async in(state: State, site: Site, before?: Before): Promise<Scene> {
    const { client, session } = await site.customer();
    const scene = new Scene(site, client, session.conversationId);
    // It moves nothing, and cannot be raised any more once the conversation has ended.
    if (before === "escalated") scene.escalation = await raised(await scene.as("carl"));
    if (state === "queued") await done(client, { type: "request_human" });
    if (state === "closed") await done(client, { type: "end", epoch: 1 });
    if (state.startsWith("agent_") || state === "wrap_up") {
      const ann = await scene.as("ann");
      await done(ann, { type: "take_over" });
      if (state !== "agent_joining") await say(ann, "Hi");
      if (state === "wrap_up") await done(ann, { type: "end", epoch: 2 });
    }
    const seen = state === "wrap_up" || state === "closed" ? "ended" : state;
    await client.until(() => client.state?.state === seen);
    // The place in the queue comes a little later, and would look like a change.
    if (state === "queued") await client.until(() => client.state?.queuePosition);
    if (before && before !== "escalated") await scene.prepare(before);
    return scene;
  }

  private async prepare(before: Exclude<Before, "escalated">): Promise<void> {
    if (before === "a reply is held") {
      await done(this.maria, { type: "send_message", text: QUESTION });
      const carl = await this.as("carl");
      this.replyId = (await carl.until(() => carl.state?.heldReply)).replyId;
      return;
    }
    if (before === "offered to sam") {
      this.offerId = await offered(await this.as("sue"), { agentId: "sam" });
      return;
    }
    const who = await this.as(before === "zoe has joined" ? "zoe" : "sue");
    const leaseId = await watch(who);
    this.leaseId = leaseId;
    if (before === "zoe has joined") await done(who, { type: "join", leaseId });
    if (before === "sue monitors" || before === "zoe has joined") return;
    this.confirmation = await prepared(who, leaseId);
    const { confirmation } = this;
    if (before === "sue took it") await done(who, { type: "confirm_take_over", confirmation });
  }

  async as(who: Who): Promise<RawClient> {
    if (who === "maria") return this.maria;
    const known = this.people.get(who);
    if (known) return known;
    const client = await this.site.agent(who, this.conversationId, CLAIMS[who]);
    this.people.set(who, client);
    return client;
  }

  async now(): Promise<Now> {
    this.reader ??= await this.site.agent("ann", this.conversationId);
    await this.reader.answersPing();
    const { state } = this.reader;
    if (!state) throw new Error("a welcome without a state");
    return { state: state.state, epoch: state.epoch, owner: state.owner, ticketId: state.ticket?.id };
  }

  async run([who, command, epoch]: Row) {
    const { epoch: current, ticketId = "none" } = await this.now();
    const { leaseId, confirmation, offerId, replyId } = this;
    const { id: escalationId, count, taskId } = this.escalation;
    const fields: Record<string, object> = {
      update_ticket: { ticketId },
      ...{ stop_monitor: { leaseId }, join: { leaseId }, prepare_take_over: { leaseId } },
      confirm_take_over: { confirmation },
      ...{ accept_transfer: { offerId }, reject_transfer: { offerId }, cancel_transfer: { offerId } },
      ...{ send_now: { replyId }, edit_and_send: { replyId }, cancel_reply: { replyId } },
      ...{ resolve_escalation: { escalationId, count }, complete_task: { taskId } },
    };
    const seen = epoch === null ? {} : { epoch: epoch === "now" ? current : current - 1 };
    return (await this.as(who)).command({ ...fields[command.type], ...command, ...seen });
  }
}

type Now = { state: string; epoch: number; owner?: Person | null | undefined; ticketId: string | undefined };

const named = ([who, command, epoch, , before]: Row): string =>
  `${who}: ${command.type}${epoch === "stale" ? ", stale" : ""}${before ? `, after ${before}` : ""}`;

/** Facts that go with a code. */
const DETAILS: Record<string, object | undefined> = {
  conversation_ended: { successorId: expect.any(String) },
  already_taken_over: {
    by: { id: "ann", name: "Ann" },
    at: expect.any(String),
    ticketId: expect.any(String),
  },
  already_monitored: { by: { id: "sue", name: "Sue" } },
  invalid: { path: "epoch" },
  note_required: { path: "note" },
};

type Rules = { refused: string; accepted: string };

/** Holds a server to a table: each refusal has its code and changes nothing, and what is accepted moves control so. */
export function holdTo(its: Its, table: readonly Row[], rules: Rules): void {
  describe.each(STATES)("%s", (state) => {
    const outcome = (row: Row) => {
      const outcomes = row[3].split(" ");
      return outcomes[STATES.indexOf(state)] ?? outcomes.at(-1) ?? "";
    };
    const rows = table.filter((row) => outcome(row) !== "–");
    const accepted = rows.filter((row) => /^[=+→⇒]/u.test(outcome(row)));
    const refused = rows.filter((row) => !accepted.includes(row));
    // One's place in the queue is no secret from the others: there each waits alone.
    const abreast = state === "queued" ? 1 : 4;

    test(`${rules.refused} each refusal has its own code, and nothing changes`, async () => {
      const { site } = its;
      await site.whileSomebodyMayCome(async () => {
        await atOnce(together(refused), abreast, async (rows) => {
          const scene = await Scene.in(state, site, rows[0]?.[4]);
          await site.unchanged("ann", scene.conversationId, async () => {
            for (const row of rows) {
              const answer = await scene.run(row);
              expect(answer, named(row)).toMatchObject({ type: "reject", error: { code: outcome(row) } });
              const { details } = answer.type === "reject" ? answer.error : ({} as Partial<Problem>);
              expect(details, named(row)).toEqual(DETAILS[outcome(row)]);
            }
          });
        });
      });
    });

    test(`${rules.accepted} what is accepted moves control as the page says, or leaves it`, async () => {
      const { site } = its;
      await site.whileSomebodyMayCome(async () => {
        await atOnce(accepted, abreast, async (row) => {
          const scene = await Scene.in(state, site, row[4]);
          const before = await scene.now();
          expect(await scene.run(row), named(row)).toMatchObject({ type: "ack" });
          const after = await scene.now();
          const [how = "", ...to] = outcome(row);
          const moves = how === "→" || how === "+" ? 1 : 0;
          expect(after.epoch - before.epoch, named(row)).toBe(moves);
          expect(kept(after.owner, before.owner), named(row)).toBe(how !== "+" && !(moves && before.owner));
          expect(seenAs(after.state), named(row)).toBe(seenAs(to.join("") || state));
          const seen = seenAs(after.state);
          await scene.maria.until(() => scene.maria.state?.state === seen);
        });
      });
    });
  });
}

/** Rows that need the same done before share a conversation. */
function together(rows: readonly Row[]): Row[][] {
  const befores = [...new Set(rows.map(([, , , , before]) => before))];
  return befores.flatMap((before) => {
    const alike = rows.filter((row) => row[4] === before);
    const groups: Row[][] = [];
    for (let begun = 0; begun < alike.length; begun += IN_A_ROW)
      groups.push(alike.slice(begun, begun + IN_A_ROW));
    return groups;
  });
}

/** A few at a time: each has its conversation to itself. */
async function atOnce<Item>(
  items: readonly Item[],
  abreast: number,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  for (let begun = 0; begun < items.length; begun += abreast)
    await Promise.all(items.slice(begun, begun + abreast).map(act));
}

const seenAs = (state: string): string => (state === "wrap_up" || state === "closed" ? "ended" : state);
const kept = (after: Person | null | undefined, before: Person | null | undefined): boolean =>
  before ? after?.id === before.id : true;
