import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../harness/random.ts";
import type { Script } from "../harness/sse-server.ts";

const WORDS = "Yes, of course: we deliver within three days, and returns are free for a month. ".repeat(6);
const SUMMARY = JSON.stringify({
  subject: "Delivery and returns",
  summary: "Asks about delivery and returns.",
});

/** A model that writes at any pace, some answers for seconds, so that a crash finds it in mid-sentence. */
export function talkative(random: Random): Script {
  return async (reply, { body }) => {
    if (!isStreamed(body)) {
      return reply.json({
        choices: [{ message: { role: "assistant", content: SUMMARY }, finish_reason: "stop" }],
      });
    }
    const everyMs = random.between(5, 80);
    const words = WORDS.split(" ").slice(0, random.between(3, 60));
    for (const word of words) {
      if (reply.gone) return;
      reply.text(`${word} `);
      await delay(everyMs);
    }
    reply.finish();
  };
}

function isStreamed(body: unknown): boolean {
  return typeof body === "object" && body !== null && "stream" in body && body.stream === true;
}
