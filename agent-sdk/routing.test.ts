import { beforeEach, describe, expect, test } from "vitest";
import { ANN, agentState, headState, system } from "../conversation/client/testing/fake-room.ts";
import { settle } from "../conversation/client/testing/manual-clock.ts";
import { wireError } from "../conversation/protocol/errors.ts";
import type { AgentState, TransferOffer, TransferOutcome } from "../conversation/protocol/views.ts";
import type { Conversation } from "./conversation.ts";
import { Opened } from "./testing/opened.ts";

const BEN = { id: "ben", name: "Ben" };
const AT = "2026-11-20T14:03:00.000Z";
const offer = (offerId: string, to: TransferOffer["to"] = { agent: BEN }): TransferOffer => ({
  ...{ offerId, from: ANN, to, note: "", expiresAt: AT },
});
const anns = (rest: Partial<AgentState> = {}) =>
  agentState({ state: "agent_active", owner: ANN, ownedSince: AT, epoch: 2, cycle: 1, ...rest });

let opened: Opened;
let conversation: Conversation;

function open(state: ConstructorParameters<typeof Opened>[0]): Promise<void> {
  opened = new Opened(state);
  conversation = opened.conversation;
  return conversation.ready;
}

beforeEach(() => open(anns()));

describe("[S2] assigning", () => {
  test("goes to an agent or a team, with the epoch that was seen", async () => {
    opened.answer("assign", { exceededBy: 2 });
    await expect(conversation.assign({ agentId: "ben", override: true })).resolves.toEqual({ exceededBy: 2 });
    opened.answer("assign", { exceededBy: 0 });
    await expect(conversation.assign({ teamId: "billing" })).resolves.toEqual({ exceededBy: 0 });
    const [toBen, toTeam] = opened.sent("assign");
    expect(toBen).toMatchObject({ epoch: 2, to: { agentId: "ben" }, override: true });
    expect(toTeam).toMatchObject({ epoch: 2, to: { teamId: "billing" } });
  });

  test("an agent who is full is refused with how full they are", async () => {
    opened.refuse("assign", "over_capacity", { exceededBy: 1 });
    await expect(conversation.assign({ agentId: "ben" })).rejects.toMatchObject({
      code: "over_capacity",
      details: { exceededBy: 1 },
    });
  });

  test("[H10] what is written behind an assignment to oneself carries the epoch that it brought", async () => {
    await open(agentState());
    opened.answer("assign", { exceededBy: 0 }, anns());
    await Promise.all([conversation.assign({ agentId: "ann" }), conversation.send("Hi!")]);
    expect(opened.sent("send_message")).toMatchObject([{ epoch: 2 }]);
  });
});

describe("whom it goes to is one agent or one team", () => {
  const wrong = ["{}", '{"agentId":"ben","teamId":"billing"}', '{"agentId":""}', '{"teamId":7}'];

  // As from a caller without types.
  test.each(wrong)("%s is invalid, and nothing is sent", async (to) => {
    const error = { name: "BatonError", code: "invalid", details: { path: "to" } };
    await expect(conversation.assign(JSON.parse(to))).rejects.toMatchObject(error);
    await expect(conversation.offerTransfer(JSON.parse(to))).rejects.toMatchObject(error);
    await settle();
    expect([...opened.sent("assign"), ...opened.sent("offer_transfer")]).toEqual([]);
  });
});

