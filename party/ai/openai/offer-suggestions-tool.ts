import * as v from "valibot";
import { LIMITS } from "../../../conversation/protocol/limits.ts";

export const OFFER_SUGGESTIONS = "offer_suggestions";

/** The other tool that the model has. It changes nothing: what it offers stands beside its answer as buttons. */
export const OFFER_SUGGESTIONS_TOOL = {
  type: "function",
  function: {
    name: OFFER_SUGGESTIONS,
    description:
      "Offer the customer replies to your answer, as buttons that send their text. Call it beside your answer, never in its place.",
    parameters: {
      type: "object",
      properties: {
        suggestions: {
          type: "array",
          items: { type: "string", maxLength: LIMITS.suggestion },
          maxItems: LIMITS.suggestions,
          description:
            "What the customer may want to say next, in the customer's language and words: a few words each.",
        },
      },
      required: ["suggestions"],
    },
  },
} as const;

const args = v.pipe(v.string(), v.parseJson(), v.object({ suggestions: v.array(v.unknown()) }));

/** The texts that are offered; the conversation leaves out what does not fit. */
export function offeredSuggestions(json: string): string[] {
  const decoded = v.safeParse(args, json);
  return decoded.success ? decoded.output.suggestions.filter((text) => typeof text === "string") : [];
}
