/** Figures both ends of the wire hold to. Characters are UTF-16 code units, as `String.length` counts them. */
export const LIMITS = {
  /** Longest text of a message or note, in characters. */
  text: 5_000,
  /** Largest frame, in bytes, checked before parsing. */
  frame: 32 * 1024,
  /** Longest id a client may make. */
  clientId: 64,
  /** Public entries in a page, a snapshot included. */
  page: 50,
  /** Internal entries in it. */
  pageInternal: 100,
  /** Size of the entries in a welcome or page, in bytes; a single commit that is larger comes alone. */
  pageBytes: 96 * 1024,
  /** With more than this many entries missed, a client gets a snapshot instead of what follows its cursor. */
  resume: 200,
  /** Largest file, in bytes; a workspace may allow less. */
  attachmentBytes: 10 * 1024 * 1024,
  /** Files in one message. */
  attachments: 5,
  /** Replies that the AI suggests beside an answer, and the longest of them, in characters. */
  suggestions: 4,
  suggestion: 80,
  /** Messages in a conversation before it ends with a successor. */
  messages: 10_000,
} as const;