describe("[S3] offering a transfer", () => {
  let outcome: string | undefined;

  async function offered(offerId = "o1") {
    opened.answer("offer_transfer", { offerId, expiresAt: AT }, anns({ transferOffer: offer(offerId) }));
    const made = await conversation.offerTransfer({ agentId: "ben", note: "Knows the invoice." });
    outcome = undefined;
    made.outcome.then(
      (known) => {
        outcome = known;
      },
      (error) => {
        outcome = error.code;
      },
    );
    await settle();
    return made;
  }
  const over = (known: TransferOutcome["outcome"], rest: Partial<AgentState> = {}) =>
    anns({ transfers: [{ offerId: "o1", outcome: known }], ...rest });

  test("resolves once the offer stands; its outcome is open", async () => {
    expect(await offered()).toMatchObject({ offerId: "o1" });
    expect(opened.sent("offer_transfer")).toMatchObject([
      { epoch: 2, to: { agentId: "ben" }, note: "Knows the invoice." },
    ]);
    opened.room.commit({ internal: [system(1, 0, "transfer_offered")] });
    await settle();
    expect(outcome).toBeUndefined();
  });

  test.each(["rejected", "timed_out", "rescinded"] as const)("is told that it was %s", async (known) => {
    await offered();
    opened.room.commit({ state: over(known) });
    await settle();
    expect(outcome).toBe(known);
  });

  test("[S4] is told that it was accepted, as a consultant by then", async () => {
    await offered();
    opened.room.commit({ state: over("accepted", { owner: BEN, epoch: 3, consultants: [ANN] }) });
    await settle();
    expect(outcome).toBe("accepted");
  });

  test.each(["rejected", "accepted"] as const)("learns after an outage that it was %s", async (known) => {
    await offered();
    opened.lose();
    await settle();
    expect(outcome).toBeUndefined();
    opened.room.state = over(known);
    await opened.fake.clock.advance(1_000);
    expect(outcome).toBe(known);
  });

  test("[I14] one that is neither current nor among the last outcomes is no more", async () => {
    await offered();
    opened.lose();
    opened.room.state = anns({ transferOffer: offer("o20") });
    await opened.fake.clock.advance(1_000);
    expect(outcome).toBe("rescinded");
  });

  test("[I14] each of several has its own outcome", async () => {
    const first = await offered("o1");
    opened.answer(
      "offer_transfer",
      { offerId: "o2", expiresAt: AT },
      over("rescinded", { transferOffer: offer("o2") }),
    );
    const second = await conversation.offerTransfer({ teamId: "billing" });
    const transfers: TransferOutcome[] = [
      { offerId: "o1", outcome: "rescinded" },
      { offerId: "o2", outcome: "timed_out" },
    ];
    opened.room.commit({ state: anns({ transfers }) });
    await expect(first.outcome).resolves.toBe("rescinded");
    await expect(second.outcome).resolves.toBe("timed_out");
  });

  test("is known at once where the answer comes after the end", async () => {
    opened.answer("offer_transfer", { offerId: "o1", expiresAt: AT }, over("rejected"));
    const made = await conversation.offerTransfer({ teamId: "billing" });
    await expect(made.outcome).resolves.toBe("rejected");
  });

  test("is not taken for gone while the state that holds it is still being fetched", async () => {
    // The frame that told of the offer is lost, which shows by the one after it; the welcome is slow.
    const [offering, updated] = [system(1, 0, "transfer_offered"), system(2, 0, "ticket_updated")];
    opened.answer("hello", {});
    opened.answer("offer_transfer", { offerId: "o1", expiresAt: AT });
    const made = conversation.offerTransfer({ agentId: "ben" });
    opened.fake.socket.say({ type: "commit", internal: { from: 1, entries: [updated] } });
    const { outcome: asked } = await made;
    let known: string | undefined;
    void asked.then((told) => {
      known = told;
    });
    await settle();
    expect(known).toBeUndefined();
    opened.room.internalEntries.push(offering, updated);
    opened.room.state = anns({ transferOffer: offer("o1") });
    opened.fake.socket.say(opened.room.welcome());
    await settle();
    expect(known).toBeUndefined();
    opened.room.listening.add(opened.fake.socket);
    opened.room.commit({ state: over("timed_out") });
    await expect(asked).resolves.toBe("timed_out");
  });

  test("of another agent's conversation, whose offers are not shown, only the end tells", async () => {
    const bens = { state: "agent_active", owner: BEN, epoch: 2 } as const;
    await open(headState(bens));
    opened.answer("offer_transfer", { offerId: "o1", expiresAt: AT });
    const made = await conversation.offerTransfer({ teamId: "billing" });
    outcome = undefined;
    void made.outcome.then((known) => {
      outcome = known;
    });
    opened.room.commit({ state: headState({ ...bens, can: ["cancelTransfer"] }) });
    await settle();
    expect(outcome).toBeUndefined();
    await conversation.cancelTransfer();
    expect(opened.sent("cancel_transfer")).toMatchObject([{ offerId: "o1" }]);
    opened.room.commit({
      state: headState({ ...bens, transfers: [{ offerId: "o1", outcome: "rescinded" }] }),
    });
    await settle();
    expect(outcome).toBe("rescinded");
  });

  test("rejects when the client is closed, or the server refuses", async () => {
    await offered();
    conversation.close();
    await settle();
    expect(outcome).toBe("unavailable");

    await open(anns());
    await offered();
    opened.fake.socket.say({ type: "refused", error: wireError("forbidden") });
    await settle();
    expect(outcome).toBe("forbidden");
  });
});

