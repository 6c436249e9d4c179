/**
 * Runs tasks that concern the same thing one after another, and others beside them. A task may name several keys:
 * it waits for all of them at once. One that takes further keys inside takes those of a later kind only, so that no
 * two wait for each other.
 */
export class KeyedQueue {
  private readonly tails = new Map<string, Promise<unknown>>();

  run<Result>(keys: readonly string[], task: () => Promise<Result>): Promise<Result> {
    const before = Promise.all(keys.map((key) => this.tails.get(key)));
    const result = before.then(task);
    const over = result.catch(() => undefined);
    for (const key of keys) this.tails.set(key, over);
    void over.then(() => {
      for (const key of keys) if (this.tails.get(key) === over) this.tails.delete(key);
    });
    return result;
  }
}
