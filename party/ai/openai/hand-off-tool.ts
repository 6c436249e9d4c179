import * as v from "valibot";

const REASONS = ["customer_asked", "unsure", "needs_person"] as const;

export const HAND_OFF = "hand_off_to_person";

/** It acts on nothing but the conversation that the model is in. */
export const HAND_OFF_TOOL = {
  type: "function",
  function: {
    name: HAND_OFF,
    description:
      "Ask for a human agent to take this conversation. It ends your answer; the chat itself tells the customer what happens next.",
    parameters: {
      type: "object",
      properties: {
        reason: {
          type: "string",
          enum: REASONS,
          description:
            "customer_asked: they asked for a person. unsure: you do not know the answer. needs_person: somebody must act or decide.",
        },
      },
      required: ["reason"],
    },
  },
} as const;

const args = v.pipe(v.string(), v.parseJson(), v.object({ reason: v.picklist(REASONS) }));

/** A reason from the closed list: free text from a model may be a customer's, put in its mouth. */
export function handOffReason(json: string): (typeof REASONS)[number] {
  const decoded = v.safeParse(args, json);
  return decoded.success ? decoded.output.reason : "needs_person";
}