describe("[S3] answering a transfer", () => {
  let told: string[];
  const toMe = offer("o1", { agent: ANN });
  const asked = (rest: Partial<TransferOffer> = {}) =>
    headState({
      ...{ state: "agent_active", owner: BEN, epoch: 2, transferOffer: { ...toMe, from: BEN, ...rest } },
      can: ["viewTicket", "acceptTransfer", "rejectTransfer"],
    });

  beforeEach(async () => {
    await open(headState({ state: "agent_active", owner: BEN, epoch: 2 }));
    told = [];
    conversation.on("transfer_offered", ({ offer: { offerId, note } }) => told.push(`${offerId} ${note}`));
  });

  test("who is asked is told once, with the note", () => {
    opened.room.commit({ state: asked({ note: "Knows the invoice." }) });
    opened.room.commit({ state: asked({ note: "Knows the invoice." }) });
    expect(told).toEqual(["o1 Knows the invoice."]);
    opened.room.commit({ state: asked({ offerId: "o2", to: { teamId: "billing" } }) });
    expect(told).toEqual(["o1 Knows the invoice.", "o2 "]);
  });

  test("who opens the conversation later is told too; who may not accept it is not", async () => {
    opened.room.state = asked();
    const other = opened.again();
    other.on("transfer_offered", ({ offer: { offerId } }) => told.push(offerId));
    await other.ready;
    expect(told).toEqual(["o1"]);
    opened.room.commit({ state: anns({ transferOffer: offer("o3"), can: ["cancelTransfer"] }) });
    expect(told).toEqual(["o1"]);
  });

  test("accepted, it is mine, and what is written behind it is not stale", async () => {
    opened.room.commit({ state: asked() });
    opened.answer("accept_transfer", { ticketId: "t1", cycle: 1 }, anns({ epoch: 3, consultants: [BEN] }));
    await Promise.all([conversation.acceptTransfer("o1"), conversation.send("Hi, this is Ann.")]);
    expect(opened.sent("accept_transfer")).toMatchObject([{ offerId: "o1" }]);
    expect(opened.sent("send_message")).toMatchObject([{ epoch: 3 }]);
  });

  test("too late, it is gone", async () => {
    opened.refuse("accept_transfer", "offer_gone");
    await expect(conversation.acceptTransfer("o1")).rejects.toMatchObject({ code: "offer_gone" });
  });

  test("rejected, with or without a reason", async () => {
    await conversation.rejectTransfer("o1");
    await conversation.rejectTransfer("o2", "At lunch.");
    const [without, reasoned] = opened.sent("reject_transfer");
    expect(without).not.toHaveProperty("reason");
    expect(reasoned).toMatchObject({ offerId: "o2", reason: "At lunch." });
  });
});

describe("the other steps", () => {
  test("[S3] the offer that stands is taken back; none is gone already", async () => {
    await expect(conversation.cancelTransfer()).rejects.toMatchObject({ code: "offer_gone" });
    opened.room.commit({ state: anns({ transferOffer: offer("o7") }) });
    await conversation.cancelTransfer();
    expect(opened.sent("cancel_transfer")).toMatchObject([{ offerId: "o7" }]);
  });

  test("[S4] a consultant leaves", async () => {
    await conversation.leaveConsult();
    expect(opened.sent("leave_consult")).toHaveLength(1);
  });

  test("[S6] a wrap-up is completed, with or without words", async () => {
    await conversation.completeWrapUp();
    await conversation.completeWrapUp({ disposition: "refunded", note: "Credit note follows." });
    const [bare, full] = opened.sent("complete_wrap_up");
    expect(Object.keys(bare ?? {}).sort()).toEqual(["clientId", "type"]);
    expect(full).toMatchObject({ disposition: "refunded", note: "Credit note follows." });
  });
});
