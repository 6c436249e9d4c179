import { describe, expect, test } from "vitest";
import { type Command, newId, type RawClient } from "../client.ts";
import { done, say } from "../scenes.ts";
import { POWERS, type Site, welcomed } from "../site.ts";
import type { Its } from "../target.ts";

const STATES = ["ai_active", "queued", "agent_joining", "agent_active", "ended"] as const;
type State = (typeof STATES)[number];

/**
 * Ann owns the conversation where anybody does; Ben is another agent; Lea may hand over to the AI and end
 * everything; a guest may only read.
 */
type Who = "maria" | "ann" | "ben" | "lea" | "guest";
/** Of the epoch that is current, or of one that is not. */
type Epoch = "now" | "stale";
type Row = [who: Who, command: Command, epoch: Epoch | null, outcomes: string];

const text = "Hi";
const does = (type: string, fields: object = {}): Command => ({ type, ...fields });
const note = does("add_note", { text });
const read = does("mark_read", { seq: 1 });
const update = does("update_ticket", { status: "new" });
const send = does("send_message", { text });
const allow = does("allow_ai_replies");
const always = (code: string) => Array(5).fill(code).join(" ");

/**
 * Who may do what, state by state: accepted with control as it was (`=`) or moved (`→state`), or the code of the
 * refusal; `–` cannot occur. The order is that of `STATES`.
 */
const TABLE: Row[] = [
  ["maria", send, null, "= = = = conversation_ended"],
  ["maria", does("request_human"), null, "→queued = = = conversation_ended"],
  [
    "maria",
    does("cancel_request"),
    "now",
    "not_available →ai_active not_available not_available conversation_ended",
  ],
  [
    "maria",
    does("cancel_request"),
    "stale",
    "not_available stale_epoch not_available not_available conversation_ended",
  ],
  ["maria", does("end"), "now", "→ended →ended →ended →ended conversation_ended"],
  ["maria", does("end"), "stale", "stale_epoch stale_epoch stale_epoch stale_epoch conversation_ended"],
  ["maria", read, null, always("=")],
  ["maria", does("rate", { score: 5 }), null, always("=")],
  ["maria", does("take_over"), null, always("forbidden")],
  ["maria", allow, "now", always("forbidden")],
  ["maria", note, null, always("forbidden")],
  ["maria", update, null, always("forbidden")],
  ["maria", does("force_end"), null, always("forbidden")],

  ["ann", send, "now", "→agent_active →agent_active →agent_active = conversation_ended"],
  ["ann", send, "stale", "stale_epoch stale_epoch stale_epoch stale_epoch conversation_ended"],
  ["ann", send, null, always("invalid")],
  ["ann", does("take_over"), null, "→agent_joining →agent_joining = = conversation_ended"],
  ["ann", allow, "now", "forbidden forbidden →ai_active →ai_active forbidden"],
  ["ann", allow, "stale", "forbidden forbidden stale_epoch stale_epoch forbidden"],
  ["ann", note, null, always("=")],
  ["ann", read, null, always("=")],
  ["ann", update, null, "not_found not_found = = conversation_ended"],
  [
    "ann",
    does("update_ticket", { ticketId: "another", status: "new" }),
    null,
    "not_found not_found not_found not_found conversation_ended",
  ],
  ["ann", does("end"), "now", "not_assigned not_assigned →ended →ended conversation_ended"],
  ["ann", does("end"), "stale", "stale_epoch stale_epoch stale_epoch stale_epoch conversation_ended"],
  ["ann", does("force_end"), null, always("forbidden")],
  ["ann", does("request_human"), null, always("forbidden")],
  ["ann", does("cancel_request"), "now", always("forbidden")],
  ["ann", does("rate", { score: 5 }), null, always("forbidden")],

  ["ben", send, "now", "– – not_assigned not_assigned –"],
  ["ben", send, "stale", "– – stale_epoch stale_epoch –"],
  ["ben", does("take_over"), null, "– – already_taken_over already_taken_over –"],
  ["ben", allow, "now", always("forbidden")],
  ["ben", note, null, "= = forbidden forbidden ="],
  ["ben", read, null, "= = forbidden forbidden ="],
  ["ben", update, null, "not_found not_found forbidden forbidden conversation_ended"],
  ["ben", does("end"), "now", "not_assigned not_assigned not_assigned not_assigned conversation_ended"],
  ["ben", does("end"), "stale", "stale_epoch stale_epoch stale_epoch stale_epoch conversation_ended"],

  ["lea", allow, "now", "not_available →ai_active →ai_active →ai_active conversation_ended"],
  ["lea", allow, "stale", "not_available stale_epoch stale_epoch stale_epoch conversation_ended"],
  ["lea", does("force_end"), null, "→ended →ended →ended →ended conversation_ended"],

  ["guest", does("take_over"), null, always("forbidden")],
  ["guest", send, "now", always("forbidden")],
  ["guest", send, null, always("invalid")],
  ["guest", note, null, always("forbidden")],
  ["guest", update, null, always("forbidden")],
  ["guest", does("end"), "now", always("forbidden")],
  ["guest", allow, "now", always("forbidden")],
];

