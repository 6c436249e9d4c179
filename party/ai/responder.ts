/**
 * The AI port: what a conversation room asks of whatever answers customers.
 * A responder knows nothing of rooms, epochs or sockets; the room decides what becomes of each piece.
 */

/** One public turn of the conversation, oldest first. `interrupted` marks AI text that a person cut short. */
export type Turn = {
  role: "customer" | "ai" | "agent";
  name: string;
  /** Blank where files say it all. */
  text: string;
  interrupted: boolean;
  /** What its files are called; nobody but people can look into them. */
  files?: readonly string[];
};

/** An article an answer stands on; `url` is absolute or root-relative. */
export type Source = { title: string; url: string };

export type AnswerRequest = {
  turns: readonly Turn[];
  /** BCP 47 tag of the customer's widget, e.g. `de` or `pt-BR`. */
  locale: string;
  /** True for the first answer after a stretch in which a person answered (H15). */
  resumed: boolean;
};

/**
 * A piece of an answer. `text` pieces concatenate to the whole message. `sources` comes at most once.
 * `suggestions` come at most once: what the customer may want to answer, in the customer's words (see `LIMITS`).
 * `offer_person` says that the answer is unsure and a person should be offered. `hand_off` ends the
 * answer: the AI asks for a person to take the conversation (H20). With `guardrail` it was not its own wish: a rule on
 * what it may read or say has stopped it, and the team that looks after these is told (E1); `reason`, at most 200
 * characters, is what that team reads.
 */
export type Piece =
  | { kind: "text"; text: string }
  | { kind: "sources"; sources: readonly Source[] }
  | { kind: "suggestions"; suggestions: readonly string[] }
  | { kind: "offer_person" }
  | { kind: "hand_off"; reason: string; guardrail?: true };

export type Summary = { subject: string; summary: string };

/** Subject ≤ 80 characters, summary ≤ 400 characters: what a ticket's head has room for. */
export const SUMMARY_LIMITS = { subject: 80, summary: 400 } as const;

export type Responder = {
  /** Throws `ResponderError` when no answer can be had; stops early, without error, once `signal` aborts. */
  answer(request: AnswerRequest, signal: AbortSignal): AsyncIterable<Piece>;
  /** Subject and summary of the customer's issue in the language the customer used (H11). */
  summarise(turns: readonly Turn[], locale: string, signal: AbortSignal): Promise<Summary>;
  /**
   * How a customer's message sounds, from −1 to 1; −0.3…0.3 is neutral, null that it cannot be told, as in a language
   * not covered (S8). At once, on purpose: a message never waits for a mood, and a mood costs no commit of its own.
   */
  sentiment(text: string, locale: string): number | null;
};

/** Why an answer could not be had. The room hands the customer to a person; operators read `reason` in the log. */
export class ResponderError extends Error {
  override name = "ResponderError";
  constructor(
    readonly reason: "timeout" | "refused" | "broken_stream" | "unreachable" | "misconfigured",
    message: string,
  ) {
    super(message);
  }
}
