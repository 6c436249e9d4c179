import * as v from "valibot";
import { LIMITS } from "../../../conversation/protocol/limits.ts";

export const OFFER_REPLIES = "offer_replies";

/** The other tool that the model has. It changes nothing: what it offers stands beside its answer as buttons. */
export const OFFER_REPLIES_TOOL = {
  type: "function",
  function: {
    name: OFFER_REPLIES,
    description:
      "Offer the customer replies to your answer, as buttons that send their text. Call it beside your answer, never in its place.",
    parameters: {
      type: "object",
      properties: {
        replies: {
          type: "array",
          items: { type: "string", maxLength: LIMITS.reply },
          maxItems: LIMITS.replies,
          description:
            "What the customer may want to say next, in the customer's language and words: a few words each.",
        },
      },
      required: ["replies"],
    },
  },
} as const;

const args = v.pipe(v.string(), v.parseJson(), v.object({ replies: v.array(v.unknown()) }));

/** The texts that are offered; the conversation leaves out what does not fit. */
export function offeredReplies(json: string): string[] {
  const decoded = v.safeParse(args, json);
  return decoded.success ? decoded.output.replies.filter((reply) => typeof reply === "string") : [];
}
