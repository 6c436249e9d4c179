/** One of the browsers that the round trip knows. */
export type Kind = {
  name: string;
  /** Debian's packages with the browser and what drives it. */
  packages: string;
  /** Starts it with a fresh profile; null where it is not installed. */
  launch(): Promise<DrivenBrowser> | null;
};

/** What the round trip needs of a browser, whatever it is driven by. */
export interface DrivenBrowser {
  /** As it calls itself, e.g. `Mozilla Firefox 140.4.0esr`. */
  readonly version: string;
  /** A new tab of the same profile. */
  open(url: string): Promise<Tab>;
  /** Ends the browser and all that was started for it, and forgets its profile. */
  close(): Promise<void>;
}

export interface Tab {
  go(url: string): Promise<void>;
  /** The value of an expression in the page: what JSON can carry. Expressions are text because no driver takes more. */
  evaluate(expression: string): Promise<unknown>;
  /** A press of the first button of the mouse, in CSS pixels of the viewport. */
  clickAt(x: number, y: number): Promise<void>;
  /** Keys, one after the other, into whatever has the focus; `KEYS` among them. */
  type(text: string): Promise<void>;
  /** Chooses files for the `<input type="file">` that `expression` is. */
  setFiles(expression: string, paths: readonly string[]): Promise<void>;
  /** The viewport as a PNG. */
  screenshot(): Promise<Buffer>;
  /** Makes it the tab that is looked at. */
  show(): Promise<void>;
  close(): Promise<void>;
}

/** Keys without a character, as WebDriver writes them. */
export const KEYS = { enter: "\uE007", escape: "\uE00C" } as const;

/** A window wide enough for the chat at the side of a page. */
export const WINDOW = { width: 1000, height: 760 } as const;

/** The browser may well be able to do it; the protocol that drives it is not. */
export class CannotBeDriven extends Error {
  override name = "CannotBeDriven";
}

/** What a driver calls an error, as one. */
export function driverError(code: string, message: string): Error {
  const isMissing = ["unknown command", "unknown method", "unsupported operation"].includes(code);
  return new (isMissing ? CannotBeDriven : Error)(`${code}: ${message}`);
}

/** The keys of a text as the actions of WebDriver, which its two protocols share. */
export function keyActions(text: string): object {
  const actions = [...text].flatMap((value) => [
    { type: "keyDown", value },
    { type: "keyUp", value },
  ]);
  return { type: "key", id: "keyboard", actions };
}

/** The click as the actions of WebDriver. */
export function clickActions(x: number, y: number): object {
  const actions = [
    { type: "pointerMove", x: Math.round(x), y: Math.round(y) },
    { type: "pointerDown", button: 0 },
    { type: "pointerUp", button: 0 },
  ];
  return { type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions };
}
