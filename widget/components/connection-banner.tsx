import { useEffect, useState } from "preact/hooks";
import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";
import { connectionText, isCrowded } from "../wording.ts";

/** A connection that is back within this time, in milliseconds, is not worth a word. */
const GRACE_MS = 800;

/** What is wrong with the connection. */
export function ConnectionBanner({ chat, words }: { chat: Chat; words: Words }) {
  const status = chat.status.value;
  const hasNetwork = useNetwork();
  const isDown = status === "connecting" || status === "offline";
  const [isLong, setLong] = useState(false);

  useEffect(() => {
    setLong(false);
    if (!isDown) return;
    const timer = setTimeout(() => setLong(true), GRACE_MS);
    return () => clearTimeout(timer);
  }, [isDown]);

  const { timeline } = chat.view.value;
  const hasUnsent = timeline.some((entry) => "state" in entry && entry.state === "sending");
  const text = connectionText(status, hasNetwork, words, hasUnsent);
  const isBrief = isDown && hasNetwork && !isLong;
  // A kept conversation on its way says so in the log.
  const isFirst = status === "connecting" && hasNetwork && !chat.settled.value && timeline.length === 0;
  // Nothing is being connected, and the notice says until when.
  const isHeldBack = isDown && hasNetwork && isCrowded(chat.notice.value);
  if (text === null || isBrief || isFirst || isHeldBack) return null;
  return (
    <div part="connection" role="status">
      {status !== "refused" && <span class="spinner" aria-hidden="true" />}
      {text}
    </div>
  );
}

/** Whether the device has a network, as far as it knows. */
function useNetwork(): boolean {
  const [hasNetwork, setNetwork] = useState(navigator.onLine);
  useEffect(() => {
    const update = () => setNetwork(navigator.onLine);
    addEventListener("online", update);
    addEventListener("offline", update);
    return () => {
      removeEventListener("online", update);
      removeEventListener("offline", update);
    };
  }, []);
  return hasNetwork;
}
