import { signal } from "@preact/signals";
import { act, configure, render } from "@testing-library/preact";
import { fakePorts } from "../../conversation/client/testing/fake-ports.ts";
import type { CustomerView } from "../../conversation/core/view/types.ts";
import { createChat } from "../chat.ts";
import type { ChatClient } from "../chat-options.ts";
import { PanelFrame } from "../components/panel-frame.tsx";
import type { NoticesTold } from "../notices.ts";
import { saidStore } from "../said.ts";
import type { Settings } from "../settings.ts";
import { fakeClient } from "./fake-client.ts";
import { fakeDevice } from "./fake-device.ts";
import { wordsOf } from "./views.ts";

// What comes later is transformed when it is first asked for, on machines that have other things to do.
configure({ asyncUtilTimeout: 4_000 });

/** The open panel over a fake client; `set` is the room, and draws at once. */
export async function renderPanel(
  locale = "en",
  session?: string,
  settings: Settings = {},
  notices: Partial<NoticesTold> = {},
) {
  const words = await wordsOf(locale);
  const client = fakeClient(session);
  const chat = createChat({
    ...fakeDevice(),
    createClient: () => client,
    store: { read: () => null, write: () => {}, watch: () => () => {} },
    identity: undefined,
    emit: () => {},
    loadNotices: async () => ({ monitoring: "off", backAt: null, takesFiles: true, ...notices }),
    onUnread: () => {},
  });
  const server = fakePorts();
  let closed = 0;
  const { container } = render(
    <PanelFrame
      {...{ chat, words }}
      settings={signal(settings)}
      server={{ ports: server.ports, host: "https://baton.test", workspace: "demo" }}
      said={saidStore("baton:demo:said")}
      onClose={() => closed++}
    />,
  );
  act(() => chat.setOpen(true));

  const part = (name: string) => container.querySelector<HTMLElement>(`[part~="${name}"]`);
  return {
    client,
    chat,
    words,
    container,
    /** What answers over HTTP. */
    server,
    /** The element of a part, or null. */
    part,
    /** All elements of a part. */
    parts: (name: string) => [...container.querySelectorAll<HTMLElement>(`[part~="${name}"]`)],
    /** The element of a part that must be there. */
    get(name: string): HTMLElement {
      const found = part(name);
      if (!found) throw new Error(`There is no part ${name}.`);
      return found;
    },
    set(view: Partial<CustomerView>, status: ChatClient["status"] = "online"): void {
      act(() => {
        client.set(view, status);
        // Opening an open panel draws what there is.
        chat.setOpen(true);
      });
    },
    closed: () => closed,
  };
}
