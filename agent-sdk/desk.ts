import type { BatonError } from "../conversation/client/baton-error.ts";
import { localError } from "../conversation/client/baton-error.ts";
import { type ConnectionState, createConnection } from "../conversation/client/connection.ts";
import { createEmitter, type Unsubscribe } from "../conversation/client/emitter.ts";
import { createOutbox } from "../conversation/client/outbox.ts";
import type { Ports } from "../conversation/client/ports.ts";
import { statusOf } from "../conversation/client/status.ts";
import type { Person } from "../conversation/protocol/shared.ts";
import { PROTOCOL_VERSION } from "../conversation/protocol/version.ts";
import type { DeskDownFrame, DeskUpFrame, PresenceStatus } from "../conversation/protocol/workspace.ts";
import { type ConfigurationCalls, configurationCalls } from "./configuration.ts";
import { type Conversation, createConversation } from "./conversation.ts";
import { decodeDesk } from "./decode.ts";
import { type Directory, type DirectoryReplica, type IncomingOffer, receiveDirectory } from "./directory.ts";
import { offersTo } from "./incoming.ts";
import { type TeamNews, teamNews } from "./team-news.ts";
import { granting, shareTokens, type TokenSource, workspaceRoom } from "./tokens.ts";

/** `offline` while the connection waits for its next try, or is closed; `refused` when the server said no. */
export type DeskStatus = "connecting" | "online" | "offline" | "refused";

export type DeskEvents = {
  status: DeskStatus;
  /** Somebody asks this agent, or a team of theirs, to take a conversation over: for an incoming card. */
  transfer_offered: IncomingOffer;
  /**
   * To a team of this agent's a conversation has been escalated, was raised again, or its customer has written since.
   * Also of conversations that are not open here, and of what this agent raises. What stands at the first connection is
   * no news: `directory` has it.
   */
  notification: TeamNews;
  /** The server refuses, asks for patience (`rate_limited`), or `token` has thrown (the error's `cause`). */
  error: BatonError;
};

/** An agent's place of work: the directory, presence, and the conversations that are opened. */
export type Desk = {
  /** Who the token names; null until the workspace has answered. */
  readonly me: Person | null;
  /** What the token permits, as far as the workspace has said. */
  readonly permissions: readonly string[];
  readonly status: DeskStatus;
  on<Name extends keyof DeskEvents>(name: Name, listener: (detail: DeskEvents[Name]) => void): Unsubscribe;
  readonly directory: {
    /** The same object until something changes. */
    snapshot(): Directory;
    subscribe(listener: () => void): Unsubscribe;
  };
  readonly presence: {
    /**
     * Says whether this agent takes conversations; `capacity` is how many at once (default 5). Said again by
     * itself after each reconnect. Resolves once the workspace has taken it in; rejects with a `BatonError`.
     *
     * @example await desk.presence.set("available", { capacity: 3 });
     */
    set(status: PresenceStatus, options?: { capacity?: number }): Promise<void>;
  };
  /** The workspace's settings, for whoever may change them. */
  readonly configuration: ConfigurationCalls;
  /**
   * Opens a conversation. There is one connection per conversation: until it is closed, the same id gives the
   * same object.
   */
  conversation(id: string): Conversation;
  /** Leaves, and closes every conversation that was opened here. */
  close(): void;
};

export type DeskOptions = { host: string; workspace: string; token: TokenSource };

type SetPresence = Extract<DeskUpFrame, { type: "set_presence" }>;

const NOTHING: Directory = {
  ...{ rows: [], agents: [], teams: [], offers: [] },
  ...{ monitoringNotice: false, timeZone: null },
};

