import { conversationUrl } from "../conversation/client/addresses.ts";
import { localError } from "../conversation/client/baton-error.ts";
import type { Entry } from "../conversation/client/conversation-client.ts";
import { request } from "../conversation/client/http.ts";
import type { Ports } from "../conversation/client/ports.ts";
import type { Access } from "../conversation/protocol/access.ts";
import { decodeAccessLog, decodeTranscript } from "./decode.ts";

/** The whole record of a conversation, of every ledger that this agent may read, in the order of the timeline. */
export type Transcript = { id: string; entries: readonly Entry[] };

type Source = { ports: Ports; host: string; id: string; token: () => Promise<string> };

/** Plain text, one line per entry. */
export function fetchText(source: Source): Promise<string> {
  return fetched(source, "transcript?format=text");
}

export async function fetchTranscript(source: Source): Promise<Transcript> {
  return decoded(await fetched(source, "transcript?format=json"), decodeTranscript);
}

/** Who of the team has read it. */
export async function fetchAccessLog(source: Source): Promise<readonly Access[]> {
  return decoded(await fetched(source, "access-log"), decodeAccessLog).accesses;
}

async function fetched({ ports, host, id, token }: Source, path: string): Promise<string> {
  return request(ports, `${conversationUrl(host, id)}/${path}`, {
    method: "GET",
    headers: { authorization: `Bearer ${await token()}` },
  });
}

function decoded<Body>(body: string, decode: (body: string) => Body): Body {
  try {
    return decode(body);
  } catch {
    throw localError("unavailable", "This is not the answer of a Baton server.");
  }
}