/** Commands that one person may send in a row without being told to wait. */
const IN_A_ROW = 8;

class Scene {
  private readonly agents = new Map<Who, RawClient>();

  private constructor(
    private readonly site: Site,
    readonly maria: RawClient,
    readonly conversationId: string,
  ) {}

  /** A conversation in that state. An agent must be available for it to be queued. */
  static async in(state: State, site: Site): Promise<Scene> {
    const { client, session } = await site.customer();
    const scene = new Scene(site, client, session.conversationId);
    if (state === "queued") await done(client, { type: "request_human" });
    if (state === "ended") await done(client, { type: "end", epoch: 1 });
    if (state.startsWith("agent_")) {
      const ann = await scene.as("ann");
      await done(ann, { type: "take_over" });
      if (state === "agent_active") await say(ann, text);
    }
    await client.until(() => client.state?.state === state);
    // The place in the queue comes a little later, and would look like a change.
    if (state === "queued") await client.until(() => client.state?.queuePosition);
    return scene;
  }

  async as(who: Who): Promise<RawClient> {
    if (who === "maria") return this.maria;
    const known = this.agents.get(who);
    if (known) return known;
    const more = who === "lea" ? { permissions: POWERS } : {};
    const less = who === "guest" ? { permissions: ["conversation.read"] } : {};
    const client = await this.site.agent(who, this.conversationId, { ...more, ...less });
    this.agents.set(who, client);
    return client;
  }

  async now(): Promise<{ state: string | undefined; epoch: number; ticketId: string | undefined }> {
    const { state } = await this.site.snapshot("ann", this.conversationId);
    return { state: this.maria.state?.state, epoch: state.epoch, ticketId: state.ticket?.id };
  }

  async run([who, command, epoch]: Row) {
    const { epoch: current, ticketId = "none" } = await this.now();
    const ticket = command.type === "update_ticket" ? { ticketId } : {};
    const seen = epoch === null ? {} : { epoch: epoch === "now" ? current : current - 1 };
    return (await this.as(who)).command({ ...ticket, ...command, ...seen });
  }
}

const named = ([who, command, epoch]: Row) => `${who}: ${command.type}${epoch === "stale" ? ", stale" : ""}`;

