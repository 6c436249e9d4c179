import type { Blame, Connection, Reading, Step } from "../reading.ts";
import type { Call } from "../trace.ts";

/** I3: a client id commits at most once and is always answered alike; and every text is there exactly once. */
export function checkOnce(reading: Reading, blame: Blame): void {
  checkAnswers(reading, blame);
  checkLedger(reading, blame);
  const { calls } = reading.trace;
  if (!calls) return;
  checkCalls(calls, blame);
  checkTexts(calls, reading, blame);
}

const senderOf = ({ role, me }: Pick<Connection, "role" | "me">) => `${role}:${me?.id}`;

function checkAnswers({ connections }: Reading, blame: Blame): void {
  const asked = new Map<string, { body: string; step: Step }>();
  const answered = new Map<string, { body: string; step: Step }>();
  const alike = (known: typeof asked, key: string, body: string, step: Step, what: string) => {
    const first = known.get(key);
    if (!first) known.set(key, { body, step });
    else if (first.body !== body) blame("I3", `${key}: ${what}`, first.step, step);
  };
  for (const connection of connections) {
    for (const step of connection.steps) {
      const { frame } = step;
      if (step.up && "clientId" in frame) {
        const key = `${senderOf(connection)} ${frame.clientId}`;
        alike(asked, key, JSON.stringify(frame), step, "the client used its id for something else");
      }
      if (!step.up && frame.type === "ack") {
        const key = `${senderOf(connection)} ${frame.clientId}`;
        alike(answered, key, JSON.stringify(frame.result), step, "a retry got another answer");
      }
    }
  }
}

function checkLedger({ final }: Reading, blame: Blame): void {
  const seen = new Set<string>();
  for (const entry of [...final.public, ...final.internal]) {
    if ((entry.kind !== "message" && entry.kind !== "note") || entry.clientId === undefined) continue;
    const key = `${entry.author.id} ${entry.clientId}`;
    if (seen.has(key)) blame("I3", `${key} is in the ledger more than once`);
    seen.add(key);
  }
}

function checkCalls(calls: readonly Call[], blame: Blame): void {
  for (const { client, name, text, outcome, mayFail } of calls) {
    if (outcome === "done" || mayFail.some((code) => code === outcome)) continue;
    const words = text === null ? "" : ` ${JSON.stringify(text)}`;
    if (outcome === "pending") blame("hang", `${client}: ${name}${words} was never answered`);
    else blame("refused", `${client}: ${name}${words} was refused: ${outcome}`);
  }
}

/** What people wrote against what the ledger holds, person by person: nothing lost, nothing doubled. */
function checkTexts(calls: readonly Call[], { connections, final }: Reading, blame: Blame): void {
  const people = new Map(connections.map((connection) => [connection.client, senderOf(connection)]));
  for (const connection of connections) {
    if (connection.me) people.set(connection.client, senderOf(connection));
  }
  const written = new Tally();
  for (const { client, name, text, outcome } of calls) {
    if (text !== null && outcome === "done") written.add(`${people.get(client)} ${name}: ${text}`);
  }
  const held = new Tally();
  for (const entry of final.public) {
    if (entry.kind !== "message") continue;
    const { role, id } = entry.author;
    const name = entry.origin === "ai" ? "editAndSend" : "send";
    if (role === "customer" || role === "agent") held.add(`${role}:${id} ${name}: ${entry.text}`);
  }
  for (const entry of final.internal) {
    if (entry.kind === "note") held.add(`agent:${entry.author.id} note: ${entry.text}`);
  }
  for (const text of new Set([...written.keys(), ...held.keys()])) {
    const [sent, kept] = [written.get(text), held.get(text)];
    if (kept < sent) blame("lost", `sent ${sent} times, in the ledger ${kept} times: ${text}`);
    if (kept > sent) blame("doubled", `sent ${sent} times, in the ledger ${kept} times: ${text}`);
  }
}

class Tally {
  private readonly counts = new Map<string, number>();
  add(key: string): void {
    this.counts.set(key, this.get(key) + 1);
  }
  get(key: string): number {
    return this.counts.get(key) ?? 0;
  }
  keys(): Iterable<string> {
    return this.counts.keys();
  }
}
