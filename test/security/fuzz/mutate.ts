import type { Random } from "../../harness/random.ts";

/** Changes that somebody who knows the wire would make, in the value and in its bytes. */

type Json = unknown;

const NUMBERS = [
  0,
  -0,
  -1,
  0.5,
  1e21,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 53 + 2,
  -(2 ** 53),
  1.7976931348623157e308,
  5e-324,
];
const TEXTS = [
  ...[
    "",
    " ",
    "\n",
    "\u0000",
    "\ud800",
    "\udfff",
    "\ud83d\ude00",
    "\u202e",
    "\u2028",
    "\ufeff",
    "\u0301",
    "\u00a0",
  ],
  ...["__proto__", "constructor", "toString", "hello", "ping", "null", "NaN", "1", "true", "[object Object]"],
  ...["x".repeat(64), "x".repeat(65), "x".repeat(1_001), "x".repeat(5_001), "あ".repeat(5_000)],
];
const KEYS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "type",
  "clientId",
  "token",
  "length",
  "",
  "0",
];

/** Written by hand into the text, for no value of JavaScript stringifies to them. */
const RAW = [
  "1e999",
  "-1e999",
  "-0",
  "1E400",
  "9007199254740993",
  "0.1e-400",
  "NaN",
  "undefined",
  "01",
  "+1",
  "'x'",
  "\\u0000",
  '"\\ud800"',
  "{}",
  "[]",
];

export type Mutation = "none" | "value" | "text" | "both";

/** A frame as it goes over the wire, changed or not. `others` are good frames to splice from. */
export function mutant(value: Json, others: () => Json, random: Random): { raw: string; mutation: Mutation } {
  const roll = random.next();
  if (roll < 0.25) return { raw: JSON.stringify(value), mutation: "none" };
  if (roll < 0.75) return { raw: print(mutateValue(value, others, random)), mutation: "value" };
  const [raw, mutation] =
    roll < 0.9
      ? ([JSON.stringify(value), "text"] as const)
      : ([print(mutateValue(value, others, random)), "both"] as const);
  return { raw: mutateText(raw, JSON.stringify(others()), random), mutation };
}

const print = (value: Json): string => JSON.stringify(value) ?? "undefined";

function mutateValue(value: Json, others: () => Json, random: Random): Json {
  let changed = value;
  for (let times = random.between(1, 3); times > 0; times -= 1) changed = once(changed, others, random);
  return changed;
}

/** One change, somewhere. */
function once(value: Json, others: () => Json, random: Random): Json {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.8)) {
    const at = random.between(0, value.length - 1);
    return value.map((inner, index) => (index === at ? once(inner, others, random) : inner));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return another(value, others, random);
  const entries = Object.entries(value);
  const roll = random.next();
  if (roll < 0.55 && entries.length > 0) {
    const [key] = random.pick(entries);
    return withKeys(
      entries.map(([name, inner]) => [name, name === key ? once(inner, others, random) : inner]),
    );
  }
  if (roll < 0.7 && entries.length > 0) {
    const [key] = random.pick(entries);
    return withKeys(entries.filter(([name]) => name !== key));
  }
  if (roll < 0.9) return withKeys([...entries, [random.pick(KEYS), another(null, others, random)]]);
  return another(value, others, random);
}

/** Own keys, `__proto__` too: as JSON.parse makes them, and an assignment would not. */
function withKeys(entries: readonly (readonly [string, Json])[]): object {
  const made = {};
  for (const [key, value] of entries) {
    Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return made;
}

function another(value: Json, others: () => Json, random: Random): Json {
  switch (random.between(0, 9)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick(NUMBERS);
    case 3:
      return random.pick(TEXTS);
    case 4:
      return typeof value === "string" ? value + random.pick(TEXTS) : print(value);
    case 5:
      return typeof value === "number"
        ? value + random.pick([-1, 1, 0.5, 1e15])
        : { ...withKeys([[random.pick(KEYS), value]]) };
    case 6:
      return [value];
    case 7:
      return nested(random.between(1, 60), value);
    case 8:
      return others();
    default:
      return withKeys([[random.pick(KEYS), { polluted: true }]]);
  }
}

function nested(depth: number, value: Json): Json {
  let made = value;
  for (let level = 0; level < depth; level += 1) made = level % 2 === 0 ? [made] : { a: made };
  return made;
}

function mutateText(text: string, other: string, random: Random): string {
  const at = random.between(0, text.length);
  switch (random.between(0, 8)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return text.slice(0, at) + other.slice(random.between(0, other.length));
    case 3: {
      const code = text.charCodeAt(at) || 0;
      return (
        text.slice(0, at) + String.fromCharCode(code ^ (1 << random.between(0, 15))) + text.slice(at + 1)
      );
    }
    case 4:
      return text.replace(/\d+/u, random.pick(RAW));
    case 5:
      return text.replace(/"[^"]*"(?=[,}\]])/u, random.pick(RAW));
    case 6:
      // The same key twice: the last one counts, for us and for everybody.
      return text.replace("{", `{"type":"ping","clientId":"twice",`);
    case 7:
      return `${"[".repeat(random.between(1, 3_000))}${text}`;
    default:
      return random.pick(["\ufeff", " ", "\n", "//x\n", "\u0000"]) + text;
  }
}
