import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../harness/random.ts";
import { completes, type Script, startSseServer } from "../harness/sse-server.ts";

/** How an answer of the model goes. All but the first are failures. */
export const GOES = ["well", "status 500", "cut in the middle", "silence"] as const;
type Way = (typeof GOES)[number];

/** A model endpoint that fails half of its requests, each in a way that is drawn; `went` counts them. */
export type BadModel = { url: string; went: Record<Way, number>; close(): Promise<void> };

const ANSWERS = [
  "We deliver within three to five working days, and you can follow your parcel online.",
  "You can return it within 30 days. Please use the label that came with it.",
  "I have looked into that: your order has left our warehouse.",
];
const WORD_MS = 20;

export async function startBadModel(random: Random): Promise<BadModel> {
  const server = await startSseServer();
  const went = { well: 0, "status 500": 0, "cut in the middle": 0, silence: 0 };
  server.otherwise((reply, request) => {
    const way = random.chance(0.5) ? "well" : random.pick(GOES.slice(1));
    went[way] += 1;
    const text = random.pick(ANSWERS);
    return streams(request.body) ? says(way, text)(reply, request) : summarises(way)(reply, request);
  });
  return { url: server.url, went, close: () => server.close() };
}

function says(way: Way, text: string): Script {
  return async (reply) => {
    if (way === "status 500") return reply.status(500);
    if (way === "silence") return;
    const words = text.match(/\s*\S+/gu) ?? [];
    for (const word of way === "well" ? words : words.slice(0, words.length / 2)) {
      reply.text(word);
      await delay(WORD_MS);
    }
    if (way === "well") reply.finish();
    else reply.reset();
  };
}

function summarises(way: Way): Script {
  if (way === "well") return completes(JSON.stringify({ subject: "An order", summary: "Where is it?" }));
  return (reply) => {
    if (way === "status 500") reply.status(500);
    if (way === "cut in the middle") reply.reset();
  };
}

function streams(body: unknown): boolean {
  return typeof body === "object" && body !== null && "stream" in body && body.stream === true;
}
