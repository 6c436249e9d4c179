import { createParser } from "eventsource-parser";
import { type Delta, decodeChunk } from "./chunk.ts";
import { type Endpoint, post, type Transport } from "./endpoint.ts";
import { UpstreamError } from "./upstream-error.ts";
import type { Watch } from "./watch.ts";

/** A line longer than this is no chunk of a chat; it would only fill the memory. */
const LONGEST_EVENT = 1_000_000;

/**
 * The chunks of a streamed answer, up to and with the one that ends it. Attempts are repeated only while nothing
 * of an answer has come. Throws `ResponderError`, or the watch's reason once that has ended.
 */
export async function* streamAnswer(
  endpoint: Endpoint,
  body: Record<string, unknown>,
  watch: Watch,
  transport: Transport,
): AsyncGenerator<Delta, void> {
  const { limits } = transport;
  for (let attempt = 0; ; attempt += 1) {
    let started = false;
    try {
      watch.expectWithin(limits.firstTokenMs, "first token");
      const response = await post(endpoint, { ...body, stream: true }, watch, transport.fetch);
      for await (const delta of deltas(response, watch)) {
        watch.rest(); // whoever reads may take their time; it is the server that must not
        started ||= delta.text !== "" || delta.calls.length > 0;
        yield delta;
        if (delta.finish !== undefined) return;
        watch.expectWithin(limits.betweenTokensMs, "further token");
      }
      throw new UpstreamError("broken_stream", "The model endpoint ended before its answer did.", {
        retry: true,
      });
    } catch (error) {
      const pause = started || watch.signal.aborted ? undefined : pauseBefore(error, attempt, transport);
      if (pause === undefined) throw error;
      watch.rest();
      await watch.sleep(pause);
    }
  }
}

/** Milliseconds to wait before another attempt; undefined when there is to be none. */
function pauseBefore(error: unknown, attempt: number, { limits, random }: Transport): number | undefined {
  if (!(error instanceof UpstreamError) || !error.again.retry || attempt >= limits.retries) return undefined;
  const backoff = limits.backoffMs * 2 ** attempt * (0.5 + random());
  const { waitMs = 0 } = error.again;
  return waitMs > limits.retryAfterMs ? undefined : Math.max(waitMs, backoff);
}

async function* deltas(response: Response, watch: Watch): AsyncGenerator<Delta, void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const events: string[] = [];
  let broken = false;
  const parser = createParser({
    maxBufferSize: LONGEST_EVENT,
    onEvent: (event) => events.push(event.data),
    onError: (error) => {
      broken ||= error.type === "max-buffer-size-exceeded";
    },
  });
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await watch.race(reader.read()).catch((error: unknown) => {
        if (watch.signal.aborted) throw error;
        throw new UpstreamError("broken_stream", "The connection to the model endpoint broke.", {
          retry: true,
        });
      });
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      if (broken)
        throw new UpstreamError("broken_stream", "The model endpoint sent an endless line.", {
          retry: false,
        });
      for (const data of events.splice(0)) {
        if (data.trim() === "[DONE]") return;
        yield decodeChunk(data);
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
