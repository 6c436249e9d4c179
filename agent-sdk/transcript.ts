import { conversationUrl } from "../conversation/client/addresses.ts";
import { localError } from "../conversation/client/baton-error.ts";
import type { Entry } from "../conversation/client/conversation-client.ts";
import { request } from "../conversation/client/http.ts";
import type { Ports } from "../conversation/client/ports.ts";
import { decodeTranscript } from "./decode.ts";

/** The whole record of a conversation, of every ledger that this agent may read, in the order of the timeline. */
export type Transcript = { id: string; entries: readonly Entry[] };

type Source = { ports: Ports; host: string; id: string; token: () => Promise<string> };

/** Plain text, one line per entry. */
export async function fetchText({ ports, host, id, token }: Source, format = "text"): Promise<string> {
  return request(ports, `${conversationUrl(host, id)}/transcript?format=${format}`, {
    method: "GET",
    headers: { authorization: `Bearer ${await token()}` },
  });
}

export async function fetchTranscript(source: Source): Promise<Transcript> {
  const body = await fetchText(source, "json");
  try {
    return decodeTranscript(body);
  } catch {
    throw localError("unavailable", "This is not the answer of a Baton server.");
  }
}
