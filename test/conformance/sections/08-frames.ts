import { expect, test } from "vitest";
import { newId } from "../client.ts";
import type { Its } from "../target.ts";
import type { Command } from "../wire.ts";

const text = "Hi";
const message = (fields: object): Command => ({ type: "send_message", clientId: newId(), text, ...fields });
const without = (field: string, frame: object) =>
  Object.fromEntries(Object.entries(frame).filter(([name]) => name !== field));
const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;

const BAD: [what: string, frame: object | string | Buffer, code: string, path?: string][] = [
  ["not JSON", "hello?", "invalid", ""],
  ["an empty frame", "", "invalid", ""],
  ["JSON that is no object", "42", "invalid", ""],
  ["null", "null", "invalid", ""],
  ["a list", "[]", "invalid"],
  ["JSON with something behind it", `${JSON.stringify({ type: "ping" })} {}`, "invalid", ""],
  ["two frames in one", JSON.stringify({ type: "ping" }).repeat(2), "invalid", ""],
  ["a byte order mark", `\uFEFF${JSON.stringify({ type: "ping" })}`, "invalid", ""],
  ["a deep nest", `{"type":${deep}}`, "invalid", "type"],
  ["binary", Buffer.from(JSON.stringify(message({}))), "invalid", ""],
  ["one byte too many", JSON.stringify({ type: "ping", pad: "x" }).padEnd(32_769), "too_large"],
  ["too many bytes in few characters", message({ text: "é".repeat(16_400) }), "too_large"],
  ["no type", without("type", message({})), "invalid", "type"],
  ["an unknown type", message({ type: "say" }), "invalid", "type"],
  ["a type of every object", message({ type: "constructor" }), "invalid", "type"],
  ["a frame that only servers send", message({ type: "commit" }), "invalid", "type"],
  ["a type of the wrong type", message({ type: 7 }), "invalid", "type"],
  ["no client id", without("clientId", message({})), "invalid", "clientId"],
  ["an empty client id", message({ clientId: "" }), "invalid", "clientId"],
  ["a long client id", message({ clientId: "x".repeat(65) }), "invalid", "clientId"],
  ["a client id with a space", message({ clientId: "a b" }), "invalid", "clientId"],
  ["a client id with a line's end", message({ clientId: "a\n" }), "invalid", "clientId"],
  ["a client id that is a number", message({ clientId: 7 }), "invalid", "clientId"],
  ["no text", without("text", message({})), "invalid", "text"],
  ["null for text", message({ text: null }), "invalid", "text"],
  ["text that is a number", message({ text: 7 }), "invalid", "text"],
  ["blank text", message({ text: " \n\t" }), "invalid", "text"],
  ["a blank note", message({ type: "add_note", text: "\u00a0" }), "invalid", "text"],
  ["5,001 characters", message({ text: "x".repeat(5_001) }), "too_large", "text"],
  ["2,501 emoji", message({ text: "🙂".repeat(2_501) }), "too_large", "text"],
  ["a long note", message({ type: "add_note", text: "x".repeat(5_001) }), "too_large", "text"],
  ["no epoch", message({ type: "end" }), "invalid", "epoch"],
  ["an epoch that is text", message({ type: "end", epoch: "1" }), "invalid", "epoch"],
  ["half an epoch", message({ type: "cancel_request", epoch: 1.5 }), "invalid", "epoch"],
  ["an epoch below 0", message({ type: "allow_ai_replies", epoch: -1 }), "invalid", "epoch"],
  ["no stars", message({ type: "rate", score: 0 }), "invalid", "score"],
  ["six stars", message({ type: "rate", score: 6 }), "invalid", "score"],
  ["half a star", message({ type: "rate", score: 4.5 }), "invalid", "score"],
  ["a thumb aside", message({ type: "rate_answer", entryId: "e", thumb: "aside" }), "invalid", "thumb"],
  ["no thumb at all", message({ type: "rate_answer", entryId: "e" }), "invalid", "thumb"],
  ["a long id", message({ type: "rate_answer", entryId: "e".repeat(65), thumb: null }), "invalid", "entryId"],
  ["a long comment", message({ type: "rate", score: 5, comment: "x".repeat(1_001) }), "invalid", "comment"],
  ["a seq below 0", message({ type: "mark_read", seq: -1 }), "invalid", "seq"],
  [
    "a status that the room sets",
    message({ type: "update_ticket", ticketId: "x", status: "closed" }),
    "invalid",
    "status",
  ],
  ["no ticket", message({ type: "update_ticket", status: "new" }), "invalid", "ticketId"],
  ["no lease", message({ type: "stop_monitor" }), "invalid", "leaseId"],
  ["a long lease", message({ type: "join", leaseId: "x".repeat(65) }), "invalid", "leaseId"],
  ["a lease that is a number", message({ type: "prepare_take_over", leaseId: 7 }), "invalid", "leaseId"],
  [
    "a long confirmation",
    message({ type: "confirm_take_over", confirmation: "x".repeat(2_049) }),
    "invalid",
    "confirmation",
  ],
  ["nowhere to go", message({ type: "assign", epoch: 1 }), "invalid", "to"],
  ["a place by its name", message({ type: "assign", epoch: 1, to: "ann" }), "invalid", "to"],
  ["neither agent nor team", message({ type: "offer_transfer", epoch: 1, to: {} }), "invalid"],
  ["an empty agent", message({ type: "assign", epoch: 1, to: { agentId: "" } }), "invalid"],
  ["a long team", message({ type: "assign", epoch: 1, to: { teamId: "x".repeat(101) } }), "invalid"],
  ["no epoch of an assignment", message({ type: "assign", to: { agentId: "ann" } }), "invalid", "epoch"],
  [
    "perhaps in spite of it",
    message({ type: "assign", epoch: 1, to: { agentId: "ann" }, override: "yes" }),
    "invalid",
    "override",
  ],
  [
    "501 characters for the next one",
    message({ type: "offer_transfer", epoch: 1, to: { agentId: "ann" }, note: "x".repeat(501) }),
    "invalid",
    "note",
  ],
  ["no offer", message({ type: "accept_transfer" }), "invalid", "offerId"],
  ["a long offer", message({ type: "cancel_transfer", offerId: "x".repeat(65) }), "invalid", "offerId"],
  [
    "501 characters of why not",
    message({ type: "reject_transfer", offerId: "x", reason: "x".repeat(501) }),
    "invalid",
    "reason",
  ],
  [
    "a long disposition",
    message({ type: "complete_wrap_up", disposition: "x".repeat(101) }),
    "invalid",
    "disposition",
  ],
  ["a long remark", message({ type: "complete_wrap_up", note: "x".repeat(501) }), "invalid", "note"],
  ["no reply", message({ type: "send_now" }), "invalid", "replyId"],
  ["a long reply", message({ type: "cancel_reply", replyId: "x".repeat(65) }), "invalid", "replyId"],
  ["blank words for the AI", message({ type: "edit_and_send", replyId: "x", text: " " }), "invalid", "text"],
  [
    "too many words for the AI",
    message({ type: "edit_and_send", replyId: "x", text: "x".repeat(5_001) }),
    "too_large",
    "text",
  ],
  ["no team to escalate to", message({ type: "escalate", reason: "x" }), "invalid", "teamId"],
  [
    "a long team of it",
    message({ type: "escalate", teamId: "x".repeat(41), reason: "x" }),
    "invalid",
    "teamId",
  ],
  ["escalated for nothing", message({ type: "escalate", teamId: "x", reason: "" }), "invalid", "reason"],
  [
    "201 characters of what for",
    message({ type: "escalate", teamId: "x", reason: "x".repeat(201) }),
    "invalid",
    "reason",
  ],
  [
    "perhaps in spite of a cooldown",
    message({ type: "escalate", teamId: "x", reason: "x", bypassCooldown: 1 }),
    "invalid",
    "bypassCooldown",
  ],
  ["resolved by no reason", message({ type: "resolve_escalation", escalationId: "x" }), "invalid", "reason"],
  [
    "resolved by another reason",
    message({ type: "resolve_escalation", escalationId: "x", reason: "closed" }),
    "invalid",
    "reason",
  ],
  [
    "raised half a time",
    message({ type: "resolve_escalation", escalationId: "x", count: 0.5, reason: "spam" }),
    "invalid",
    "count",
  ],
  [
    "a long note on it",
    message({ type: "resolve_escalation", escalationId: "x", reason: "spam", note: "x".repeat(501) }),
    "invalid",
    "note",
  ],
  [
    "a long escalation",
    message({ type: "resolve_escalation", escalationId: "x".repeat(65), reason: "spam" }),
    "invalid",
    "escalationId",
  ],
  ["no task", message({ type: "complete_task" }), "invalid", "taskId"],
  [
    "a long reason of a task",
    message({ type: "complete_task", taskId: "x", reason: "x".repeat(501) }),
    "invalid",
    "reason",
  ],
  [
    "a callback that went otherwise",
    message({ type: "complete_task", taskId: "x", disposition: "busy" }),
    "invalid",
    "disposition",
  ],
  ["a renewal of nothing", { type: "renew_monitor" }, "invalid", "leaseId"],
  [
    "an audit page before nothing",
    { type: "load_earlier", before: 1, beforeAudit: "x" },
    "invalid",
    "beforeAudit",
  ],
  ["a page before nothing", { type: "load_earlier" }, "invalid", "before"],
  ["typing, perhaps", { type: "typing", on: "yes" }, "invalid", "on"],
];

