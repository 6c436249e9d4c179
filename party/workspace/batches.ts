/** As many conversations are spoken to at the same time. */
const AT_ONCE = 10;

/** Does it for all of them, a few at a time: a workspace has thousands of conversations. */
export async function inBatches<Item>(
  items: readonly Item[],
  task: (item: Item) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < items.length; start += AT_ONCE) {
    await Promise.all(items.slice(start, start + AT_ONCE).map(task));
  }
}
