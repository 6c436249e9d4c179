import * as v from "valibot";
import { ResponderError } from "../responder.ts";

/** One chunk of a streamed answer. */
export type Delta = {
  text: string;
  /** Pieces of tool calls; `index` says of which. */
  calls: readonly { index: number | undefined; name: string; arguments: string }[];
  /** Why the answer ended, in the chunk that ends it. */
  finish: string | undefined;
};

const call = v.object({
  index: v.nullish(v.number()),
  function: v.optional(v.object({ name: v.nullish(v.string(), ""), arguments: v.nullish(v.string(), "") })),
});

const choice = v.object({
  delta: v.nullish(
    v.object({ content: v.nullish(v.string(), ""), tool_calls: v.nullish(v.array(call), []) }),
    {},
  ),
  finish_reason: v.nullish(v.string(), ""),
});

const chunk = v.object({
  choices: v.nullish(v.array(choice), []),
  error: v.optional(v.unknown()),
});

/** Decodes the data of one event. Throws `ResponderError` `broken_stream` for an error event and for anything unreadable. */
export function decodeChunk(data: string): Delta {
  const decoded = v.safeParse(v.pipe(v.string(), v.parseJson(), chunk), data);
  if (!decoded.success)
    throw new ResponderError("broken_stream", "The model endpoint sent something that is no chunk.");
  const { choices, error } = decoded.output;
  if (error !== undefined && error !== null) {
    throw new ResponderError(
      "broken_stream",
      "The model endpoint reported an error in the middle of its answer.",
    );
  }
  const [first] = choices;
  return {
    text: first?.delta.content ?? "",
    calls: (first?.delta.tool_calls ?? []).flatMap(({ index, function: made }) =>
      made === undefined ? [] : [{ index: index ?? undefined, ...made }],
    ),
    finish: first?.finish_reason === "" ? undefined : first?.finish_reason,
  };
}

const completion = v.object({
  choices: v.tupleWithRest([v.object({ message: v.object({ content: v.string() }) })], v.unknown()),
});

/** The text of an answer that was not streamed, or undefined when there is none. */
export function decodeCompletion(body: unknown): string | undefined {
  const decoded = v.safeParse(completion, body);
  return decoded.success ? decoded.output.choices[0].message.content : undefined;
}
