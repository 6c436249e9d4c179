import { afterEach, beforeEach } from "vitest";
import { type SseServer, startSseServer } from "../../../test/harness/sse-server.ts";
import { ARTICLES } from "../articles/articles.fixture.ts";
import type { AnswerRequest, Piece, Responder, Turn } from "../responder.ts";
import type { HandTime } from "./hand-time.fixture.ts";
import type { Limits } from "./limits.ts";
import { createOpenAiResponder } from "./responder.ts";

export const customer = (text: string): Turn => ({ role: "customer", name: "Kim", text, interrupted: false });

export const request = (text = "Where is my parcel?"): AnswerRequest => ({
  turns: [customer(text)],
  locale: "en",
  resumed: false,
});

export const textOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (piece.kind === "text" ? piece.text : "")).join("");

export type Bench = {
  /** A server of its own for each test. */
  server: SseServer;
  responder(limits?: Partial<Limits>): Responder;
  ask(limits?: Partial<Limits>, signal?: AbortSignal): AsyncIterable<Piece>;
  /** Asks with time that the test lets pass. */
  askIn(time: HandTime, limits: Partial<Limits>): AsyncIterable<Piece>;
};

/** A model endpoint before each test of a file, and a responder that asks it, its pauses short. */
export function useBench(): Bench {
  let server: SseServer | undefined;
  const running = () => {
    if (server === undefined) throw new Error("There is a server in tests only.");
    return server;
  };
  beforeEach(async () => {
    server = await startSseServer();
  });
  afterEach(() => running().close());

  const responder = (limits: Partial<Limits> = {}, time: Partial<Pick<HandTime, "after">> = {}) =>
    createOpenAiResponder({
      url: running().url,
      key: "k-123",
      model: "m-1",
      articles: ARTICLES,
      fetch,
      limits: { backoffMs: 1, ...limits },
      ...time,
    });
  return {
    get server() {
      return running();
    },
    responder,
    ask: (limits = {}, signal = new AbortController().signal) => responder(limits).answer(request(), signal),
    askIn: ({ after }, limits) =>
      responder(limits, { after }).answer(request(), new AbortController().signal),
  };
}
