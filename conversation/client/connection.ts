import type { DownFrame } from "../protocol/down.ts";
import type { WireError } from "../protocol/errors.ts";
import type { DeskDownFrame } from "../protocol/workspace.ts";
import { backoff } from "./backoff.ts";
import { asBatonError, BatonError, isTemporary } from "./baton-error.ts";
import type { Ports, Socket } from "./ports.ts";

/** One connection to a room, kept up for as long as it is wanted. */

export type ConnectionState =
  /** Nothing to connect to, or not asked to yet. */
  | "idle"
  /** Fetching a token. It comes before the socket: a socket without a hello is soon closed. */
  | "authorizing"
  /** The socket is being opened. */
  | "connecting"
  /** Hello was said, and waits for its welcome. */
  | "greeting"
  | "online"
  /** Online, and hello was said again to get what is missing. */
  | "resyncing"
  /** Lost; a timer runs until the next try. */
  | "waiting"
  /** The server said no, and trying again would not change that. */
  | "refused"
  | "closed";

/** Where to connect, and with which token; `expiresAt` in milliseconds since 1970, null where it is not known. */
export type Grant = {
  url: string;
  token: string;
  expiresAt: number | null;
  /** Called when it is about to be connected to; a grant that came too late never is. */
  onUse?(): void;
};

export type ConnectionOptions<Down> = {
  ports: Ports;
  /**
   * Fetches a token; `fresh` forbids one that was fetched before. Null when there is nothing to connect to.
   * What it throws is tried again, except a `BatonError` that is not temporary.
   */
  authorize(fresh: boolean): Promise<Grant | null>;
  /** The hello for that token, with what is held by now. */
  hello(token: string): object;
  decode(data: unknown): Down | null;
  onFrame(frame: Down): void;
  /** `error` says why, on `waiting` and `refused`, where that is known. */
  onState(state: ConnectionState, error: BatonError | null): void;
};

/** Limit of each step on the way to `online`, in milliseconds. */
const STEP_MS = 10_000;
/** A connection that has held this long has no failures behind it any more. */
const STEADY_MS = 5_000;
const PING_EVERY_MS = 25_000;
/** A token is renewed this long before it runs out: there is a ping between, and time for the answer. */
const RENEW_MS = PING_EVERY_MS + 2 * STEP_MS;
/** A peer that sends nothing for this long after a ping is gone, whatever the socket says. */
const SILENCE_MS = 10_000;

export type Connection = ReturnType<typeof createConnection>;