export function refusals(its: Its): void {
  describe.each(STATES)("%s", (state) => {
    const outcome = (row: Row) => row[3].split(" ")[STATES.indexOf(state)] ?? "";
    const rows = TABLE.filter((row) => outcome(row) !== "–");
    const accepted = rows.filter((row) => /^[=→]/u.test(outcome(row)));
    const refused = rows.filter((row) => !accepted.includes(row));

    test("[A2, H8, H9, M14, S7] each refusal has its own code, and nothing changes", async () => {
      const { site } = its;
      await site.whileSomebodyMayCome(async () => {
        for (let begun = 0; begun < refused.length; begun += IN_A_ROW) {
          const scene = await Scene.in(state, site);
          await site.unchanged("ann", scene.conversationId, async () => {
            for (const row of refused.slice(begun, begun + IN_A_ROW)) {
              const code = outcome(row);
              const answer = await scene.run(row);
              expect(answer, named(row)).toMatchObject({ type: "reject", error: { code } });
              expect(detailsOf(answer), named(row)).toEqual(DETAILS[code]);
            }
          });
        }
      });
    });

    test("[H2, H7, H10, H13, H18, S5] what is accepted moves control as the page says, or leaves it", async () => {
      const { site } = its;
      await site.whileSomebodyMayCome(async () => {
        for (const row of accepted) {
          const scene = await Scene.in(state, site);
          const before = await scene.now();
          expect(await scene.run(row), named(row)).toMatchObject({ type: "ack" });
          const after = await scene.now();
          const to = outcome(row).replace("→", "");
          await scene.maria.until(() => scene.maria.state?.state === (to === "=" ? state : to));
          const joined = state === "agent_joining" && to === "agent_active";
          expect(after.epoch - before.epoch, named(row)).toBe(to === "=" || joined ? 0 : 1);
        }
      });
    });
  });

  test("[H19] with nobody available a wish for a person is accepted, told so, and control stays", async () => {
    const scene = await Scene.in("ai_active", its.site);
    for (const _ of [1, 2]) await done(scene.maria, { type: "request_human" });
    expect(scene.maria.state).toMatchObject({ state: "ai_active", epoch: 1, canRequestHuman: true });
    expect(scene.maria.public.map((entry) => entry.code)).toEqual(["no_agent_available"]);
    // The ticket that waits may be worked on by whoever sees the content.
    expect(await scene.run(["ben", update, null, "="])).toMatchObject({ type: "ack" });
  });

  its.where("configure", () => {
    const off = { ai: { on: false } };

    test("[H1, H22] without an AI a conversation starts queued, and control never goes to the AI", async () => {
      const { apart: site } = its;
      await site.configured(off, async () => {
        const { client: maria, session } = await site.customer();
        expect(maria.state).toMatchObject({ state: "queued", epoch: 1 });
        const answer = await maria.command({ type: "cancel_request", epoch: 1 });
        expect(answer).toMatchObject({ error: { code: "not_available" } });
        const lea = await site.agent("lea", session.conversationId, { permissions: POWERS });
        const unavailable = { type: "reject", error: { code: "ai_unavailable" } };
        for (const step of [null, { type: "take_over" }, { type: "send_message", text, epoch: 2 }]) {
          if (step) await done(lea, step);
          const epoch = lea.state?.epoch;
          expect(await lea.command({ type: "allow_ai_replies", epoch })).toMatchObject(unavailable);
        }
        expect(lea.state?.state).toBe("agent_active");
      });
    });

    test("[H22] an AI that is switched off is not available in ai_active, and its next answer queues", async () => {
      const { apart: site } = its;
      const { client: maria, session } = await site.customer();
      await site.configured(off, async () => {
        const lea = await site.agent("lea", session.conversationId, { permissions: POWERS });
        const answer = await lea.command({ type: "allow_ai_replies", epoch: 1 });
        expect(answer).toMatchObject({ error: { code: "not_available" } });
        await done(maria, { type: "send_message", text });
        await maria.until(() => maria.state?.state === "queued");
      });
    });
  });

  its.where("script", () => {
    test("[H22] an AI that has failed gets no conversation back", async () => {
      const { site } = its;
      await site.whileSomebodyMayCome(async () => {
        const { client: maria, session } = await site.customer();
        await done(maria, { type: "send_message", text: "Please fail" });
        await maria.until(() => maria.state?.state === "queued");
        const lea = await site.agent("lea", session.conversationId, { permissions: POWERS });
        const answer = await lea.command({ type: "allow_ai_replies", epoch: lea.state?.epoch });
        expect(answer).toMatchObject({ error: { code: "ai_unavailable" } });
      });
    });
  });

  test("[A2] a frame of somebody who was never let in ends nothing of the others'", async () => {
    const { site } = its;
    const { client, session } = await site.customer();
    const stranger = await site.connect(session.conversationId);
    await stranger.refusal({ type: "force_end", clientId: newId() });
    await client.answersPing();
    welcomed(await client.hello(session.token));
  });
}

/** Facts that go with a code. */
const DETAILS: Record<string, object | undefined> = {
  conversation_ended: { successorId: expect.any(String) },
  already_taken_over: {
    by: { id: "ann", name: "Ann" },
    at: expect.any(String),
    ticketId: expect.any(String),
  },
  invalid: { path: "epoch" },
};

function detailsOf(answer: Awaited<ReturnType<RawClient["command"]>>) {
  return answer.type === "reject" ? answer.error.details : undefined;
}
