import type { Actor } from "../../conversation/core/actor.ts";
import { audienceOf } from "../../conversation/core/visibility/audience.ts";
import { stateFor } from "../../conversation/core/visibility.ts";
import type { Welcome } from "../../conversation/protocol/down.ts";
import { type WireError, wireError } from "../../conversation/protocol/errors.ts";
import type { Cursor, UpFrame } from "../../conversation/protocol/up.ts";
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from "../../conversation/protocol/version.ts";
import type { RoomConnection, RoomHost } from "../hosts/room-host.ts";
import type { Conversation } from "./conversation.ts";
import { admit } from "./door.ts";
import { afterCursor, newestPage, type Runs, readerOf } from "./pages.ts";
import { type Session, sessionOf } from "./session.ts";

type Hello = Extract<UpFrame, { type: "hello" }>;

const NO_RUN = { from: 0, entries: [] };
const NO_RUNS: Runs = { public: NO_RUN, internal: NO_RUN, audit: NO_RUN };

/** Lets people in: who they are, whether this is theirs to see, and what they have missed. */
export class Reception {
  constructor(
    private readonly host: RoomHost,
    private readonly root: string,
    private readonly conversation: Conversation,
  ) {}

  /** Welcomes the connection, or says why not. */
  async hello(connection: RoomConnection, session: Session, frame: Hello): Promise<WireError | null> {
    if (frame.protocol < OLDEST_PROTOCOL_VERSION) return wireError("protocol_too_old");
    const { conversation } = this;
    const admitted = await admit(conversation, this.root, frame.token, this.host.now());
    if (!admitted.ok) return admitted.error;
    const { actor, claim, expiresAt, device } = admitted;
    if (conversation.journal.state.epoch === 0) {
      if (!claim || conversation.journal.erased) return wireError("not_found");
      // Without the workspace's configuration nobody can say how a conversation starts, or for whom.
      if (!(await conversation.settings.fetch(claim.sub))) return wireError("unavailable");
    }
    if (actor.role === "customer") {
      // Somebody else's conversation is the same as none.
      if (!claim && !audienceOf(conversation.journal.state, actor)) return wireError("not_found");
      if (!this.allowsOrigin(session.origin)) return wireError("forbidden");
    }
    if (claim) await conversation.meet(claim);
    return conversation.inTurn(() => {
      if (conversation.journal.erased) return wireError("not_found");
      // They have logged out while this was on its way.
      if (conversation.logouts.has(device)) return wireError("unauthenticated");
      // Two hellos at once: the first has said who it is.
      const first = sessionOf(connection)?.actor;
      if (first && nameOf(first) !== nameOf(actor)) return wireError("unauthenticated");
      const known = device === "" ? { actor, expiresAt } : { actor, expiresAt, device };
      return this.welcome(connection, { ...session, ...known }, frame.cursor);
    });
  }

  /** The audience of a connection has changed: it is told anew what it may see. */
  async again(connection: RoomConnection): Promise<void> {
    const session = sessionOf(connection);
    if (session) await this.welcome(connection, session);
  }

  /** Tells a connection all it may know, from its cursor or anew, and remembers as whom it was served. */
  private async welcome(
    connection: RoomConnection,
    session: Session,
    cursor?: Cursor,
  ): Promise<WireError | null> {
    const { journal, effects, accesses } = this.conversation;
    const { actor } = session;
    if (actor?.role !== "customer" && actor?.role !== "agent") return wireError("unauthenticated");
    const audience = audienceOf(journal.state, actor);
    // A customer who is not this conversation's is told what one who asks for none is told.
    if (!audience) return wireError(actor.role === "customer" ? "not_found" : "forbidden");

    const reader = readerOf(audience);
    const resumed = cursor && audience !== "head" ? await afterCursor(journal, cursor, reader) : null;
    const runs = audience === "head" ? NO_RUNS : (resumed ?? (await newestPage(journal, reader)));
    const { reply } = journal.state;
    // Of one that is to be held nobody sees a word, nor that it is being written (C2).
    const stream = reply &&
      !reply.quiet && {
        replyId: reply.replyId,
        generationId: reply.generationId,
        text: effects.streamed(),
      };
    // Last: what is hidden from now on may have been switched meanwhile, and nobody else tells this connection.
    const state = stateFor(journal.state, actor, this.conversation.live);
    if (!state) return wireError("forbidden");
    const before = sessionOf(connection);
    // Closed while this was being read: it is shown to nobody.
    if (!before) return null;
    accesses.turned(actor, before.audience, audience);
    connection.attach({ ...session, audience } satisfies Session);
    const welcome: Welcome = {
      type: "welcome",
      protocol: PROTOCOL_VERSION,
      mode: resumed ? "resumed" : "snapshot",
      log: journal.margin.logId,
      me: actor.person,
      state,
      public: runs.public,
      ...(reader.internal ? { internal: runs.internal } : {}),
      ...(reader.audit ? { audit: runs.audit } : {}),
      stream: audience === "head" || !stream ? null : stream,
    };
    connection.send(JSON.stringify(welcome));
    return null;
  }

  /** Only a browser names an origin; where the workspace lists its own, a page of another may not speak. */
  private allowsOrigin(origin: string | null): boolean {
    const { origins } = this.conversation.journal.margin.config;
    return origin === null || origins.length === 0 || origins.includes(origin);
  }
}

function nameOf(actor: Actor): string {
  return actor.role === "customer" || actor.role === "agent"
    ? `${actor.role}:${actor.person.id}`
    : actor.role;
}
