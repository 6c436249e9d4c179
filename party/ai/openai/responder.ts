import type { Article } from "../articles/article.ts";
import { createLibrary } from "../articles/library.ts";
import type { Search } from "../articles/search.ts";
import { sentiment } from "../embedded/sentiment.ts";
import { openQuestion } from "../open-question.ts";
import { type AnswerRequest, type Piece, type Responder, ResponderError, type Source } from "../responder.ts";
import type { Endpoint, Transport } from "./endpoint.ts";
import { HAND_OFF, HAND_OFF_TOOL, handOffReason } from "./hand-off-tool.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { OFFER_SUGGESTIONS, OFFER_SUGGESTIONS_TOOL, offeredSuggestions } from "./offer-suggestions-tool.ts";
import { answerMessages } from "./prompt.ts";
import { streamAnswer } from "./stream.ts";
import { summariseByModel } from "./summarise.ts";
import { ToolCalls } from "./tool-calls.ts";
import { type After, afterTimeout, startWatch } from "./watch.ts";

export type OpenAiOptions = Endpoint & {
  articles: readonly Article[];
  fetch: typeof fetch;
  /** Default: `setTimeout`. */
  after?: After;
  /** Jitter for pauses, 0…1. Default: `Math.random`. */
  random?: () => number;
  limits?: Partial<Limits>;
};

const PASSAGES = 4;
/** Tools of the first attempt, and of the one after a model has offered suggestions to nothing. */
const TOOLS = [[HAND_OFF_TOOL, OFFER_SUGGESTIONS_TOOL], [HAND_OFF_TOOL]];

/** Answers by a model behind any endpoint that speaks OpenAI's chat completions. */
export function createOpenAiResponder(options: OpenAiOptions): Responder {
  const { url, key, model, articles, fetch, after = afterTimeout, random = Math.random } = options;
  const endpoint: Endpoint = { url, key, model };
  const transport: Transport = { fetch, after, random, limits: { ...LIMITS, ...options.limits } };
  const library = createLibrary(articles);

  async function* answer(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<Piece, void> {
    if (signal.aborted) return;
    const watch = startWatch(signal, transport.limits.totalMs, after);
    const { said, before } = openQuestion(request.turns);
    const found = library.search(said.join("\n"), before.at(-1)?.text ?? "", request.locale);
    const messages = answerMessages(request, found.passages.slice(0, PASSAGES));
    try {
      for (const tools of TOOLS) {
        let spoke = false;
        for await (const piece of pieces(
          streamAnswer(endpoint, { messages, tools }, watch, transport),
          found,
        )) {
          // What came in the same breath as the abort is not said any more.
          if (signal.aborted) return;
          spoke ||= piece.kind !== "text" || piece.text.trim() !== "";
          yield piece;
        }
        if (spoke || signal.aborted) return;
      }
      throw new ResponderError("broken_stream", "The model gave an empty answer.");
    } catch (error) {
      if (signal.aborted) return;
      throw error instanceof ResponderError
        ? error
        : new ResponderError("broken_stream", "The answer was broken off.");
    } finally {
      watch.end();
    }
  }

  return {
    answer,
    summarise: (turns, _locale, signal) => summariseByModel(endpoint, turns, signal, transport),
    // A model would take seconds, and a request for every message.
    sentiment,
  };
}

/** Nothing at all where the model has only offered suggestions. */
async function* pieces(stream: ReturnType<typeof streamAnswer>, found: Search): AsyncGenerator<Piece, void> {
  let spoke = false;
  const called = new ToolCalls();
  for await (const { text, calls, finish } of stream) {
    spoke ||= text.trim() !== "";
    if (text !== "") yield { kind: "text", text };
    called.take(calls);
    if (finish === "content_filter") {
      yield { kind: "hand_off", reason: "guardrail", guardrail: true };
      return;
    }
  }
  const handsOff = called.argumentsOf(HAND_OFF);
  const offers = called.argumentsOf(OFFER_SUGGESTIONS);
  if (handsOff !== undefined) {
    yield { kind: "hand_off", reason: handOffReason(handsOff) };
  } else if (spoke) {
    if (found.confident) yield { kind: "sources", sources: sourcesOf(found) };
    const suggestions = offeredSuggestions(offers ?? "");
    if (suggestions.length > 0) yield { kind: "suggestions", suggestions };
  } else if (offers === undefined) {
    throw new ResponderError("broken_stream", "The model gave an empty answer.");
  }
}

function sourcesOf({ passages: [best] }: Search): Source[] {
  return best === undefined ? [] : [{ title: best.article.title, url: best.article.url }];
}
