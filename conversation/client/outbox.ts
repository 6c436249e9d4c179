import type { WireError } from "../protocol/errors.ts";
import { backoff } from "./backoff.ts";
import { BatonError, isTemporary, localError } from "./baton-error.ts";
import type { Ports } from "./ports.ts";

/**
 * Commands on their way to a room: strictly in order, one in flight. A command keeps its client id through
 * every resend, so the room commits it at most once (I3).
 */

export type Outgoing<Frame> = {
  readonly frame: Frame;
  /** When it was given to the outbox, ISO, UTC. */
  readonly at: string;
  readonly state: "sending" | "failed";
};

export type OutboxOptions<Frame> = {
  ports: Ports;
  /** Called only between `online` and `offline`. */
  send(frame: Frame): void;
  /** No answer came in time: the connection is worth nothing. */
  onSilence(): void;
  onChange(): void;
  /** What becomes of a command that has failed. Its promise rejects, unless it is held. */
  fateOf(frame: Frame, error: BatonError): Fate;
  /**
   * Where commands are kept outside of this process: notes that this one is about to be sent, which it is only after
   * that. Never rejects.
   */
  note?(frame: Frame): Promise<void>;
};

/** A command that was in another outbox before this one. */
export type Adopted<Frame> = Outgoing<Frame> & {
  /** It may have been sent from there. */
  readonly unanswered: boolean;
};

/**
 * `keep`: it stays, to be shown and retried. `drop`: whoever sent it has it back with the rejection.
 * `hold`: it stays at the head, until `online` is called again.
 */
export type Fate = "keep" | "drop" | "hold";

/** More than this many waiting commands are turned away. */
const MOST = 100;
const ANSWER_MS = 10_000;
/** A command that the server could not carry out is sent this often before it counts as failed. */
const TRIES = 4;
const DEFAULT_PAUSE_MS = 1_000;

type Item<Frame, Result> = {
  shown: Outgoing<Frame>;
  /** It was sent, and nobody knows whether it was committed. */
  unanswered: boolean;
  /** Whether it has been noted, since the room listens, that it is about to be sent. */
  noted: Promise<void> | boolean;
  refusals: number;
  promise: Promise<Result>;
  resolve(result: Result): void;
  reject(error: BatonError): void;
};

export type Outbox<Frame extends { clientId: string }, Result> = ReturnType<
  typeof createOutbox<Frame, Result>
>;

