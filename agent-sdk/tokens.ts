import { conversationUrl, socketUrl, workspaceUrl } from "../conversation/client/addresses.ts";
import { asBatonError, type BatonError } from "../conversation/client/baton-error.ts";
import type { Grant } from "../conversation/client/connection.ts";
import { request } from "../conversation/client/http.ts";
import type { Ports } from "../conversation/client/ports.ts";
import { lifetimeOf } from "../conversation/client/token-lifetime.ts";

/** Fetches an agent token from the application's own backend. With `fresh`, one that was fetched before will not do. */
export type TokenSource = (options: { fresh: boolean }) => string | Promise<string>;

/** The same, for whatever here needs one. */
export type Tokens = (fresh?: boolean) => Promise<string>;

/** Whoever asks while a token is being fetched gets that one: after an outage all rooms ask at once. */
export function shareTokens(source: TokenSource, onError: (error: BatonError) => void): Tokens {
  let fetching: { token: Promise<string>; fresh: boolean } | null = null;
  return (fresh = false) => {
    // Where another one is wanted, one that may be an old one is not waited for.
    if (fetching && (fetching.fresh || !fresh)) return fetching.token;
    const token = Promise.resolve({ fresh })
      .then(source)
      .catch((thrown) => {
        onError(asBatonError(thrown));
        throw thrown;
      })
      .finally(() => {
        if (fetching === asked) fetching = null;
      });
    const asked = { token, fresh };
    fetching = asked;
    return token;
  };
}

/**
 * Grants for a room. A server turns away the WebSocket of a room it never issued without saying why, but says
 * it over HTTP: so that is asked, as long as the room has never answered.
 */
export function granting(options: {
  ports: Ports;
  token: Tokens;
  room: { socket: string; probe: string };
  known: () => boolean;
}): (fresh: boolean) => Promise<Grant> {
  const { ports, token, room, known } = options;
  let tried = false;
  return async (fresh) => {
    if (tried && !known()) await refuseUnknown(ports, room.probe);
    const given = await token(fresh);
    const lifetime = lifetimeOf(given);
    tried = true;
    return { url: room.socket, token: given, expiresAt: lifetime && ports.now() + lifetime };
  };
}

/** Throws `not_found` when that is what the server says; whatever else it says is left to the socket. */
async function refuseUnknown(ports: Ports, url: string): Promise<void> {
  await request(ports, url, { method: "GET", headers: {} }).catch((error) => {
    if (asBatonError(error).code === "not_found") throw error;
  });
}

export function conversationRoom(host: string, id: string) {
  const url = conversationUrl(host, id);
  return { socket: socketUrl(url), probe: `${url}/transcript` };
}

export function workspaceRoom(host: string, workspace: string) {
  const url = workspaceUrl(host, workspace);
  return { socket: socketUrl(url), probe: `${url}/health` };
}
