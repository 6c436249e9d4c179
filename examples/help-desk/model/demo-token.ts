import * as v from "valibot";
import type { PersonaId } from "../personas.ts";

const AnswerSchema = v.object({ token: v.string() });
const REFUSED = new Set([400, 401, 403, 404]);

/** The server knows the code no more, or never did. */
export class DemoCodeRefused extends Error {
  override readonly name = "DemoCodeRefused";
}

/**
 * Trades the demo code for an agent token. The code travels in the body, never in the address.
 * Throws `DemoCodeRefused` when the server turns it down, anything else when it can't be reached.
 */
export async function fetchDemoToken(
  code: string,
  persona: PersonaId,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<string> {
  const response = await fetch("/parties/workspace/demo/demo-token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code, persona }),
  });
  if (REFUSED.has(response.status)) throw new DemoCodeRefused();
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return v.parse(AnswerSchema, await response.json()).token;
}
