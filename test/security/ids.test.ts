import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Responder } from "../../party/ai/responder.ts";
import { ALL_PERMISSIONS, answerOf, Fort, SILENT, UNLIMITED } from "./fort.ts";
import { FIELDS } from "./matrix-routes.ts";

/**
 * Whatever id stands in whatever field: a foreign one is answered, byte for byte, as one that does not exist.
 * Both halves of a probe run in forts of their own that are alike to the last random byte.
 */

// Tokens and entries carry the time: it stands still, so that bytes can be compared.
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 21, 10) }));
afterAll(() => void vi.useRealTimers());

const SPEAKS: Responder = {
  ...SILENT,
  async *answer() {
    yield { kind: "text", text: "On its way." };
  },
};

/** In workspace demo: Maria with a ticket at Ann's, and Paul. In workspace other: Olga. */
async function site() {
  const fort = new Fort({ responder: SILENT });
  const maria = await fort.customer();
  const paul = await fort.customer();
  const olga = await fort.customer("other");
  for (const { socket } of [maria, paul, olga]) {
    await socket.say({ type: "send_message", clientId: "m-1", text: "A canary of mine" });
  }
  const ann = await fort.agent(maria.id);
  await ann.say({ type: "take_over", clientId: "t-1" });
  const carl = await fort.agent(paul.id, { sub: "carl" });
  await carl.say({ type: "take_over", clientId: "t-1" });
  const stateOf = (id: string) => fort.conversation(id).room.conversation.journal;
  return { fort, maria, paul, olga, ann, stateOf };
}
type Site = Awaited<ReturnType<typeof site>>;
type Half = "foreign" | "missing";

/** Sue monitors Maria's conversation and Paul's; Paul's is offered to Ann. */
async function supervised({ fort, maria, paul, ann, stateOf }: Site) {
  await fort.atDesk("sue");
  await fort.atDesk("ann");
  const sue = await fort.agent(maria.id, { sub: "sue", permissions: ALL_PERMISSIONS });
  const there = await fort.agent(paul.id, { sub: "sue", permissions: ALL_PERMISSIONS });
  await sue.say({ type: "monitor", clientId: "watch" });
  await there.say({ type: "monitor", clientId: "watch" });
  const { epoch } = stateOf(paul.id).state;
  await there.say({ type: "offer_transfer", clientId: "offer", epoch, to: { agentId: "ann" } });
  const lease = stateOf(maria.id).state.monitor?.leaseId;
  const { monitor, offer } = stateOf(paul.id).state;
  if (!lease || !monitor || !offer) throw new Error("nothing to guess");
  return { sue, ann, lease, foreignLease: monitor.leaseId, foreignOffer: offer.offerId };
}

type Probe = { fields: readonly string[]; run(site: Site, half: Half): Promise<string> };

const GONE = { customer: { id: "v_nobody", name: "X", locale: "en" }, sub: "v_nobody" };

async function helloAt(fort: Fort, path: string, token: string, more: object = {}): Promise<string> {
  const socket = await fort.socket(path);
  await socket?.say({ type: "hello", protocol: 1, token, ...more });
  return socket?.bytes ?? "HTTP 404";
}

async function transcriptAt(fort: Fort, id: string, token: string): Promise<string> {
  const init = { headers: { Authorization: `Bearer ${token}` } };
  return (await answerOf(await fort.fetch(`/parties/main/${id}/transcript`, init))).bytes;
}

