import * as v from "valibot";

/** Looks into valibot schemas, so that tests follow them by themselves when they grow. */

type Schema = v.GenericSchema<unknown, unknown>;

const Typed = v.object({ type: v.string() });
const Inner = v.object({ kind: v.literal("schema") });

/** What a schema is made of, in the few forms that the wire uses. */
export type Shape =
  | { kind: "object"; entries: ReadonlyMap<string, Schema> }
  | { kind: "variant"; key: string; options: readonly Schema[] }
  | { kind: "union"; options: readonly Schema[] }
  | { kind: "array"; item: Schema }
  | { kind: "record"; value: Schema }
  | { kind: "optional" | "nullable"; wrapped: Schema }
  | { kind: "choice"; options: readonly (string | number)[] }
  | { kind: "literal"; literal: string | number }
  | { kind: "string" | "number"; checks: readonly Check[] }
  | { kind: "boolean" | "unknown" };

export type Check = { type: string; requirement: unknown };

const shapes = new WeakMap<Schema, Shape>();
const variants = new WeakMap<Schema, ReadonlyMap<string, Schema>>();

/** Throws on a form that it does not know: then it has to learn it. */
export function shapeOf(schema: Schema): Shape {
  const known = shapes.get(schema);
  if (known) return known;
  const made = readShape(schema);
  shapes.set(schema, made);
  return made;
}

function readShape(schema: Schema): Shape {
  // Schemas are plain objects whose form valibot documents; this is their decoder.
  const open = schema as Schema & Record<string, never>;
  // What a pipe hands on to another schema has that one's shape.
  const next = ((open.pipe ?? []) as unknown[]).slice(1).findLast((one): one is Schema => v.is(Inner, one));
  if (next) return shapeOf(next);
  // A pipe around such a pipe looks like its very first schema.
  const [inner] = (open.pipe ?? []) as unknown[];
  if (schema.type === "custom" && v.is(Inner, inner) && inner !== schema) return shapeOf(inner as Schema);
  const checks = ((open.pipe ?? []) as unknown[]).slice(1).filter((item): item is Check => v.is(Typed, item));
  switch (schema.type) {
    case "object":
    case "strict_object":
      return { kind: "object", entries: new Map(Object.entries(open.entries ?? {})) };
    case "variant":
      return { kind: "variant", key: String(open.key), options: open.options ?? [] };
    case "union":
      return { kind: "union", options: open.options ?? [] };
    case "array":
      return { kind: "array", item: item(open.item) };
    case "record":
      return { kind: "record", value: item(open.value) };
    case "optional":
      return { kind: "optional", wrapped: item(open.wrapped) };
    case "nullable":
      return { kind: "nullable", wrapped: item(open.wrapped) };
    case "picklist":
      return { kind: "choice", options: open.options ?? [] };
    case "literal":
      return { kind: "literal", literal: open.literal ?? "" };
    case "string":
    case "number":
      return { kind: schema.type, checks };
    case "boolean":
      return { kind: "boolean" };
    case "unknown":
      return { kind: "unknown" };
    default:
      throw new Error(`test/security/schema-walk.ts does not know schemas of type ${schema.type}`);
  }
}

function item(schema: Schema | undefined): Schema {
  if (!schema) throw new Error("a schema without its inner one");
  return schema;
}

/** The options of a variant, nested variants unfolded, by the literal of their key. */
export function optionsOf(schema: Schema): ReadonlyMap<string, Schema> {
  const known = variants.get(schema);
  if (known) return known;
  const shape = shapeOf(schema);
  if (shape.kind !== "variant") throw new Error("not a variant");
  const found = new Map<string, Schema>();
  for (const option of shape.options) {
    const inner = shapeOf(option);
    if (inner.kind === "variant") for (const [name, nested] of optionsOf(option)) found.set(name, nested);
    if (inner.kind !== "object") continue;
    const key = inner.entries.get(shape.key);
    const literal = key && shapeOf(key);
    if (literal?.kind === "literal") found.set(String(literal.literal), option);
  }
  variants.set(schema, found);
  return found;
}

/** Paths of every text in a schema; `*` stands for any key or index. Literals are no texts. */
export function textsIn(schema: Schema, path: string): string[] {
  const shape = shapeOf(schema);
  switch (shape.kind) {
    case "object":
      return [...shape.entries].flatMap(([name, inner]) => textsIn(inner, `${path}.${name}`));
    case "variant":
      return [...optionsOf(schema)].flatMap(([name, inner]) => textsIn(inner, `${path}.${name}`));
    case "union":
      return shape.options.flatMap((inner) => textsIn(inner, path));
    case "array":
      return textsIn(shape.item, `${path}.*`);
    case "record":
      return textsIn(shape.value, `${path}.*`);
    case "optional":
    case "nullable":
      return textsIn(shape.wrapped, path);
    case "string":
    case "choice":
      return [path];
    case "literal":
    case "number":
    case "boolean":
    case "unknown":
      return [];
  }
}

/** The path of the first thing in `value` that the schema has no place for, own `__proto__` keys included; null for none. */
export function strayIn(schema: Schema, value: unknown, path = "$"): string | null {
  if (value === undefined) return null;
  const shape = shapeOf(schema);
  switch (shape.kind) {
    case "object": {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return path;
      if (Object.getPrototypeOf(value) !== Object.prototype) return `${path} (prototype)`;
      for (const key of Reflect.ownKeys(value)) {
        const inner = typeof key === "string" ? shape.entries.get(key) : undefined;
        if (!inner) return `${path}.${String(key)}`;
        const stray = strayIn(inner, Reflect.get(value, key), `${path}.${String(key)}`);
        if (stray) return stray;
      }
      return null;
    }
    case "variant": {
      const type = typeof value === "object" && value !== null ? Reflect.get(value, shape.key) : undefined;
      const option = optionsOf(schema).get(String(type));
      return option ? strayIn(option, value, path) : path;
    }
    case "union":
      return shape.options.some((option) => strayIn(option, value, path) === null) ? null : path;
    case "array":
      if (!Array.isArray(value)) return path;
      return first(value.map((inner, index) => strayIn(shape.item, inner, `${path}.${index}`)));
    case "record":
      if (typeof value !== "object" || value === null) return path;
      return first(
        Object.entries(value).map(([key, inner]) => strayIn(shape.value, inner, `${path}.${key}`)),
      );
    case "optional":
      return strayIn(shape.wrapped, value, path);
    case "nullable":
      return value === null ? null : strayIn(shape.wrapped, value, path);
    case "choice":
      return shape.options.some((option) => option === value) ? null : path;
    case "literal":
      return shape.literal === value ? null : path;
    case "string":
      return typeof value === "string" ? null : path;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? null : path;
    case "boolean":
      return typeof value === "boolean" ? null : path;
    case "unknown":
      return null;
  }
}

function first(found: readonly (string | null)[]): string | null {
  return found.find((path) => path !== null) ?? null;
}