export function createConnection<Down extends DownFrame | DeskDownFrame>(options: ConnectionOptions<Down>) {
  const { ports } = options;
  let state: ConnectionState = "idle";
  let refusal: BatonError | null = null;
  let socket: Socket | null = null;
  let grant: Grant | null = null;
  let failures = 0;
  let wantsFresh = false;
  /** A server that asked for time is not woken before. */
  let heldBack = false;
  let heard = false;
  let awaitingPong = false;
  /** Tells a late answer of `authorize` from the current one. */
  let attempt = 0;
  let cancelTimer = () => {};

  const stopWaking = ports.onWake?.(wake);

  /** The only way from state to state: one timer at most, and it ends with the state. */
  function enter(
    next: ConnectionState,
    ms?: number,
    due?: () => void,
    error: BatonError | null = null,
  ): void {
    after(ms, due);
    state = next;
    refusal = next === "refused" ? error : null;
    options.onState(next, error);
  }

  function is(wanted: ConnectionState): boolean {
    return state === wanted;
  }

  function after(ms?: number, due?: () => void): void {
    cancelTimer();
    cancelTimer = ms !== undefined && due ? ports.setTimer(ms, due) : () => {};
  }

  function begin(): void {
    release();
    attempt += 1;
    const current = attempt;
    const isCurrent = () => attempt === current && state === "authorizing";
    enter("authorizing", STEP_MS, () => lose());
    if (!isCurrent()) return;
    options.authorize(wantsFresh).then(
      (answer) => isCurrent() && (answer ? open(answer) : enter("idle")),
      (thrown) => isCurrent() && fail(asBatonError(thrown)),
    );
  }

  function open(granted: Grant): void {
    grant = granted;
    granted.onUse?.();
    // Whoever is told may close the connection, or start it anew.
    if (!is("authorizing")) return;
    enter("connecting", STEP_MS, () => lose());
    if (!is("connecting")) return;
    try {
      socket = ports.openSocket(granted.url);
    } catch (thrown) {
      lose(asBatonError(thrown));
      return;
    }
    socket.onopen = greet;
    socket.onmessage = ({ data }: { data: unknown }) => receive(data);
    socket.onclose = () => lose();
    socket.onerror = () => lose();
  }

  function greet(): void {
    enter("greeting", STEP_MS, () => lose());
    sendHello();
  }

  function sendHello(): void {
    if (grant) socket?.send(JSON.stringify(options.hello(grant.token)));
  }

  function receive(data: unknown): void {
    heard = true;
    const down = options.decode(data);
    if (!down) return;
    const frame: DownFrame | DeskDownFrame = down;
    if (frame.type === "refused") refused(frame.error);
    else if (frame.type === "welcome") {
      options.onFrame(down);
      if (state === "greeting" || state === "resyncing") arrive();
    } else if (state !== "greeting") {
      if (frame.type === "pong") answered();
      options.onFrame(down);
    }
  }

  function arrive(): void {
    wantsFresh = false;
    awaitingPong = false;
    enter("online", STEADY_MS, () => {
      failures = 0;
      after(PING_EVERY_MS - STEADY_MS, ping);
    });
  }

  function ping(): void {
    heard = false;
    awaitingPong = true;
    after(SILENCE_MS, () => {
      awaitingPong = false;
      if (heard) after(PING_EVERY_MS - SILENCE_MS, ping);
      else lose();
    });
    socket?.send(JSON.stringify({ type: "ping" }));
    if (grant?.expiresAt && grant.expiresAt - ports.now() < RENEW_MS) renew();
  }

  /**
   * The next ping is set from here and not by the timer of the last: once a page has been hidden for a while,
   * browsers let timers that set one another fire once a minute, and by then an agent would count as gone.
   */
  function answered(): void {
    if (state !== "online" || !awaitingPong) return;
    awaitingPong = false;
    after(PING_EVERY_MS, ping);
  }

  /** Says hello with a fresh token while the old one still holds, so that nothing is missed between (I11). */
  function renew(): void {
    const renewed = socket;
    options.authorize(true).then(
      (fresh) => {
        if (!fresh || !renewed || socket !== renewed) return;
        const moved = fresh.url !== grant?.url;
        grant = fresh;
        if (moved) begin();
        else if (state === "online") resync();
        // The hello that is under way carries the old token.
        else sendHello();
      },
      // The server will say so when the old one has run out.
      () => {},
    );
  }

  function resync(): void {
    if (state !== "online") return;
    enter("resyncing", STEP_MS, () => lose());
    sendHello();
  }

  function refused(wire: WireError): void {
    const error = new BatonError(wire);
    // A token may have run out, or hello have come too late on a slow line. Said again to a fresh token, it is meant.
    if (error.code === "token_expired" || (error.code === "unauthenticated" && !wantsFresh)) {
      wantsFresh = true;
      lose(error);
    } else fail(error);
  }

  function fail(error: BatonError): void {
    if (isTemporary(error)) lose(error);
    else {
      release();
      enter("refused", undefined, undefined, error);
    }
  }

  function lose(error: BatonError | null = null): void {
    release();
    const asked = error?.retryAfterMs ?? 0;
    heldBack = asked > 0;
    const wait = Math.max(backoff(failures, ports.random), asked);
    failures += 1;
    enter("waiting", wait, begin, error);
  }

  function release(): void {
    if (!socket) return;
    // The error handler stays: `ws` raises an unhandled error when it is closed before it was open.
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.onerror = () => {};
    socket.close();
    socket = null;
  }

  /** The network may be back, or the machine has slept: find out at once. */
  function wake(): void {
    if (state === "waiting" && !heldBack) begin();
    else if (state === "online" && !awaitingPong) ping();
  }

  return {
    get state() {
      return state;
    },
    /** Why the server refused, while it does. */
    get refusal() {
      return refusal;
    },
    /** Connects, unless it already does or is closed. Also tries anew after a refusal. */
    start(): void {
      if (state === "idle" || state === "refused") begin();
    },
    /** Drops whatever there is and connects anew, to where `authorize` says now. */
    restart(): void {
      if (state !== "closed") begin();
    },
    /** Gives the socket up as lost. */
    drop(): void {
      if (socket) lose();
    },
    /** Says hello again on the open socket: the welcome brings what is missing. */
    resync,
    /** False when there is no greeted socket; then nothing was sent. */
    send(frame: object): boolean {
      if (!socket || (state !== "online" && state !== "resyncing")) return false;
      socket.send(JSON.stringify(frame));
      return true;
    },
    close(): void {
      if (state === "closed") return;
      stopWaking?.();
      release();
      enter("closed");
    },
  };
}