/** 8.5: what a frame must be before anybody asks who sends it. */
export function frames(its: Its): void {
  test.each(BAD)("[A1, A7] %s is answered, and nothing changes", async (_, frame, code, path) => {
    const { site } = its;
    const { client, session } = await site.customer();
    await site.unchanged("ann", session.conversationId, async () => {
      const answer = await client.refusal(frame);
      expect(answer).toMatchObject({ type: "reject", error: { code } });
      if (path !== undefined) expect(answer.error.details).toEqual({ path });
      const id = typeof frame === "object" && "clientId" in frame ? frame.clientId : null;
      const readable =
        typeof id === "string" && id.length <= 64 && !(code === "too_large" && path === undefined);
      expect("clientId" in answer && answer.clientId).toBe(readable ? id : null);
      await client.answersPing();
    });
  });

  test("[A1] fields that nobody knows are ignored, and what just fits is taken", async () => {
    const { client } = await its.site.customer();
    client.send(JSON.stringify({ type: "ping", pad: "x" }).padEnd(32_768));
    await client.until(() => client.frames.at(-1)?.type === "pong");
    client.send(`\n\t ${JSON.stringify({ type: "ping", __proto__: 1, constructor: 2 })} \r\n`);
    await client.until(() => client.frames.filter((frame) => frame.type === "pong").length === 2);
    for (const said of [
      "🙂".repeat(2_500),
      "  two spaces, a\nbreak  ",
      "\u0000\u202e\ud800",
      "x".repeat(5_000),
    ]) {
      const answer = await client.command({ type: "send_message", text: said, colour: "red" });
      expect(answer).toMatchObject({ type: "ack", result: { public: { text: said } } });
    }
    const rated = await client.command({ type: "rate", score: 5, comment: "x".repeat(1_000) });
    expect(rated).toMatchObject({ type: "ack", result: {} });
  });
}
