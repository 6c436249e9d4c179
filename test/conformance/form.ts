/** What forms are made of. A form throws, naming the path, where a value is not of it. */

export type Form = (value: unknown, path: string) => void;

const fault = (path: string, wanted: string, value: unknown): never => {
  throw new Error(`${path} is ${JSON.stringify(value)?.slice(0, 200)}, not ${wanted}`);
};
export const when =
  (wanted: string, test: (value: unknown) => boolean): Form =>
  (value, path) =>
    test(value) || fault(path, wanted, value);

export const text = when("text", (value) => typeof value === "string");
export const count = when(
  "a whole number from 0",
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
);
export const flag = when("true or false", (value) => typeof value === "boolean");
export const anything: Form = () => undefined;
export const time = when("a time in UTC with milliseconds", (value) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u.test(String(value)),
);
export const oneOf = (...words: readonly string[]): Form =>
  when(words.join(" or "), (value) => words.includes(String(value)));
export const orNull =
  (form: Form): Form =>
  (value, path) =>
    value === null || form(value, path);
export const list =
  (form: Form): Form =>
  (value, path) => {
    if (!Array.isArray(value)) return fault(path, "a list", value);
    for (const [index, item] of value.entries()) form(item, `${path}[${index}]`);
  };

/** An object of exactly these fields; a name that ends in `?` may be absent. */
export function object(fields: Record<string, Form>): Form {
  return (value, path) => {
    const found = entriesOf(value, path);
    for (const [name, form] of Object.entries(fields)) {
      const field = name.replace("?", "");
      if (found.has(field)) form(found.get(field), `${path}.${field}`);
      else if (field === name) fault(`${path}.${field}`, "there", undefined);
    }
    for (const field of found.keys()) {
      if (!(field in fields || `${field}?` in fields))
        fault(`${path}.${field}`, "on the page", found.get(field));
    }
  };
}

/** One of several objects, told apart by a field. */
export function choice(field: string, forms: Record<string, Form>): Form {
  return (value, path) => {
    const form = forms[String(entriesOf(value, path).get(field))];
    if (form) form(value, path);
    else fault(`${path}.${field}`, Object.keys(forms).join(" or "), value);
  };
}

export function entriesOf(value: unknown, path: string): Map<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return fault(path, "an object", value);
  return new Map(Object.entries(value));
}