const PROBES: Readonly<Record<string, Probe>> = {
  "a socket of another customer's conversation": {
    fields: ["path"],
    run: async ({ fort, maria, paul }, half) =>
      helloAt(fort, `/parties/main/${half === "foreign" ? maria.id : await fort.neverBegun()}`, paul.token),
  },
  "a socket in another workspace, by a customer": {
    fields: ["path"],
    run: async ({ fort, olga, paul }, half) =>
      helloAt(
        fort,
        `/parties/main/${half === "foreign" ? olga.id : await fort.neverBegun("other")}`,
        paul.token,
      ),
  },
  "a socket in another workspace, by an agent": {
    fields: ["path"],
    run: async ({ fort, olga }, half) => {
      const id = half === "foreign" ? olga.id : await fort.neverBegun("other");
      return helloAt(fort, `/parties/main/${id}`, await fort.agentToken());
    },
  },
  "an id of the other workspace under this one's name, by an agent": {
    fields: ["path"],
    run: async ({ fort, olga }, half) => {
      const id = half === "foreign" ? olga.id.replace("other:", "demo:") : `demo:${"A".repeat(32)}`;
      return helloAt(fort, `/parties/main/${id}`, await fort.agentToken());
    },
  },
  "a transcript of another customer's": {
    fields: ["path"],
    run: async ({ fort, maria, paul }, half) =>
      transcriptAt(fort, half === "foreign" ? maria.id : await fort.neverBegun(), paul.token),
  },
  "a transcript in another workspace, by an agent": {
    fields: ["path"],
    run: async ({ fort, olga }, half) => {
      const id = half === "foreign" ? olga.id : await fort.neverBegun("other");
      return transcriptAt(fort, id, await fort.agentToken());
    },
  },
  "a customer of another workspace, exported and erased": {
    fields: ["path"],
    run: async ({ fort, olga }, half) => {
      const id = half === "foreign" ? olga.customer.id : "v_nobody";
      const headers = { Authorization: `Bearer ${await fort.agentToken({ permissions: ALL_PERMISSIONS })}` };
      const path = `/parties/workspace/demo/customers/${id}`;
      const answers = [
        await fort.fetch(`${path}/export`, { headers }),
        await fort.fetch(path, { method: "DELETE", headers }),
      ];
      return JSON.stringify(await Promise.all(answers.map(answerOf))).replaceAll(id, "<id>");
    },
  },
  "erasing another customer's and another workspace's conversation": {
    fields: ["path"],
    run: async ({ fort, maria, olga, paul }, half) => {
      const [here, there] =
        half === "foreign" ? [maria.id, olga.id] : [await fort.neverBegun(), await fort.neverBegun("other")];
      const admin = await fort.agentToken({ permissions: ALL_PERMISSIONS });
      const erase = async (id: string, token: string) =>
        answerOf(
          await fort.fetch(`/parties/main/${id}`, {
            method: "DELETE",
            headers: { Authorization: `Bearer ${token}` },
          }),
        );
      return JSON.stringify([await erase(here, paul.token), await erase(there, admin)]);
    },
  },
  "the rooms' own routes, with a key for another workspace": {
    fields: ["path", "claims.room.path"],
    run: async ({ fort, maria }, half) => {
      const path = `/parties/main/${half === "foreign" ? maria.id : await fort.neverBegun()}/internal/head`;
      const token = await fort.token("room", { sub: "other", path }, { workspace: "other" });
      const init = { method: "POST", headers: { Authorization: `Bearer ${token}` }, body: "{}" };
      return (await answerOf(await fort.fetch(path, init))).bytes;
    },
  },
  "a room's token for another conversation's path": {
    fields: ["claims.room.path"],
    run: async ({ fort, maria, paul }, half) => {
      const other = half === "foreign" ? paul.id : await fort.neverBegun();
      const token = await fort.token("room", { sub: "demo", path: `/parties/main/${other}/internal/head` });
      const init = { method: "POST", headers: { Authorization: `Bearer ${token}` }, body: "{}" };
      return (await answerOf(await fort.fetch(`/parties/main/${maria.id}/internal/head`, init))).bytes;
    },
  },
  "conversationId of a session": {
    fields: ["claims.session.conversationId"],
    run: async ({ fort, maria, paul }, half) => {
      const conversationId = half === "foreign" ? paul.id : await fort.neverBegun();
      const token = await fort.token("session", {
        sub: paul.customer.id,
        conversationId,
        customer: paul.customer,
      });
      return helloAt(fort, `/parties/main/${maria.id}`, token);
    },
  },
  "sub and customer of a session": {
    fields: ["claims.session.sub", "claims.session.customer.id"],
    run: async ({ fort, maria, paul }, half) => {
      const customer = half === "foreign" ? { ...paul.customer, locale: "en" } : GONE.customer;
      const claims = { sub: customer.id, conversationId: maria.id, customer };
      const token = await fort.token("session", claims);
      return `${await helloAt(fort, `/parties/main/${maria.id}`, token)}${await transcriptAt(fort, maria.id, token)}`;
    },
  },
  "workspace and key of a token": {
    fields: ["aud", "key"],
    run: async ({ fort, maria }, half) => {
      const workspace = half === "foreign" ? "other" : "ghost";
      const tokens = [
        await fort.agentToken({ workspace }),
        await fort.token("agent", { sub: "ann", name: "Ann", permissions: [] }, { keyOf: workspace }),
      ];
      const answers = tokens.map(async (token) => [
        await helloAt(fort, `/parties/main/${maria.id}`, token),
        await helloAt(fort, "/parties/workspace/demo", token),
        await transcriptAt(fort, maria.id, token),
      ]);
      return JSON.stringify(await Promise.all(answers));
    },
  },
  "kid of a token": {
    fields: ["kid"],
    run: async ({ fort, maria }, half) => {
      // The key in force belongs to key id 1: another name for it is no other key.
      const good = await fort.agentToken();
      const [, body = "", signature = ""] = good.split(".");
      const kid = half === "foreign" ? "2" : "no-such-key";
      const header = Buffer.from(JSON.stringify({ alg: "HS256", kid, typ: "baton-agent+jwt" }));
      const token = [header.toString("base64url"), body, signature].join(".");
      return helloAt(fort, `/parties/main/${maria.id}`, token);
    },
  },
  "log of a cursor": {
    fields: ["up.hello.cursor.log"],
    run: async ({ fort, maria, paul, stateOf }, half) => {
      const log = half === "foreign" ? stateOf(paul.id).margin.logId : "no-such-log";
      return helloAt(fort, `/parties/main/${maria.id}`, maria.token, { cursor: { log, public: 1 } });
    },
  },
  "a file of another conversation, and one of somebody else's in one's own": {
    fields: ["up.send_message.attachments.*.id", "path"],
    run: async ({ fort, maria, paul, ann }, half) => {
      const upload = async (id: string, token: string) => {
        const init = { method: "POST", headers: { Authorization: `Bearer ${token}` }, body: "a canary" };
        const { id: made } = await (await fort.fetch(`/parties/main/${id}/attachments`, init)).json();
        return String(made);
      };
      const theirs = [await upload(paul.id, paul.token), await upload(maria.id, maria.token)];
      const sent = { id: theirs[0], name: "", type: "", size: 0 };
      await paul.socket.say({ type: "send_message", clientId: "f-0", text: "", attachments: [sent] });
      const answers: string[] = [];
      for (const [index, made] of theirs.entries()) {
        const id = half === "foreign" ? made : "x".repeat(made.length);
        const frame = { type: "send_message", clientId: `f-${index}`, epoch: 2, text: "" };
        answers.push(...(await ann.say({ ...frame, attachments: [{ id, name: "", type: "", size: 0 }] })));
        const path = `/parties/main/${maria.id}/attachments/${id}`;
        const init = { headers: { Authorization: `Bearer ${maria.token}` } };
        answers.push((await answerOf(await fort.fetch(path, init))).bytes);
      }
      return JSON.stringify(answers);
    },
  },
  "ticketId of another conversation": {
    fields: ["up.update_ticket.ticketId"],
    run: async ({ ann, paul, stateOf }, half) => {
      const ticketId = half === "foreign" ? (stateOf(paul.id).state.ticket?.id ?? "") : "no-such-ticket";
      if (ticketId === "") throw new Error("Paul has no ticket");
      const frame = { type: "update_ticket", clientId: "u-1", ticketId, status: "waiting_on_customer" };
      return JSON.stringify(await ann.say(frame));
    },
  },
  "leaseId of another conversation that one monitors oneself": {
    fields: ["renew_monitor", "stop_monitor", "prepare_take_over", "join"].map(
      (type) => `up.${type}.leaseId`,
    ),
    run: async (site, half) => {
      const { sue, foreignLease } = await supervised(site);
      const leaseId = half === "foreign" ? foreignLease : "no-such-lease";
      const types = ["renew_monitor", "stop_monitor", "prepare_take_over", "join"];
      const answers: string[] = [];
      for (const type of types) answers.push(...(await sue.say({ type, clientId: `s-${type}`, leaseId })));
      return JSON.stringify(answers);
    },
  },
  "a confirmation for another conversation, or from its lease": {
    fields: ["claims.confirmation.conversationId", "claims.confirmation.leaseId"],
    run: async (site, half) => {
      const { fort, maria, paul, stateOf } = site;
      const { sue, lease, foreignLease } = await supervised(site);
      const [conversationId, leaseId] =
        half === "foreign" ? [paul.id, foreignLease] : [await fort.neverBegun(), "no-such-lease"];
      const { epoch } = stateOf(maria.id).state;
      const expiresAt = fort.clock.now() + 60_000;
      const answers: string[] = [];
      for (const wrong of [{ conversationId }, { leaseId }]) {
        const claims = { sub: "sue", conversationId: maria.id, leaseId: lease, epoch, expiresAt, ...wrong };
        const confirmation = await fort.token("confirmation", claims);
        const clientId = `c-${answers.length}`;
        answers.push(...(await sue.say({ type: "confirm_take_over", clientId, confirmation })));
      }
      return JSON.stringify(answers);
    },
  },
  "offerId of another conversation that is offered to oneself": {
    fields: ["accept_transfer", "reject_transfer", "cancel_transfer"].map((type) => `up.${type}.offerId`),
    run: async (site, half) => {
      const { ann, foreignOffer } = await supervised(site);
      const offerId = half === "foreign" ? foreignOffer : "no-such-offer";
      const answers: string[] = [];
      for (const type of ["accept_transfer", "reject_transfer", "cancel_transfer"])
        answers.push(...(await ann.say({ type, clientId: `o-${type}`, offerId })));
      return JSON.stringify(answers);
    },
  },
  "escalationId and taskId of another conversation": {
    fields: ["up.resolve_escalation.escalationId", "up.complete_task.taskId"],
    run: async ({ fort, maria, paul, stateOf }, half) => {
      const there = await fort.agent(paul.id, { sub: "ada", permissions: ALL_PERMISSIONS });
      const here = await fort.agent(maria.id, { sub: "ada", permissions: ALL_PERMISSIONS });
      for (const socket of [there, here])
        await socket.say({ type: "escalate", clientId: "e-1", teamId: "care", reason: "Call back" });
      const [open] = stateOf(paul.id).state.escalations;
      if (!open) throw new Error("nothing to guess");
      const foreign = half === "foreign";
      const escalationId = foreign ? open.id : "no-such-escalation";
      const taskId = foreign ? open.taskId : "no-such-task";
      const command = {
        type: "resolve_escalation",
        clientId: "e-2",
        escalationId,
        count: 1,
        reason: "handled",
      };
      const resolved = await here.say(command);
      const completed = await here.say({ type: "complete_task", clientId: "e-3", taskId, reason: "done" });
      return JSON.stringify([resolved, completed]);
    },
  },
  "replyId of a reply that is held elsewhere": {
    fields: ["send_now", "edit_and_send", "cancel_reply"].map((type) => `up.${type}.replyId`),
    run: async (_site, half) => {
      const fort = new Fort({ responder: SPEAKS, config: { ...UNLIMITED, cadence: { on: true } } });
      const [maria, paul] = [await fort.customer(), await fort.customer()];
      for (const { socket } of [maria, paul])
        await socket.say({ type: "send_message", clientId: "m-1", text: "Where is it?" });
      await fort.clock.pass(3_000);
      const heldAt = (id: string) => fort.conversation(id).room.conversation.journal.state.held?.replyId;
      if (!heldAt(maria.id) || !heldAt(paul.id)) throw new Error("nothing to guess");
      const replyId = half === "foreign" ? heldAt(paul.id) : "no-such-reply";
      const ada = await fort.agent(maria.id, { sub: "ada", permissions: ALL_PERMISSIONS });
      const answers: string[] = [];
      for (const type of ["send_now", "edit_and_send", "cancel_reply"])
        answers.push(...(await ada.say({ type, clientId: `r-${type}`, replyId, text: "So." })));
      return JSON.stringify(answers);
    },
  },
  "entryId of an answer in another conversation": {
    fields: ["up.rate_answer.entryId"],
    run: async (_site, half) => {
      const fort = new Fort({ responder: SPEAKS, config: UNLIMITED });
      const [maria, paul] = [await fort.customer(), await fort.customer()];
      for (const { socket } of [maria, paul])
        await socket.say({ type: "send_message", clientId: "m-1", text: "Where is it?" });
      await fort.clock.pass(3_000);
      const answerAt = (id: string) =>
        fort.conversation(id).room.conversation.journal.state.answered[0]?.entryId;
      if (!answerAt(maria.id) || !answerAt(paul.id)) throw new Error("nothing to guess");
      const entryId = half === "foreign" ? answerAt(paul.id) : "no-such-answer";
      const said = await maria.socket.say({ type: "rate_answer", clientId: "r-1", entryId, thumb: "down" });
      return JSON.stringify(said);
    },
  },
  "agentId of another workspace's agent": {
    fields: ["up.assign.to.agentId", "up.offer_transfer.to.agentId"],
    run: async (site, half) => {
      const { fort, maria, ann, stateOf } = site;
      await fort.atDesk("olaf", "other");
      const fresh = await fort.customer();
      await fresh.socket.say({ type: "send_message", clientId: "m-1", text: "Hello" });
      const admin = await fort.agent(fresh.id, { sub: "ada", permissions: ALL_PERMISSIONS });
      const agentId = half === "foreign" ? "olaf" : "nobody";
      const { epoch } = stateOf(maria.id).state;
      return JSON.stringify([
        await ann.say({ type: "offer_transfer", clientId: "o-1", epoch, to: { agentId } }),
        await admin.say({ type: "assign", clientId: "a-1", epoch: 1, to: { agentId }, override: true }),
      ]);
    },
  },
  "a client id that somebody else has used, here and elsewhere": {
    fields: ["up.*.clientId"],
    run: async ({ maria, ann, paul }, half) => {
      // Used by Ann in this conversation and by Paul in his; or by nobody.
      const used = { type: "typing", on: false };
      if (half === "foreign") {
        await ann.say({ type: "mark_read", clientId: "shared", seq: 0 });
        await paul.socket.say({ type: "mark_read", clientId: "shared", seq: 0 });
      }
      await ann.say(used);
      return JSON.stringify(await maria.socket.say({ type: "rate", clientId: "shared", score: 5 }));
    },
  },
  "a session key of another workspace": {
    fields: ["session.key"],
    run: async ({ fort, olga }, half) => {
      const key = half === "foreign" ? olga.key : "n".repeat(43);
      const { status, text } = await fort.session("demo", { key, start: false });
      return `${status} ${text}`;
    },
  },
  "an identity of another workspace": {
    fields: ["session.identity"],
    run: async ({ fort }, half) => {
      const workspace = half === "foreign" ? "other" : "ghost";
      const identity = await fort.token("identity", { sub: "4711", name: "Olga" }, { workspace });
      const { status, text } = await fort.session("demo", { identity });
      return `${status} ${text}`;
    },
  },
};

describe("ids that are somebody else's", () => {
  test.each(Object.entries(PROBES))("[A1] %s: as one that does not exist", async (_, { run }) => {
    const [foreign, missing] = [await run(await site(), "foreign"), await run(await site(), "missing")];
    expect(foreign).toBe(missing);
    expect(foreign.length).toBeGreaterThanOrEqual(8);
  });

  test("[A1] a probe would notice: the rightful owner is answered otherwise", async () => {
    const { fort, maria, paul } = await site();
    const path = `/parties/main/${maria.id}`;
    expect(await helloAt(fort, path, maria.token)).toContain("A canary of mine");
    expect(await helloAt(fort, path, paul.token)).not.toContain("canary");
    expect(await transcriptAt(fort, maria.id, maria.token)).toContain("A canary of mine");
    const { answer } = await fort.session("other", { key: "1".padEnd(43, "k"), start: false });
    expect(answer).toBeNull();
  });

  test("[A1] every field that is an id has a probe", () => {
    const probed = new Set(Object.values(PROBES).flatMap(({ fields }) => fields));
    const ids = Object.entries(FIELDS).flatMap(([path, kind]) => (kind === "id" ? [path] : []));
    expect(ids.filter((path) => !probed.has(path))).toEqual([]);
  });
});