export function createOutbox<Frame extends { clientId: string }, Result>(options: OutboxOptions<Frame>) {
  const { ports } = options;
  let items: readonly Item<Frame, Result>[] = [];
  let shown: readonly Outgoing<Frame>[] = [];
  let online = false;
  /** A timer runs: for the answer to the command in flight, or for the end of a pause. */
  let busy = false;
  let cancelTimer = () => {};

  const idOf = (item: Item<Frame, Result>) => item.shown.frame.clientId;
  const head = () => items.find((item) => item.shown.state === "sending");

  function change(next: readonly Item<Frame, Result>[]): void {
    items = next;
    shown = items.map((item) => item.shown);
    options.onChange();
  }

  function wait(ms: number, due: () => void): void {
    busy = true;
    cancelTimer();
    cancelTimer = ports.setTimer(ms, () => {
      busy = false;
      due();
    });
  }

  function stopWaiting(): void {
    cancelTimer();
    busy = false;
  }

  function pump(): void {
    const item = head();
    if (!online || busy || !item) return;
    item.unanswered = true;
    if (isStillToNote(item)) return;
    // All is in place before it goes out: the answer may be as quick as it likes.
    wait(ANSWER_MS, options.onSilence);
    options.send(item.shown.frame);
  }

  function isStillToNote(item: Item<Frame, Result>): boolean {
    if (!options.note || item.noted === true) return false;
    if (item.noted === false) {
      const noted = options.note(item.shown.frame).then(() => {
        if (item.noted !== noted) return;
        item.noted = true;
        pump();
      });
      item.noted = noted;
    }
    return true;
  }

  function find(clientId: string): Item<Frame, Result> | undefined {
    return items.find((item) => idOf(item) === clientId);
  }

  function make({ unanswered, ...shown }: Adopted<Frame>): Item<Frame, Result> {
    let resolve: Item<Frame, Result>["resolve"] = () => {};
    let reject: Item<Frame, Result>["reject"] = () => {};
    const promise = new Promise<Result>((...both) => {
      [resolve, reject] = both;
    });
    return { shown, unanswered, noted: false, refusals: 0, promise, resolve, reject };
  }

  function add(frame: Frame, unanswered = false): Promise<Result> {
    const known = find(frame.clientId);
    if (known) return known.promise;
    if (items.length >= MOST) {
      return Promise.reject(localError("unavailable", "Too many commands are waiting."));
    }
    return append(frame, unanswered);
  }

  function append(frame: Frame, unanswered: boolean): Promise<Result> {
    const at = new Date(ports.now()).toISOString();
    const item = make({ frame, at, state: "sending", unanswered });
    change([...items, item]);
    pump();
    return item.promise;
  }

  function remove(item: Item<Frame, Result>): void {
    change(items.filter((other) => other !== item));
  }

  function fail(item: Item<Frame, Result>, error: BatonError): void {
    const fate = options.fateOf(item.shown.frame, error);
    if (fate === "hold") {
      online = false;
      return;
    }
    if (fate === "drop") remove(item);
    else {
      item.shown = { ...item.shown, state: "failed" };
      change(items);
    }
    item.reject(error);
  }

  /** What was in flight stays at the head. */
  function offline(): void {
    online = false;
    stopWaiting();
  }

  /** Fails what waits, or the part of it that the test picks. */
  function failAll(
    error: BatonError,
    picks: (frame: Frame, unanswered: boolean) => boolean = () => true,
  ): void {
    for (const item of items) {
      const { frame, state } = item.shown;
      if (state === "sending" && picks(frame, item.unanswered)) fail(item, error);
    }
  }

  return {
    /**
     * Resolves with the room's answer once the command is durable; rejects with a `BatonError`. One that waits already
     * is not added a second time.
     */
    add,

    /** Takes over what another outbox had, ahead of all that was added here. Before anything is sent. */
    adopt(others: readonly Adopted<Frame>[]): void {
      const first = others.map((other) => {
        const item = find(other.frame.clientId) ?? make(other);
        item.unanswered ||= other.unanswered;
        // Nobody here waits for it.
        item.promise.catch(() => {});
        return item;
      });
      change([...first, ...items.filter((item) => !first.includes(item))]);
      pump();
    },

    /** What has no answer yet or has failed, in order; the same array until that changes. */
    pending: () => shown,

    /** Whether the command of that id may have been sent, and nobody knows whether it was committed. */
    isUnanswered: (clientId: string) => find(clientId)?.unanswered === true,

    /** Whether the command that goes next was sent before, and nobody knows whether it was committed. */
    inDoubt: () => head()?.unanswered === true,

    /** The room listens: the first command that waits is sent, again if it was sent before. */
    online(): void {
      online = true;
      // It may be another room than the one before.
      for (const item of items) item.noted = false;
      pump();
    },

    /** The room is out of reach. */
    offline,

    acknowledged(clientId: string, result: Result): void {
      const item = find(clientId);
      if (!item) return;
      if (item === head()) stopWaiting();
      remove(item);
      item.resolve(result);
      pump();
    },

    refused(clientId: string, wire: WireError): void {
      const item = head();
      if (!item || idOf(item) !== clientId) return;
      stopWaiting();
      const error = new BatonError(wire);
      if (error.code === "rate_limited") {
        wait(error.retryAfterMs ?? DEFAULT_PAUSE_MS, pump);
      } else if (isTemporary(error)) {
        item.refusals += 1;
        if (item.refusals < TRIES) wait(backoff(item.refusals, ports.random), pump);
        else fail(item, error);
      } else {
        item.unanswered = false;
        fail(item, error);
      }
      pump();
    },

    /**
     * Sends a failed command again, last in line. It gets a new client id, because the room has refused the
     * old one, unless nobody knows whether the old one was committed: then only the same id is safe.
     */
    retry(clientId: string): Promise<Result> {
      const item = items.find((other) => idOf(other) === clientId && other.shown.state === "failed");
      if (!item) return Promise.reject(localError("not_found", "There is no failed message of that id."));
      items = items.filter((other) => other !== item);
      const { frame } = item.shown;
      // It was here already, however many more there are by now: it is not turned away, or it would be lost.
      return item.unanswered ? append(frame, true) : append({ ...frame, clientId: ports.newId() }, false);
    },

    /** Changes commands that were never sent; one that was sent is the same to the letter, or it is another. */
    rewrite(to: (frame: Frame) => Frame): void {
      for (const item of items) {
        if (!item.unanswered) item.shown = { ...item.shown, frame: to(item.shown.frame) };
      }
      change(items);
    },

    failAll,

    /** Stops for good; what waits fails. */
    close(error: BatonError): void {
      offline();
      failAll(error);
    },
  };
}
