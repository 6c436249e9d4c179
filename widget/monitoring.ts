import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { workspaceUrl } from "../conversation/client/addresses.ts";
import { parse, request } from "../conversation/client/http.ts";
import type { Ports } from "../conversation/client/ports.ts";

/** What the workspace has customers told of monitoring: nothing, that it may happen, or that and asked (M12). */
export type MonitoringNotice = "off" | "notice" | "consent";

export type Monitoring = ReturnType<typeof createMonitoring>;

/**
 * It never depends on whether somebody monitors. Who has begun a conversation has agreed to it: nothing is kept on
 * the device for that.
 */
export function createMonitoring(load: () => Promise<MonitoringNotice>, hasBegun: ReadonlySignal<boolean>) {
  const notice = signal<MonitoringNotice>("off");
  const agreed = signal(false);
  let asked = false;
  return {
    notice,
    /** Whether the visitor still has to agree before they write. */
    mustAgree: computed(() => notice.value === "consent" && !agreed.value && !hasBegun.value),
    agree(): void {
      agreed.value = true;
    },
    /** Once, and again with the next opening where the server was out of reach. */
    learn(): void {
      if (asked) return;
      asked = true;
      load().then(
        (told) => {
          notice.value = told;
        },
        () => {
          asked = false;
        },
      );
    },
  };
}

export async function fetchNotice(ports: Ports, host: string, workspace: string): Promise<MonitoringNotice> {
  const body = parse(
    await request(ports, `${workspaceUrl(host, workspace)}/notices`, { method: "GET", headers: {} }),
  );
  const told = typeof body === "object" && body !== null && "monitoring" in body ? body.monitoring : null;
  return told === "notice" || told === "consent" ? told : "off";
}
