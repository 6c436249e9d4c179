/** Waiting that can be called off: each rejects with the signal's reason then. */

/** Resolves or rejects as `start` says; what `start` returns ends its work, whichever way it ends. */
export async function until<Result = void>(
  start: (done: (result: Result) => void, failed: (reason: unknown) => void) => () => void,
  signal: AbortSignal,
): Promise<Result> {
  signal.throwIfAborted();
  let stop = () => {};
  let abort = () => {};
  try {
    return await new Promise<Result>((resolve, reject) => {
      abort = () => reject(signal.reason);
      signal.addEventListener("abort", abort);
      stop = start(resolve, reject);
    });
  } finally {
    signal.removeEventListener("abort", abort);
    stop();
  }
}

export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return until((done) => {
    const timer = setTimeout(done, ms);
    return () => clearTimeout(timer);
  }, signal);
}

export function unlessStopped<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return until<Result>((done, failed) => {
    promise.then(done, failed);
    return () => {};
  }, signal);
}
