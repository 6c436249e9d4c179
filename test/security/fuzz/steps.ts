/**
 * Counts what a decoder does with parsed JSON, rather than how long it takes: every look at a key of it is a
 * step. While it counts, JSON.parse gives values that keep count.
 */
export function counting<Result>(work: () => Result): { result: Result; steps: number } {
  let steps = 0;
  const watch = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    return new Proxy(value, {
      get(target, key, receiver) {
        steps += 1;
        return watch(Reflect.get(target, key, receiver));
      },
      has(target, key) {
        steps += 1;
        return Reflect.has(target, key);
      },
      ownKeys(target) {
        const keys = Reflect.ownKeys(target);
        steps += 1 + keys.length;
        return keys;
      },
    });
  };
  const { parse } = JSON;
  try {
    JSON.parse = (text: string) => watch(parse(text));
    const result = work();
    return { result, steps };
  } finally {
    JSON.parse = parse;
  }
}
