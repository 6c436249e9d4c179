import type * as v from "valibot";
import type { Random } from "../../harness/random.ts";
import { optionsOf, shapeOf } from "../schema-walk.ts";

/** Good values, made from the schema itself: a frame that is added to the wire is fuzzed from then on. */

type Schema = v.GenericSchema<unknown, unknown>;

/** A text for each pattern that the wire asks for. A new pattern wants an entry here. */
const PATTERNS: readonly [pattern: RegExp, make: (random: Random) => string][] = [
  [/^[\w.:-]+$/u, (random) => `c.${random.between(0, 1e9)}:${random.between(0, 9)}`],
  [/^[\w-]{43}$/u, (random) => String(random.between(0, 1e9)).padStart(43, "k_-Z")],
  [
    /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/u,
    (random) => random.pick(["en", "de-AT", "zh-Hant-TW", "sr-Latn-RS-x", "en-a", "x-1"]),
  ],
  [/^\d{4}-\d{2}-\d{2}$/u, (random) => `2026-12-${random.between(10, 28)}`],
  [/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/u, (random) => `${random.between(10, 23)}:00`],
];

const WORDS = [
  "Hello",
  "あ",
  "🙂",
  "\u202eolleh",
  "\ud800",
  "\u0000",
  "a".repeat(500),
  "null",
  "<b>",
  " \t",
] as const;

export function good(schema: Schema, random: Random, name = ""): unknown {
  const shape = shapeOf(schema);
  switch (shape.kind) {
    case "object":
      return Object.fromEntries(
        [...shape.entries].flatMap(([key, inner]) => {
          const value = good(inner, random, key);
          return value === undefined ? [] : [[key, value]];
        }),
      );
    case "variant":
      return good(random.pick([...optionsOf(schema).values()]), random);
    case "union":
      return good(random.pick(shape.options), random, name);
    case "array":
      return Array.from({ length: random.between(0, 3) }, () => good(shape.item, random, name));
    case "record":
      return Object.fromEntries(
        Array.from({ length: random.between(0, 2) }, (_, index) => [`k${index}`, good(shape.value, random)]),
      );
    case "optional":
      return random.chance(0.5) ? undefined : good(shape.wrapped, random, name);
    case "nullable":
      return random.chance(0.3) ? null : good(shape.wrapped, random, name);
    case "choice":
      return random.pick(shape.options);
    case "literal":
      return shape.literal;
    case "boolean":
      return random.chance(0.5);
    case "unknown":
      return null;
    case "number": {
      const bound = (type: string, standard: number) => {
        const requirement = shape.checks.find((check) => check.type === type)?.requirement;
        return typeof requirement === "number" ? requirement : standard;
      };
      const low = bound("min_value", 0);
      return random.between(Math.ceil(low), Math.min(bound("max_value", 1_000), Math.ceil(low) + 1_000));
    }
    case "string": {
      if (name === "timeZone") return "Europe/Berlin";
      if (name === "origins") return "https://shop.example";
      for (const check of shape.checks) {
        if (!(check.requirement instanceof RegExp)) continue;
        const { source } = check.requirement;
        const known = PATTERNS.find(([pattern]) => pattern.source === source);
        if (!known) throw new Error(`test/security/fuzz/generate.ts has no text for /${source}/`);
        return known[1](random);
      }
      return random.pick(WORDS).slice(0, 500) + (random.chance(0.9) ? "x" : "");
    }
  }
}
