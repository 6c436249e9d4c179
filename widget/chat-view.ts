import { signal } from "@preact/signals";
import type { ChatClient } from "./chat-options.ts";

/** What is drawn of the conversation: the client's view in signals, changed at most once a frame. */
export function createChatView(client: () => ChatClient) {
  const view = signal(client().snapshot());
  const status = signal(client().status);
  /** False until the conversation of a kept session is here: until then nothing that comes is news. */
  const settled = signal(client().status === "idle");
  let frame = 0;
  /** The server has refused because there is no such conversation (any more). */
  let isGone = false;

  function flush(): void {
    stop();
    const now = client();
    view.value = now.snapshot();
    isGone &&= now.status !== "online";
    status.value = isGone && now.status === "refused" ? "idle" : now.status;
    // After the view: what stood there at the first sight of it was no news.
    if (now.status === "online" || now.status === "idle" || now.status === "refused") settled.value = true;
  }

  function stop(): void {
    cancelAnimationFrame(frame);
    frame = 0;
  }

  return {
    ...{ view, status, settled, flush, stop },
    /** At most once a frame, however fast a reply streams; a hidden page has no frames. */
    draw(): void {
      if (document.visibilityState === "hidden") flush();
      else if (frame === 0) frame = requestAnimationFrame(flush);
    },
    /** There is another client. */
    reset(): void {
      settled.value = client().status === "idle";
    },
    /** A conversation that is no longer there is no trouble of the visitor's: the next message starts another. */
    setGone(gone: boolean): void {
      isGone = gone;
    },
  };
}
