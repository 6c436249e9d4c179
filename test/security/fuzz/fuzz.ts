import { isDeepStrictEqual } from "node:util";
import { ERROR_MESSAGES } from "../../../conversation/protocol/errors.ts";
import { LIMITS } from "../../../conversation/protocol/limits.ts";
import { type Random, randomFrom } from "../../harness/random.ts";
import { strayIn } from "../schema-walk.ts";
import { good } from "./generate.ts";
import { mutant } from "./mutate.ts";
import { counting } from "./steps.ts";
import { TARGETS, type Target } from "./targets.ts";

export type Tally = { accepted: number; refused: number };
export type FuzzReport = {
  seed: number;
  inputs: number;
  /** By `<target>: <kind>`; a refused input counts for the kind it was made from. */
  kinds: ReadonlyMap<string, Tally>;
  mutated: Tally;
  /** The most steps that a decoder took for one character, over the inputs whose steps were counted. */
  stepsPerCharacter: number;
  counted: number;
  failures: readonly string[];
};

/** Every so many inputs the decoder's steps are counted. */
const COUNT_EVERY = 50;
/** Steps that a decoder may take for nothing at all, and for each character of its input. */
const STEPS = { base: 400, perCharacter: 30 };
const MOST_FAILURES = 20;

/** Throws mutated frames at every decoder. `onAccepted` is given each command frame that the room would be given. */
export function fuzz(
  options: { inputs: number; seed: number },
  onAccepted: (frame: string) => void = () => undefined,
): FuzzReport {
  const random = randomFrom(options.seed);
  const kinds = new Map<string, Tally>();
  const failures: string[] = [];
  const mutated = { accepted: 0, refused: 0 };
  let stepsPerCharacter = 0;
  let counted = 0;
  const work = TARGETS.flatMap((target) =>
    [...target.kinds].map(([kind, schema]) => ({ target, kind, schema })),
  );
  for (let number = 0; number < options.inputs && failures.length < MOST_FAILURES; number += 1) {
    const one = work[number % work.length];
    if (!one) break;
    const { target, kind, schema } = one;
    const other = () => {
      const { schema: elsewhere } = random.pick(work);
      return good(elsewhere, random);
    };
    const { raw, mutation } = mutant(good(schema, random), other, random);
    const fail = (what: string) =>
      failures.push(`${target.name}, input ${number}: ${what}: ${raw.slice(0, 300)}`);
    let verdict: ReturnType<Target["decode"]>;
    try {
      if (number % COUNT_EVERY === 0) {
        const { result, steps } = counting(() => target.decode(raw));
        verdict = result;
        counted += 1;
        stepsPerCharacter = Math.max(stepsPerCharacter, steps / (raw.length + 1));
        if (steps > STEPS.base + STEPS.perCharacter * raw.length) fail(`${steps} steps`);
        // What was decoded through the counter holds its proxies.
        verdict = target.decode(raw);
      } else verdict = target.decode(raw);
    } catch (error) {
      fail(`threw ${error}`);
      continue;
    }
    const accepted = verdict.value !== undefined;
    const name = `${target.name}: ${accepted && "kind" in verdict ? verdict.kind : kind}`;
    const tally = kinds.get(name) ?? { accepted: 0, refused: 0 };
    tally[accepted ? "accepted" : "refused"] += 1;
    kinds.set(name, tally);
    if (mutation !== "none") mutated[accepted ? "accepted" : "refused"] += 1;
    if (verdict.value === undefined) judgeRefusal(verdict, fail);
    else judgeAccepted(target, raw, verdict, fail);
    if (accepted && target.name === "up") onAccepted(raw);
  }
  if (Object.keys(Object.prototype).length > 0 || Reflect.get({}, "polluted") !== undefined) {
    failures.push("Object.prototype has been polluted");
  }
  return { seed: options.seed, inputs: options.inputs, kinds, mutated, stepsPerCharacter, counted, failures };
}

function judgeRefusal(verdict: object, fail: (what: string) => void): void {
  const { code, message } = { code: "", message: "", ...verdict };
  const known = Object.entries(ERROR_MESSAGES).some(([name, words]) => name === code && words === message);
  if (!known) fail(`refused with ${code}, which is not of the closed list`);
}

function judgeAccepted(
  target: Target,
  raw: string,
  verdict: { value: unknown; kind: string } | { value: undefined },
  fail: (what: string) => void,
): void {
  if (!("kind" in verdict)) return;
  const schema = target.kinds.get(verdict.kind);
  if (!schema) return void fail(`accepted as ${verdict.kind}, which is no kind of it`);
  if (target.name.endsWith("up") && raw.length > LIMITS.frame) fail("accepted, and too long");
  if (!target.exact) return;
  const stray = strayIn(schema, verdict.value);
  if (stray !== null) fail(`accepted with ${stray}`);
  const again = target.decode(JSON.stringify(verdict.value));
  // -0 is written as 0, and is the same number to everybody.
  if (!isDeepStrictEqual(plain(again.value), plain(verdict.value))) fail("another frame after a round trip");
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? "null");

/** Kinds of which nothing was accepted, or nothing refused: then the run has shown nothing about them. */
export function vacuous({ kinds }: FuzzReport): string[] {
  const wanted = TARGETS.flatMap((target) =>
    [...target.kinds.keys()].map((kind) => `${target.name}: ${kind}`),
  );
  return wanted.filter((name) => {
    const { accepted, refused } = kinds.get(name) ?? { accepted: 0, refused: 0 };
    return accepted === 0 || refused === 0;
  });
}

export function seedOfToday(random: () => number = Math.random): number {
  return Math.floor(random() * 2 ** 31);
}

export type { Random };
