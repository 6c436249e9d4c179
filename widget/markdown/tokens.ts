/** What a text is made of once it has been read. There is no token for anything that loads or runs by itself. */

export type Link = {
  kind: "link";
  /** http(s), mailto or tel, in full. */
  href: string;
  /** Where it leads, to be shown next to it; null where its own words say so already. */
  beside: string | null;
  children: readonly Inline[];
};

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "bold" | "italic"; children: readonly Inline[] }
  | Link;

export type List = {
  kind: "list";
  /** The first number of a numbered list; null for bullets. */
  start: number | null;
  items: readonly Item[];
};

/** `list` is the list within it: there is one level. */
export type Item = { children: readonly Inline[]; list: List | null };

export type Block =
  | { kind: "paragraph" | "heading" | "quote"; children: readonly Inline[] }
  /** A link that has a line for itself. */
  | { kind: "card"; link: Link; host: string }
  | { kind: "code"; text: string }
  | { kind: "rule" }
  | List;

export type Reading = {
  /** More text may follow: what stands at the very end may not be whole yet. */
  open: boolean;
  /** Address of the page: what begins with a slash leads from there, and its own host need not be named. */
  page: string;
};
