import type { Limits } from "./limits.ts";
import { errorFor, UpstreamError } from "./upstream-error.ts";
import type { After, Watch } from "./watch.ts";

export type Endpoint = {
  /** As in `https://api.example.com/v1`: `/chat/completions` is added. */
  url: string;
  /** Sent as a bearer token; local servers often want none. */
  key: string | undefined;
  model: string;
};

export type Transport = { fetch: typeof fetch; after: After; random: () => number; limits: Limits };

/** Posts a chat completion; resolves once the status is known to be good. Throws `UpstreamError`. */
export async function post(
  endpoint: Endpoint,
  body: Record<string, unknown>,
  watch: Watch,
  fetch: Transport["fetch"],
): Promise<Response> {
  const request = fetch(`${endpoint.url.replace(/\/+$/, "")}/chat/completions`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(endpoint.key === undefined ? {} : { authorization: `Bearer ${endpoint.key}` }),
    },
    body: JSON.stringify({ model: endpoint.model, ...body }),
    redirect: "manual",
    signal: watch.signal,
  });
  const response = await watch.race(request).catch((error: unknown) => {
    if (watch.signal.aborted) throw error;
    throw new UpstreamError("unreachable", "The model endpoint cannot be reached.", { retry: true });
  });
  if (response.ok) return response;
  response.body?.cancel().catch(() => {});
  throw errorFor(response);
}
