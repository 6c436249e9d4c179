import type { CustomerView, Entry } from "../conversation/core/view/types.ts";
import type { Settings } from "./settings.ts";

/** What the page holds on to as `window.baton`. */

export type BatonEvents = {
  /** The launcher is on the page. Told also to those who ask late. */
  ready: undefined;
  open: undefined;
  close: undefined;
  /** How many messages the customer has not seen. */
  unread: number;
  /** A committed message, of anybody in the conversation. */
  message: Entry;
  /** Who answers has changed. */
  control: { state: CustomerView["state"] };
  conversation_started: { id: string };
  conversation_ended: { id: string };
  /** `load_failed`, or a code from the closed list. */
  error: { code: string; message: string };
};

export type Emit = <Name extends keyof BatonEvents>(name: Name, detail: BatonEvents[Name]) => void;

export type BatonMethods = {
  /** Puts the widget on the page. Called again, it updates; with another workspace or host it starts over. */
  boot(settings?: Settings): void;
  /** Removes every node, listener and timer. A conversation goes on and is there at the next boot. */
  shutdown(): void;
  /** Changes some settings and keeps the others. */
  update(settings: Settings): void;
  open(): void;
  close(): void;
  toggle(): void;
  /** Shows or hides the whole widget, launcher included. */
  show(): void;
  hide(): void;
  /** Says who the visitor is, by a token signed by the site's backend. Somebody else's starts a clean session. */
  identify(token: string | undefined): void;
  /**
   * Ends the session and wipes all that the widget kept here, mute included. The server voids the session's key; without a
   * network, as soon as there is one, while the page lasts.
   */
  logout(): void;
  /** Switches the language of everything at once. */
  setLocale(tag: string): void;
  /** Writes into the composer, without sending. */
  prefill(text: string): void;
  /** Calls `listener` at each event, until the returned function is called. */
  on<Name extends keyof BatonEvents>(name: Name, listener: (detail: BatonEvents[Name]) => void): () => void;
};

/** `baton.open()` and `baton("open")` are the same. */
export type Baton = BatonMethods &
  (<Name extends keyof BatonMethods>(
    name: Name,
    ...args: Parameters<BatonMethods[Name]>
  ) => ReturnType<BatonMethods[Name]>);
