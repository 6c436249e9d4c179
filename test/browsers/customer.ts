import { setTimeout as delay } from "node:timers/promises";
import * as v from "valibot";
import { KEYS, type Tab } from "./driver.ts";

/** Two of the three paint in software, on machines that have other things to do. */
const PATIENCE_MS = 60_000;
const POLL_MS = 50;

const PointSchema = v.nullable(v.tuple([v.number(), v.number()]));
const LinesSchema = v.array(v.string());

/** Waits until `look` gives what `isWanted`; the error tells what it gave last. */
export async function until<Value>(
  what: string,
  look: () => Promise<Value>,
  isWanted: (value: Value) => boolean,
): Promise<Value> {
  const limit = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await look();
    if (isWanted(value)) return value;
    if (Date.now() > limit) throw new Error(`${what}: still ${JSON.stringify(value)}`);
    await delay(POLL_MS);
  }
}

/** A customer on the page with the probe, in whatever browser. */
export class Customer {
  constructor(readonly tab: Tab) {}

  /** Waits until an expression, in which the probe's functions are at hand, is `wanted`. */
  async sees<Wanted extends string | number | boolean>(expression: string, wanted: Wanted): Promise<void> {
    await until(
      expression,
      () => this.tab.evaluate(`probe.${expression}`),
      (value) => value === wanted,
    );
  }

  /** How many there are of that part, with whatever more the selector says. */
  async has(part: string, rest = "", count = 1): Promise<void> {
    await this.sees(`count(${quoted(part, rest)})`, count);
  }

  async clicks(part: string, rest = ""): Promise<void> {
    const look = async () =>
      v.parse(PointSchema, await this.tab.evaluate(`probe.middle(${quoted(part, rest)})`));
    const point = await until(`a place to click for ${part}`, look, (value) => value !== null);
    if (point) await this.tab.clickAt(...point);
  }

  async opens(): Promise<void> {
    await this.clicks("launcher");
    await this.sees("focus()", "composer");
  }

  async writes(text: string): Promise<void> {
    await this.clicks("composer");
    await this.tab.type(text + KEYS.enter);
  }

  async says(text: string): Promise<void> {
    await this.writes(text);
    await this.hears("customer", text);
  }

  /** Waits for a message of that author that holds the text and is committed. */
  async hears(author: "customer" | "ai" | "agent", text = ""): Promise<void> {
    const messages = quoted("message", `[data-author="${author}"][data-state="sent"]`);
    await this.sees(`texts(${messages}).some((text) => text.includes(${JSON.stringify(text)}))`, true);
  }

  async calls(name: string, argument: unknown): Promise<void> {
    await this.tab.evaluate(`void baton(${JSON.stringify(name)}, ${JSON.stringify(argument)})`);
  }

  /** The conversation that the page has connected to last. */
  async conversationId(): Promise<string> {
    return v.parse(v.string(), await this.tab.evaluate("probe.conversation()"));
  }

  async sockets(): Promise<number> {
    return v.parse(v.number(), await this.tab.evaluate("probe.sockets()"));
  }

  async story(): Promise<string[]> {
    return v.parse(LinesSchema, await this.tab.evaluate("probe.story()"));
  }

  /** Waits until the log shows that. */
  async tells(story: readonly string[]): Promise<void> {
    const same = (other: string[]) => JSON.stringify(other) === JSON.stringify(story);
    await until(`the log is ${JSON.stringify(story)}`, () => this.story(), same);
  }

  /** What went wrong on the page since it was loaded. */
  async trouble(): Promise<string[]> {
    return v.parse(LinesSchema, await this.tab.evaluate("probe.trouble"));
  }
}

/** A selector of a part, as JavaScript writes it. */
function quoted(part: string, rest: string): string {
  return JSON.stringify(`[part~="${part}"]${rest}`);
}
