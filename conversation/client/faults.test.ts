import fc from "fast-check";
import { expect, test } from "vitest";
import { timelineOf } from "../core/view/timeline.ts";
import { createConversationClient } from "./conversation-client.ts";
import { type FakeSocket, fakePorts } from "./testing/fake-ports.ts";
import { customerState, FakeRoom } from "./testing/fake-room.ts";
import { settle } from "./testing/manual-clock.ts";

/** Whatever the network does: nothing is lost, nothing doubled, nothing out of order, and no gap is ever shown. */

type Step =
  | { do: "send" | "hear" | "cut" | "silence" | "reject" }
  /** The next frames that the room sends are lost, though the socket stays. */
  | { do: "lose"; frames: number }
  | { do: "wait"; ms: number };

const steps = fc.array(
  fc.oneof(
    fc.constantFrom<Step>({ do: "send" }, { do: "hear" }, { do: "cut" }, { do: "silence" }, { do: "reject" }),
    fc.record({ do: fc.constant("lose" as const), frames: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ do: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 20_000 }) }),
  ),
  { maxLength: 30 },
);

test("[I1] [I3] [I4] after any faults and a heal, the client shows the ledger: each message once, in order", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      const fake = fakePorts();
      const room = new FakeRoom(customerState());
      let deaf = false;
      let lost = 0;
      fake.onSocket = (socket) => {
        const say = socket.say.bind(socket);
        socket.say = (frame) => {
          if (lost > 0) lost -= 1;
          else say(frame);
        };
        queueMicrotask(() => socket.open());
      };
      fake.onSend = (socket, frame) => {
        if (!deaf) queueMicrotask(() => room.receive(socket, frame));
      };
      const client = createConversationClient({
        ports: fake.ports,
        authorize: async () => ({ url: "wss://chat.example.com", token: "t", expiresAt: null }),
        fateOf: () => "keep",
      });
      client.on("change", () => {
        const seqs = timelineOf(client.held()).flatMap(({ seq }) => seq ?? []);
        // Dense from wherever it begins: no gap is shown, not for a moment.
        expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
      });
      const cut = (socket: FakeSocket) => {
        room.listening.delete(socket);
        socket.break();
      };
      client.connection.start();
      await settle();

      const written: string[] = [];
      for (const step of plan) {
        if (step.do === "send") {
          const text = `mine ${written.length}`;
          written.push(text);
          void client.write({ type: "send_message", text });
        }
        if (step.do === "hear") room.speak(`theirs ${room.publicEntries.length}`);
        if (step.do === "cut") cut(fake.socket);
        if (step.do === "silence") deaf = !deaf;
        if (step.do === "reject") room.refusals.push(["rate_limited", { retryAfterMs: 700 }]);
        if (step.do === "lose") lost = step.frames;
        await fake.clock.advance(step.do === "wait" ? step.ms : 1);
      }

      deaf = false;
      lost = 0;
      cut(fake.socket);
      await fake.clock.advance(120_000);
      while (client.held().public.from > 0) await client.loadEarlier();
      const timeline = timelineOf(client.held());
      expect(timeline.map(({ id }) => id)).toEqual(room.publicEntries.map(({ id }) => id));
      expect([...room.commits.values()].every((times) => times === 1)).toBe(true);
      const mine = timeline.flatMap((entry) =>
        "author" in entry && entry.author.id === "kim" ? entry.text : [],
      );
      expect(mine).toEqual(written);
      client.close();
      expect(fake.clock.running).toBe(0);
    }),
    { numRuns: 150 },
  );
});
