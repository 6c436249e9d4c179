/**
 * Settings of the script tag. Each may come as a `data-` attribute, through `boot`, or through `update`, where
 * `undefined` goes back to the default.
 */
export type Settings = {
  /** Name of the workspace on the server: `[a-z0-9-]{1,32}`. */
  workspace?: string | undefined;
  /** Origin of the Baton server, e.g. `https://chat.example.com`. Default: the origin of the script. */
  host?: string | undefined;
  /** BCP 47 tag. Default: the page's `lang`, then the browser's languages. */
  locale?: string | undefined;
  /** Identity token signed by the site's own backend. */
  identity?: string | undefined;
  /** Default `auto`: as the system has it. */
  colorScheme?: "auto" | "light" | "dark" | undefined;
  /** The lower corner at the end (default) or start of the line, in the widget's direction of writing. */
  position?: "end" | "start" | undefined;
  /** Distance from the edges of the viewport, in CSS pixels. Default 16. */
  offset?: number | string | undefined;
  /** Default 2147483000. */
  zIndex?: number | string | undefined;
  /** `none` leaves opening to the page: `baton("open")`. */
  launcher?: "default" | "none" | undefined;
  /**
   * When the panel's code is fetched. Default `interaction`. With `idle` and `now` it comes earlier, unless the visitor
   * saves data or has not consented.
   */
  loadOn?: "interaction" | "idle" | "now" | undefined;
  /**
   * With `required`, nothing is read from the visitor's storage until the visitor opens the chat or
   * `update({ consent: "granted" })` is called. Default `granted`.
   */
  consent?: "granted" | "required" | undefined;
  /** CSP nonce for the script that `loadBaton` adds. */
  nonce?: string | undefined;
  /** Questions offered in an empty chat; or one string of them, separated by `|`. Default: three of the locale's. */
  questions?: readonly string[] | string | undefined;
  /**
   * What visitors are asked before their first message: `name`, `email`, and questions of the site's own, such as
   * `Order number`, five at most; or one string of them, separated by `|`. With a `*` at its end it must be answered.
   * Agents see what was said, as not verified. Default: nothing.
   */
  prechat?: readonly string[] | string | undefined;
  /**
   * Messages that the site offers by itself, above the launcher, to visitors without a conversation: the first that
   * applies, once. They need `loadOn: "idle"` or `"now"`. As an attribute: JSON.
   */
  proactive?: readonly ProactiveMessage[] | string | undefined;
};

export type ProactiveMessage = {
  /** What it says, in the language of the page. Opening the chat greets with it. */
  text: string;
  /** Where: a path such as `/pricing` or `/shop/*`, or an address. Default: everywhere. */
  url?: string;
  /** After how many seconds at that address. Default 0. */
  after?: number;
  /** In which language of the widget: BCP 47, e.g. `de`; `pt` holds for `pt-BR` too. Default: in all. */
  language?: string;
  /** Names it when its text changes: who has dismissed it is not offered it again. Default: the text. */
  id?: string;
};

/**
 * Settings as `data-` attributes say them. They are taken as written: what is not one of the choices does what the
 * default does, and numbers are read where they are used.
 */
export function fromAttributes(dataset: Readonly<DOMStringMap>): Settings {
  return { ...dataset } as Settings;
}
