import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { useConsole } from "../use-console.ts";

/** Told where the workspace says so, and never for the reason that somebody monitors (M12). */
export function MonitoringNotice() {
  if (!useConsole().monitoringNotice.value) return null;
  return (
    <p class="monitoring-notice" data-part="monitoring-notice">
      <Icon name="eye" /> {words.monitor.agentNotice}
    </p>
  );
}
