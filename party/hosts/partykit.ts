import type * as Party from "partykit/server";
import { wireError } from "../../conversation/protocol/errors.ts";
import { loggable } from "./loggable.ts";
import { asStorable, type Room, type RoomConnection, type RoomHost, type RoomStorage } from "./room-host.ts";

/**
 * PartyKit's side of the host port. Its traps are met here: a room's id that throws after a cold alarm, a
 * close handshake that the platform does not complete, and errors it would only log.
 */

export type Admission = {
  /** The party's name in the URL. */
  party: "main" | "workspace";
  /** Whether this server issued the room's name: other names must not wake a room. */
  admits(name: string, env: (name: string) => string | undefined): Promise<boolean>;
  create(host: RoomHost): Room;
};

export function partyServer({ party: partyName, admits, create }: Admission): Party.Worker {
  return class implements Party.Server {
    readonly options = { hibernate: true };
    private readonly room: Room;

    static onBeforeConnect(request: Party.Request, lobby: Party.Lobby) {
      return admit(request, lobby);
    }

    static onBeforeRequest(request: Party.Request, lobby: Party.Lobby) {
      return admit(request, lobby);
    }

    constructor(party: Party.Room) {
      this.room = create(hostOf(party));
    }

    onConnect(connection: Party.Connection, { request }: Party.ConnectionContext) {
      this.room.onConnect(connectionOf(connection), request.headers.get("Origin"));
    }

    onMessage(message: string | ArrayBuffer | ArrayBufferView, connection: Party.Connection) {
      return this.room.onFrame(connectionOf(connection), message);
    }

    onClose(connection: Party.Connection) {
      this.room.onClose(connectionOf(connection));
      completeClose(connection);
    }

    onError(connection: Party.Connection) {
      this.room.onClose(connectionOf(connection));
      completeClose(connection);
    }

    onRequest(request: Party.Request) {
      return this.room.onRequest(standardRequest(request));
    }

    onAlarm() {
      return this.room.onAlarm();
    }
  };

  async function admit(request: Party.Request, lobby: Party.Lobby) {
    const env = (name: string) => text(lobby.env[name]);
    if (await admits(lobby.id, env)) return request;
    // PartyKit takes a name as it stands in the URL: a percent-encoded one would be another room.
    const decoded = decodeName(lobby.id);
    const party = lobby.parties[partyName];
    if (decoded === lobby.id || !party || !(await admits(decoded, env))) return NOT_FOUND();
    const { pathname, search } = new URL(request.url);
    const rest = pathname.split("/").slice(4).join("/");
    return party.get(decoded).fetch(`/${rest}${search}`, request);
  }
}

/** Any page may read it: it tells nothing, and a client that cannot read it would ask for ever. */
const NOT_FOUND = () =>
  Response.json(wireError("not_found"), { status: 404, headers: { "Access-Control-Allow-Origin": "*" } });

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Rooms that this process has seen before: their alarms are still in its memory (`partykit dev` keeps them there). */
const known = new Set<string>();

function isFirstLife(party: Party.Room): boolean {
  const first = !known.has(party.internalID);
  known.add(party.internalID);
  return first;
}

function hostOf(party: Party.Room): RoomHost {
  return {
    name: () => nameOf(party),
    now: () => Date.now(),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    storage: storageOf(party.storage),
    *connections() {
      for (const connection of party.getConnections()) yield connectionOf(connection);
    },
    fetch: (url, init) => fetch(url, init),
    setTimer(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    alarmsMayBeLost: () => isFirstLife(party),
    env: (name) => text(party.env[name]),
    log: (message, error) => console.error(`[baton] ${message}`, loggable(error)),
  };
}

function nameOf(party: Party.Room): string | null {
  try {
    return party.id;
  } catch {
    return null;
  }
}

function storageOf(storage: Party.Storage): RoomStorage {
  // A failed write resets the room and drops its sockets before anything more is sent: nothing to do here
  // but to keep the rejection from going unhandled.
  const settle = (written: Promise<unknown>) => void written.catch(() => undefined);
  return {
    get: (keys) => storage.get<unknown>([...keys]),
    list: (range) => storage.list<unknown>(range),
    put(entries) {
      asStorable(entries);
      settle(storage.put({ ...entries }));
    },
    delete: (keys) => settle(storage.delete([...keys])),
    setAlarm: (at) => settle(storage.setAlarm(at)),
  };
}

function connectionOf(connection: Party.Connection): RoomConnection {
  return {
    id: connection.id,
    send(frame) {
      try {
        connection.send(frame);
      } catch {
        // Gone: its close event follows.
      }
    },
    close(code, reason) {
      try {
        connection.close(code, reason);
      } catch {
        // Closed already.
      }
    },
    attachment: () => connection.state,
    attach: (value) => void connection.setState(value),
  };
}

function completeClose(connection: Party.Connection) {
  try {
    connection.close();
  } catch {
    // Closed already.
  }
}

/** PartyKit's Request type is Cloudflare's; at run time it is the standard one. */
function standardRequest(request: Party.Request): Request {
  return request as unknown as Request;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
