import { describe, expect, test } from "vitest";
import type { UpFrame } from "../../conversation/protocol/up.ts";
import { RoomBench } from "./testing/room-bench.ts";

const hello = { type: "send_message", clientId: "m-1", text: "Hello" } as const;
const release = (epoch: number) => ({ type: "allow_ai_replies", clientId: `al-${epoch}`, epoch }) as const;

/** What was accepted is answered alike for ever, be it that it changed nothing. */
describe("[I3] a retry of what changed nothing", () => {
  test("[I3, H7] the owner's second takeover, repeated after the release, takes nothing over", async () => {
    const bench = await RoomBench.open();
    await bench.customer();
    const ann = await bench.agent("ann");
    await ann.send({ type: "take_over", clientId: "t-1" });
    const second = { type: "take_over", clientId: "t-2" } as const;
    await ann.send(second);
    const answer = ann.last("ack");
    expect(answer.result).toMatchObject({ cycle: 1, ticketId: expect.any(String) });
    await ann.send(release(ann.state.epoch));
    await ann.send(second);
    expect(ann.last("ack")).toEqual(answer);
    expect(ann.state).toMatchObject({ state: "ai_active", cycle: 1 });
    bench.crash();
    const back = await bench.agent("ann");
    await back.send(second);
    expect(back.last("ack")).toEqual(answer);
    expect(back.state).toMatchObject({ state: "ai_active", cycle: 1 });
  });

  test("[I3, H18] a wish for a person, repeated after that person has gone, queues nobody", async () => {
    const bench = await RoomBench.open();
    const [maria, ann] = [await bench.customer(), await bench.agent("ann")];
    await ann.send({ type: "take_over", clientId: "t-1" });
    const wish = { type: "request_human", clientId: "q-1" } as const;
    await maria.send(wish);
    await ann.send(release(ann.state.epoch));
    await maria.send(wish);
    expect(maria.last("ack").clientId).toBe("q-1");
    expect(maria.state).toMatchObject({ state: "ai_active" });
  });

  test.each<[string, UpFrame & { clientId: string }, UpFrame]>([
    ["mark_read", { type: "mark_read", clientId: "x", seq: 0 }, { type: "mark_read", clientId: "x", seq: 1 }],
    ["take_over", { type: "take_over", clientId: "x" }, { type: "add_note", clientId: "x", text: "other" }],
  ])("[I3] %s: the same id with another body is refused", async (_, command, other) => {
    const bench = await RoomBench.open();
    const [maria, ann] = [await bench.customer(), await bench.agent("ann")];
    await maria.send(hello);
    await ann.send({ type: "take_over", clientId: "t-1" });
    const records = bench.room.conversation.journal.state.seqs.log;
    await ann.send(command);
    expect(ann.last("ack").clientId).toBe("x");
    expect(bench.room.conversation.journal.state.seqs.log).toBe(records);
    bench.crash();
    const back = await bench.agent("ann");
    await back.send(other);
    expect(back.last("reject")).toMatchObject({ clientId: "x", error: { code: "duplicate_id" } });
  });

  test("[A8] what is remembered cannot be made to grow at will: a customer's read marks have a rate", async () => {
    const bench = await RoomBench.open();
    const maria = await bench.customer();
    for (let count = 0; count < 12; count += 1) {
      await maria.send({ type: "mark_read", clientId: `r-${count}`, seq: 0 });
    }
    expect(maria.last("reject").error.code).toBe("rate_limited");
    await maria.send(hello);
    expect(maria.last("ack").clientId).toBe("m-1");
  });
});

test("[N1] the same rating again is no new event; another one is", async () => {
  const bench = await RoomBench.open();
  const [maria, ann] = [await bench.customer(), await bench.agent("ann")];
  const rate = (clientId: string, score: number, comment?: string) =>
    maria.send({ type: "rate", clientId, score, ...(comment === undefined ? {} : { comment }) });
  await rate("ra-1", 4);
  await rate("ra-2", 4, "");
  await rate("ra-3", 4, "quick");
  await rate("ra-4", 4, "quick");
  await rate("ra-5", 4);
  expect(maria.last("ack").clientId).toBe("ra-5");
  const rated = ann.frames.flatMap((frame) =>
    frame.type === "commit" ? (frame.internal?.entries ?? []) : [],
  );
  expect(rated).toMatchObject([
    { code: "rated", params: { score: 4, comment: "" } },
    { code: "rated", params: { score: 4, comment: "quick" } },
    { code: "rated", params: { score: 4, comment: "" } },
  ]);
});

describe("[I3] a customer who is elsewhere by now", () => {
  const later = { conversationId: "demo:later" };

  test("[I1, I3] may still learn what became of a message, and adds nothing to what has ended", async () => {
    const bench = await RoomBench.open();
    const [maria, ada] = [
      await bench.customer(),
      await bench.agent("ada", ["conversation.read", "conversation.force_end"]),
    ];
    await maria.send(hello);
    const answer = maria.last("ack");
    await ada.send({ type: "force_end", clientId: "f-1" });
    bench.crash();
    const back = await bench.customer(await bench.customerToken(later));
    await back.send(hello, { ...hello, clientId: "m-2" });
    expect(back.last("ack")).toEqual(answer);
    expect(back.last("reject")).toMatchObject({ clientId: "m-2", error: { code: "conversation_ended" } });
  });

  test("[A1] a token of another conversation starts none, and somebody else's is told of none", async () => {
    const bench = await RoomBench.open();
    const early = await bench.customer(await bench.customerToken(later));
    expect(early.last("refused").error.code).toBe("not_found");
    expect(bench.machine.disk.size).toBe(0);
    await bench.customer();
    const foreign = await bench.customer(await bench.customerToken({ ...later, sub: "v_paul" }));
    expect(foreign.connection.received).toEqual(early.connection.received);
    expect(foreign.connection.closedWith).toEqual(early.connection.closedWith);
  });

  test("[A3] and only from a page that may carry the widget", async () => {
    const bench = await RoomBench.open();
    await bench.customer();
    const { journal } = bench.room.conversation;
    journal.setMargin({ config: { ...journal.margin.config, origins: ["https://shop.example"] } });
    const from = async (origin: string, sub = "v_maria") => {
      const client = bench.connect(origin);
      const token = await bench.customerToken({ ...later, sub });
      await client.send({ type: "hello", protocol: 1, token });
      return client.frames[0];
    };
    expect(await from("https://evil.example")).toMatchObject({
      type: "refused",
      error: { code: "forbidden" },
    });
    // Whether there is a conversation is not told to a stranger, wherever they come from.
    expect(await from("https://evil.example", "v_paul")).toMatchObject({ error: { code: "not_found" } });
    expect(await from("https://shop.example")).toMatchObject({ type: "welcome" });
  });
});
