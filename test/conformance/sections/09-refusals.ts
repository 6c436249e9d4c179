import { expect, test } from "vitest";
import { newId } from "../client.ts";
import { always, does, holdTo, type Row, Scene } from "../refusing.ts";
import { done } from "../scenes.ts";
import { POWERS, welcomed } from "../site.ts";
import type { Its } from "../target.ts";

const text = "Hi";
const note = does("add_note", { text });
const read = does("mark_read", { seq: 1 });
const update = does("update_ticket", { status: "new" });
const send = does("send_message", { text });
const allow = does("allow_ai_replies");

/** Who may do what, state by state. */
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
  ["maria", does("rate_answer", { entryId: "no-answer", thumb: "up" }), null, always("not_found")],
  ["maria", does("take_over"), null, always("forbidden")],
  ["maria", allow, "now", always("forbidden")],
  ["maria", note, null, always("forbidden")],
  ["maria", update, null, always("forbidden")],
  ["maria", does("force_end"), null, always("forbidden")],

  ["ann", send, "now", "→agent_active →agent_active ⇒agent_active = conversation_ended"],
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
  ["ann", does("rate_answer", { entryId: "no-answer", thumb: "up" }), null, always("forbidden")],

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
  ["lea", does("force_end"), null, "→ended →ended →ended →ended →closed conversation_ended"],

  ["guest", does("take_over"), null, always("forbidden")],
  ["guest", send, "now", always("forbidden")],
  ["guest", send, null, always("invalid")],
  ["guest", note, null, always("forbidden")],
  ["guest", update, null, always("forbidden")],
  ["guest", does("end"), "now", always("forbidden")],
  ["guest", allow, "now", always("forbidden")],
];

/** 9: the first table. */
export function refusals(its: Its): void {
  holdTo(its, TABLE, {
    refused: "[A2, H8, H9, M14, S7]",
    accepted: "[H2, H7, H10, H13, H18, S5]",
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
