import type { WireError } from "../protocol/errors.ts";
import { BatonError, localError } from "./baton-error.ts";
import type { HttpRequest, Ports } from "./ports.ts";

/**
 * The body of the server's answer. Rejects with the server's own `BatonError`, or `unavailable` where it
 * cannot be reached or something between has answered instead.
 */
export async function request(ports: Ports, url: string, init: HttpRequest): Promise<string> {
  const [response, body] = await ports
    .fetch(url, init)
    .then(async (answer) => [answer, await answer.text()] as const)
    .catch((cause) => {
      throw new BatonError({ code: "unavailable", message: "The server cannot be reached." }, { cause });
    });
  if (!response.ok) throw refusalOf(body, response.status);
  return body;
}

/** Why the server has refused, in its own words where it has said any. */
export function refusalOf(body: string, status: number): BatonError {
  return errorOf(parse(body)) ?? plainError(status);
}

/** What a status says that came without a body of ours: from the platform, or from a proxy between. */
function plainError(status: number): BatonError {
  const code = status === 404 ? "not_found" : status === 403 ? "forbidden" : "unavailable";
  return localError(code, `HTTP status ${status}.`);
}

/** The value of a JSON text; undefined for any other text. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Decodes an error body; null for any other. Our server's own words are taken as they are. */
function errorOf(body: unknown): BatonError | null {
  const isError =
    typeof body === "object" && body !== null && "code" in body && typeof body.code === "string";
  return isError ? new BatonError(body as WireError) : null;
}
