import type { PublicEntry } from "../../conversation/protocol/entry.ts";
import type { Turn } from "../ai/responder.ts";
import { knownHider } from "../redaction/known.ts";
import { redact } from "../redaction/redact.ts";
import type { Journal } from "./journal.ts";
import { wholePublic } from "./pages.ts";

/** The AI reads at most this many of the newest public entries. */
export const MOST_TURNS = 1_000;
/** So many turns before may have asked for what a text tells. */
const CONTEXT = 3;

/**
 * The public conversation as the model reads it; notes are not among it. Where health data may be in it, identifiers
 * give way to the names of their kinds, and nobody is called by name (N6).
 */
export async function turnsOf(journal: Journal): Promise<Turn[]> {
  const entries = await wholePublic(journal, MOST_TURNS);
  const hides = journal.margin.config.hipaa;
  const said = entries.flatMap((entry) => {
    if (entry.kind !== "message" || entry.author.role === "system") return [];
    const { role, name } = entry.author;
    const { text } = entry;
    const interrupted = entry.state === "interrupted";
    const turn: Turn = { role, name, text, interrupted, ...filesIn(entry, hides) };
    return [{ entry, turn }];
  });
  const texts = said.map(({ turn }) => turn.text);
  const hideKnown = knownHider(journal.state.customer);
  const turns = said.map(({ entry, turn }, index) => ({
    entry,
    turn: hides ? redacted(turn, texts.slice(Math.max(0, index - CONTEXT), index), hideKnown) : turn,
  }));
  // What the customer wrote while an answer was being written stands before that answer, and is still open.
  const { answeredSeq } = journal.state;
  const isOpen = ({ entry }: { entry: PublicEntry }) =>
    entry.kind === "message" && entry.author.role === "customer" && entry.seq > answeredSeq;
  return [...turns.filter((each) => !isOpen(each)), ...turns.filter(isOpen)].map(({ turn }) => turn);
}

/** By their names; where names are to be hidden by their kinds, for people call files by other people's names. */
function filesIn({ attachments }: Extract<PublicEntry, { kind: "message" }>, hides: boolean) {
  return attachments ? { files: attachments.map(({ name, type }) => (hides ? type : name)) } : {};
}

function redacted(turn: Turn, before: readonly string[], hideKnown: (text: string) => string): Turn {
  const name = turn.role === "customer" ? "" : turn.name;
  return { ...turn, name, text: redact(hideKnown(turn.text), before).text };
}
