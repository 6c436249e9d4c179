import { signal } from "@preact/signals";
import { act, render } from "@testing-library/preact";
import type { CustomerView } from "../../conversation/core/view/types.ts";
import { type ChatClient, createChat } from "../chat.ts";
import { PanelFrame } from "../components/panel-frame.tsx";
import type { NoticesTold } from "../notices.ts";
import type { Settings } from "../settings.ts";
import { fakeClient } from "./fake-client.ts";
import { wordsOf } from "./views.ts";

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
    createClient: () => client,
    store: { read: () => null, write: () => {}, watch: () => () => {} },
    identity: undefined,
    emit: () => {},
    loadNotices: async () => ({ monitoring: "off", backAt: null, ...notices }),
    onUnread: () => {},
  });
  let closed = 0;
  const { container } = render(
    <PanelFrame chat={chat} words={words} settings={signal(settings)} onClose={() => closed++} />,
  );
  act(() => chat.setOpen(true));

  const part = (name: string) => container.querySelector<HTMLElement>(`[part~="${name}"]`);
  return {
    client,
    chat,
    words,
    container,
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