export function createDesk({ host, workspace, token }: DeskOptions, ports: Ports): Desk {
  const events = createEmitter<DeskEvents & { directory: undefined }>();
  const tokens = shareTokens(token, (error) => events.emit("error", error));
  const conversations = new Map<string, Conversation>();
  let me: Person | null = null;
  let permissions: readonly string[] = [];
  let status: DeskStatus = "connecting";
  let replica: DirectoryReplica | null = null;
  let directory = NOTHING;
  let presence: Omit<SetPresence, "clientId"> | null = null;
  /** The workspace has said hello since the connection was last lost. */
  let greeted = false;

  const connection = createConnection({
    ports,
    authorize: granting({
      ports,
      token: tokens,
      room: workspaceRoom(host, workspace),
      known: () => me !== null,
    }),
    hello: (fresh) => ({ type: "hello", protocol: PROTOCOL_VERSION, token: fresh }),
    decode: decodeDesk,
    onFrame,
    onState,
  });
  const outbox = createOutbox<SetPresence, undefined>({
    ports,
    send: (frame) => connection.send(frame),
    onSilence: () => connection.drop(),
    onChange: () => {},
    fateOf: () => "drop",
  });

  function onFrame(frame: DeskDownFrame): void {
    switch (frame.type) {
      case "welcome":
        me = frame.me;
        permissions = frame.permissions;
        take(frame);
        break;
      case "directory":
        take(frame);
        break;
      case "ack":
        outbox.acknowledged(frame.clientId, undefined);
        break;
      case "reject":
        if (frame.clientId !== null) outbox.refused(frame.clientId, frame.error);
        break;
    }
  }

  function take(frame: Extract<DeskDownFrame, { type: "welcome" | "directory" }>): void {
    const next = receiveDirectory(replica, frame);
    if (next === null) connection.resync();
    if (next === null || next === replica) return;
    const news = replica === null ? [] : teamNews(replica, next);
    replica = next;
    const known = new Set(directory.offers.map(({ offer }) => offer.offerId));
    const offers = offersTo(me, permissions, next);
    const { revision: _revision, ...told } = next;
    directory = { ...told, offers };
    events.emit("directory", undefined);
    for (const one of offers) if (!known.has(one.offer.offerId)) events.emit("transfer_offered", one);
    for (const one of news) events.emit("notification", one);
  }

  function onState(state: ConnectionState, error: BatonError | null): void {
    if (state === "online") {
      outbox.online();
      if (!greeted && presence && outbox.pending().length === 0) say(presence).catch(() => {});
      greeted = true;
    } else if (state !== "resyncing") {
      outbox.offline();
      greeted = false;
    }
    if (state === "refused" && error) outbox.failAll(error);
    const next = deskStatus(state);
    if (next !== status) {
      status = next;
      events.emit("status", next);
    }
    if (error && (state === "refused" || error.code === "rate_limited")) events.emit("error", error);
  }

  async function say(frame: Omit<SetPresence, "clientId">): Promise<void> {
    const said = outbox.add({ ...frame, clientId: ports.newId() });
    const over = connection.state === "closed" ? closed() : connection.refusal;
    if (over) outbox.failAll(over);
    await said;
  }

  connection.start();

  return {
    get me() {
      return me;
    },
    get permissions() {
      return permissions;
    },
    get status() {
      return status;
    },
    on: events.on,
    directory: {
      snapshot: () => directory,
      subscribe: (listener) => events.on("directory", listener),
    },
    presence: {
      set(wanted, { capacity } = {}) {
        presence = { type: "set_presence", status: wanted, ...(capacity !== undefined && { capacity }) };
        return say(presence);
      },
    },
    configuration: configurationCalls({ ports, host, workspace, token: tokens }),
    conversation(id) {
      const known = conversations.get(id);
      if (known) return known;
      const opened = createConversation({
        id,
        host,
        ports,
        token: tokens,
        onClose: () => conversations.delete(id),
      });
      conversations.set(id, opened);
      return opened;
    },
    close() {
      for (const conversation of [...conversations.values()]) conversation.close();
      connection.close();
      outbox.close(closed());
    },
  };
}

function deskStatus(state: ConnectionState): DeskStatus {
  const status = statusOf(state);
  return status === "idle" ? "connecting" : status;
}

function closed(): BatonError {
  return localError("unavailable", "The desk has been closed.");
}
