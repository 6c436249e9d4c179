import type { WireError } from "../protocol/errors.ts";
import { BatonError, localError } from "./baton-error.ts";
import type { Ports } from "./ports.ts";

const ANSWER_MS = 10_000;

type Request = { promise: Promise<void>; end(error?: BatonError): void };

/** Pages of earlier entries: one request at a time, shared by whoever asks meanwhile. */
export function createHistory(ports: Ports, ask: () => boolean) {
  let request: Request | null = null;

  function send(): Promise<void> {
    if (!ask()) return Promise.reject(unavailable());
    let end: Request["end"] = () => {};
    const cancel = ports.setTimer(ANSWER_MS, () => end(unavailable()));
    const promise = new Promise<void>((resolve, reject) => {
      end = (error) => {
        cancel();
        request = null;
        if (error) reject(error);
        else resolve();
      };
    });
    request = { promise, end };
    return promise;
  }

  return {
    /** Asks for the page before what is held. */
    load: (): Promise<void> => request?.promise ?? send(),
    arrived: () => request?.end(),
    /** Whether a refusal that names no command was the answer to this. */
    refused(error: WireError): boolean {
      const asked = request !== null;
      request?.end(new BatonError(error));
      return asked;
    },
    interrupted: () => request?.end(unavailable()),
  };
}

function unavailable(): BatonError {
  return localError("unavailable", "The earlier entries could not be fetched.");
}
