/** Randomness from one printed seed: the same seed gives the same choices. */
export type Random = {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True with that probability. */
  chance(probability: number): boolean;
  /** One of them. Throws RangeError when there is none. */
  pick<Item>(items: readonly Item[]): Item;
  /** All of them, in another order. */
  shuffle<Item>(items: readonly Item[]): Item[];
  bytes(count: number): Uint8Array<ArrayBuffer>;
  /** Randomness of its own, so that what one part draws does not change what another one gets. */
  fork(index: number): Random;
};

/** @param seed A whole number; its lowest 32 bits count. */
export function randomFrom(seed: number): Random {
  const next = mulberry32(seed);
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick(items) {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new RangeError("There is nothing to pick from.");
      return item;
    },
    shuffle(items) {
      const keyed = items.map((item) => ({ item, key: next() }));
      return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
    },
    bytes(count) {
      const words = new Uint32Array(Math.ceil(count / 4));
      for (let index = 0; index < words.length; index += 1) words[index] = next() * 2 ** 32;
      return new Uint8Array(words.buffer, 0, count);
    },
    fork: (index) => randomFrom(Math.imul(seed ^ 0x9e3779b9, 2 * index + 1) + index),
  };
}

/** Mulberry32: a small generator that is good enough for tests, and nothing else. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
