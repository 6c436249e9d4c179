import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { workspaceUrl } from "../conversation/client/addresses.ts";
import { parse, request } from "../conversation/client/http.ts";
import type { Ports } from "../conversation/client/ports.ts";

/** What the workspace has customers told before they write. */
export type NoticesTold = {
  /** Of monitoring: nothing, that it may happen, or that and asked (M12). */
  monitoring: "off" | "notice" | "consent";
  /** When people are back, outside their hours; null within them, and where they never are (B6). */
  backAt: string | null;
  /** Whether files may be sent at all. */
  takesFiles: boolean;
};

/**
 * It never depends on whether somebody monitors. Who has begun a conversation has agreed to it: nothing is kept on
 * the device for that.
 */
export function createNotices(load: () => Promise<NoticesTold>, hasBegun: ReadonlySignal<boolean>) {
  const told = signal<NoticesTold>({ monitoring: "off", backAt: null, takesFiles: true });
  const agreed = signal(false);
  let asking = false;
  return {
    told,
    /** Whether the visitor still has to agree before they write. */
    mustAgree: computed(() => told.value.monitoring === "consent" && !agreed.value && !hasBegun.value),
    agree(): void {
      agreed.value = true;
    },
    /** The next one is asked anew. */
    forget(): void {
      agreed.value = false;
    },
    /** At each sight of the panel, for hours go by. Where the server is out of reach, what was told stands. */
    learn(): void {
      if (asking) return;
      asking = true;
      const done = () => {
        asking = false;
      };
      load().then((news) => {
        told.value = news;
        done();
      }, done);
    },
  };
}

export async function fetchNotices(ports: Ports, host: string, workspace: string): Promise<NoticesTold> {
  const body = parse(
    await request(ports, `${workspaceUrl(host, workspace)}/notices`, { method: "GET", headers: {} }),
  );
  const field = (name: string): unknown =>
    typeof body === "object" && body !== null ? Reflect.get(body, name) : null;
  const [monitoring, backAt] = [field("monitoring"), field("backAt")];
  return {
    monitoring: monitoring === "notice" || monitoring === "consent" ? monitoring : "off",
    backAt: typeof backAt === "string" ? backAt : null,
    takesFiles: field("attachments") !== false,
  };
}
