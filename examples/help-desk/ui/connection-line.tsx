import { words } from "../words.ts";
import { Spinner } from "./parts/spinner.tsx";
import { useConsole } from "./use-console.ts";

/** Says that the connection is gone, where nothing has to move for it. */
export function ConnectionLine() {
  if (useConsole().status.value === "online") return null;
  return (
    <p class="connection-line" data-part="banner" data-kind="connection" role="status">
      <Spinner /> {words.reconnecting} <span class="not-on-phone">{words.mayBeOld}</span>
    </p>
  );
}
