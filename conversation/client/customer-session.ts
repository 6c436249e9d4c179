import { localError } from "./baton-error.ts";
import type { CustomerClientOptions } from "./customer-api.ts";
import type { Ports } from "./ports.ts";
import { endSession, lineageOf, openSession, type Session } from "./session.ts";

/** Where the workspace says that the customer is; `started` when this client asked for it to be there. */
export type Whereabouts = Session & { started: boolean };

export type CustomerSession = ReturnType<typeof createCustomerSession>;

/** A token is not used in the last moments of its life. */
const MARGIN_MS = 30_000;
/** Long, for a request over a bad network takes its time; it is not to be for ever. */
const ANSWER_MS = 30_000;
const KEY_PATTERN = /^[\w-]{43}$/u;

/** The session of one client: its key, and what the server has answered to it last. */
export function createCustomerSession(options: CustomerClientOptions, ports: Ports, onKey: () => void) {
  const { identity } = options;
  const server = { host: options.host, workspace: options.workspace };
  const kept = options.session && KEY_PATTERN.test(options.session) ? options.session : null;
  let key = kept ?? ports.newKey();
  let hasBegun = kept !== null;
  let isOver = false;
  let locale = options.locale ?? "en";
  let current: Whereabouts | null = null;
  let request: Promise<void> | null = null;
  let giveUp = () => {};

  async function ask(start: boolean): Promise<void> {
    const said = options.said?.();
    goOnWith(options.kept?.());
    const answer = await inTime(
      openSession(ports, server, {
        key,
        locale,
        start,
        ...(identity !== undefined && { identity }),
        ...(said && { said }),
      }),
    );
    goOnWith(answer?.key);
    if (start && !answer) throw localError("unavailable", "The conversation is not there yet.");
    current = answer && { ...answer, started: start };
  }

  /** Others wait for the same answer: one that does not come must not keep them from asking again. */
  function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const silence = new Promise<never>((_, reject) => {
      giveUp = () => reject(localError("unavailable", "The server has not answered."));
    });
    const cancelTimer = ports.setTimer(ANSWER_MS, giveUp);
    return Promise.race([answer, silence]).finally(cancelTimer);
  }

  /** With another key of this session, where there is one. It is told before it is first used: the old one ends with that. */
  function goOnWith(other: string | null | undefined): void {
    if (!other || other === key || isOver || lineageOf(other) !== lineageOf(key)) return;
    key = other;
    onKey();
  }

  return {
    /** Whether it goes on from what an earlier client has kept. */
    isResumed: kept !== null,
    lineage: lineageOf(key),

    /** What is to be kept of it; null while there is nothing to keep, and after the logout. */
    get key() {
      return hasBegun && !isOver ? key : null;
    },
    /** From here on there is something to keep. */
    begin(): void {
      hasBegun = true;
    },

    get current() {
      return current;
    },
    /** What was answered does not hold any more. */
    forget(): void {
      current = null;
    },

    /**
     * Where the customer is, with a token that lasts; null where there is no conversation and none was to be started.
     * Whoever asks while a request is under way is given its answer: two could come in either order. Rejects with a
     * `BatonError`.
     */
    async open({ fresh, start }: { fresh: boolean; start: boolean }): Promise<Whereabouts | null> {
      if (!fresh && current && current.expiresAt - ports.now() > MARGIN_MS) return current;
      request ??= ask(start).finally(() => {
        request = null;
      });
      await request;
      return current;
    },

    setLocale(tag: string): void {
      locale = tag;
    },

    /** The server voids its keys. Rejects where it was not reached: to be called again. */
    async logout(): Promise<void> {
      isOver = true;
      await endSession(ports, server, key);
    },

    /** Whoever waits for an answer waits no more. */
    close: () => giveUp(),
  };
}
