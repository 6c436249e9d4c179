import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";

/** That conversations may be monitored, where the workspace has customers told, or asked. */
export function MonitoringNotice({ chat: { notices }, words }: { chat: Chat; words: Words }) {
  if (notices.told.value.monitoring === "off") return null;
  return (
    <div part="monitoring" class="monitoring">
      <p>{words.t("monitoring.notice")}</p>
      {notices.mustAgree.value && (
        <button type="button" part="agree" class="question" onClick={notices.agree}>
          {words.t("monitoring.agree")}
        </button>
      )}
    </div>
  );
}
