import { ResponderError } from "../responder.ts";

/** Runs `run` after `ms`; the function it returns calls that off. */
export type After = (ms: number, run: () => void) => () => void;

export const afterTimeout: After = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** Guards one exchange with a server: it ends with the caller's signal, or when time is up. */
export type Watch = {
  /** Give it to fetch: aborting closes the connection. */
  signal: AbortSignal;
  /** The next thing must come within `ms`, or everything ends with a `timeout`. Replaces what was expected before. */
  expectWithin(ms: number, what: string): void;
  /** Nothing is expected for now. */
  rest(): void;
  /** What `promise` gives, or a rejection as soon as the exchange has ended, however deaf the promise is to it. */
  race<T>(promise: Promise<T>): Promise<T>;
  sleep(ms: number): Promise<void>;
  /** Ends the exchange: closes the connection, clears the timers. */
  end(): void;
};

export function startWatch(caller: AbortSignal, totalMs: number, after: After): Watch {
  const control = new AbortController();
  const { signal } = control;
  let fail: (reason: Error) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    fail = reject;
  });
  ended.catch(() => {}); // nobody may be racing when it ends
  // The signal is told no reason: workerd logs one as uncaught where the request has not been sent whole yet.
  const stop = (reason: Error) => {
    fail(reason);
    control.abort();
  };
  const timeOut = (what: string) => () =>
    stop(new ResponderError("timeout", `The model endpoint timed out: ${what}.`));
  const cancelTotal = after(totalMs, timeOut(`no whole answer within ${totalMs} ms`));
  let cancelNext = () => {};

  const watch: Watch = {
    signal,
    expectWithin(ms, what) {
      cancelNext();
      cancelNext = after(ms, timeOut(`no ${what} within ${ms} ms`));
    },
    rest() {
      cancelNext();
    },
    race: (promise) => {
      promise.catch(() => {}); // it may fail after the race is over
      return Promise.race([ended, promise]);
    },
    sleep(ms) {
      let cancel = () => {};
      const slept = new Promise<void>((resolve) => {
        cancel = after(ms, resolve);
      });
      return watch.race(slept).finally(cancel);
    },
    end() {
      cancelTotal();
      cancelNext();
      caller.removeEventListener("abort", watch.end);
      stop(new Error("The exchange has ended."));
    },
  };
  caller.addEventListener("abort", watch.end, { once: true });
  if (caller.aborted) watch.end();
  return watch;
}
