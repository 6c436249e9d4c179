import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useConsole } from "../use-console.ts";

/** Begins to watch; where somebody else does, it says who (M4). While one watches, the frame has the way out. */
export function MonitorButton(props: { conversation: OpenConversation; view: ConversationView }) {
  const { conversation, view } = props;
  const console = useConsole();
  const starting = conversation.busy === "monitor";
  const other = conversation.monitoredBy;
  if (conversation.watching || !(other || starting || view.can.includes("monitor"))) return null;
  const away = console.presence !== "available" ? words.monitor.available : null;
  const label = other
    ? words.monitor.by(other.name)
    : starting
      ? words.monitor.starting
      : words.monitor.start;
  return (
    <button
      type="button"
      class="button compact"
      data-part="monitor"
      aria-disabled={other !== null || starting || away !== null}
      aria-keyshortcuts="m"
      title={other ? label : (away ?? label)}
      onClick={() => void console.monitor()}
    >
      {starting ? <Spinner /> : <Icon name="eye" />} <span class="compact-label">{label}</span>
    </button>
  );
}
