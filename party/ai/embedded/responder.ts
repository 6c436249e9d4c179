import type { Article } from "../articles/article.ts";
import { createLibrary } from "../articles/library.ts";
import type { AnswerRequest, Piece, Responder } from "../responder.ts";
import { type Reply, replyTo } from "./reply.ts";
import { sentiment } from "./sentiment.ts";
import { summarise } from "./summarise.ts";
import { wordPieces } from "./word-pieces.ts";

export type EmbeddedOptions = {
  articles: readonly Article[];
  /** Resolves once others have had their turn; called every few pieces. Default: a timer of 0 ms. */
  giveWay?: () => Promise<void>;
};

const PIECES_PER_TURN = 4;

/** Answers from articles, in their words: no network, no key, the same answer to the same question. */
export function createEmbeddedResponder({ articles, giveWay = nextTask }: EmbeddedOptions): Responder {
  const library = createLibrary(articles);

  async function* answer(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<Piece, void> {
    let count = 0;
    for (const piece of piecesOf(replyTo(request, library))) {
      if (count % PIECES_PER_TURN === 0) await giveWay();
      if (signal.aborted) return;
      count += 1;
      yield piece;
    }
  }

  return {
    answer,
    summarise: async (turns, locale) => summarise(turns, locale),
    sentiment,
  };
}

function piecesOf(reply: Reply): Piece[] {
  switch (reply.kind) {
    case "hand_off":
      return [reply];
    case "offer":
      return [...textPieces(reply.text), { kind: "offer_person" }];
    case "answer":
      return [
        ...textPieces(reply.text),
        ...(reply.sources.length === 0 ? [] : [{ kind: "sources" as const, sources: reply.sources }]),
        ...(reply.suggestions?.length
          ? [{ kind: "suggestions" as const, suggestions: reply.suggestions }]
          : []),
      ];
  }
}

function textPieces(text: string): Piece[] {
  return wordPieces(text).map((word) => ({ kind: "text", text: word }));
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
