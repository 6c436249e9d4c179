import type { Locator } from "playwright-core";

/** What ticks by itself. */
const CLOCKS = 'time, [role="timer"], .row-time, [data-part="course"]';

/**
 * Writes down every change below `root` (in its shadow, where it has one), also one that is gone again at once.
 * Clocks aside. The answer ends the watching and tells what there was, as "what was → what is".
 */
export async function observe(root: Locator): Promise<() => Promise<string[]>> {
  const watching = await root.evaluateHandle((element, clocks) => {
    const changes: string[] = [];
    const textOf = (nodes: NodeList) =>
      [...nodes]
        .map((node) => (node instanceof Element ? node.outerHTML : (node.textContent ?? "")))
        .join("");
    const take = (records: MutationRecord[]) => {
      for (const { type, target, addedNodes, removedNodes, attributeName, oldValue } of records) {
        const parent = target instanceof Element ? target : target.parentElement;
        if (parent?.closest(clocks)) continue;
        const [gone, come] = [textOf(removedNodes), textOf(addedNodes)];
        if (type === "childList" && gone !== come) changes.push(`${gone} → ${come}`);
        if (type === "characterData" && oldValue !== target.textContent)
          changes.push(`${oldValue} → ${target.textContent}`);
        if (type === "attributes" && attributeName !== null) {
          const value = parent?.getAttribute(attributeName) ?? null;
          if (value !== oldValue) changes.push(`${attributeName}: ${oldValue} → ${value}`);
        }
      }
    };
    const observer = new MutationObserver(take);
    observer.observe(element.shadowRoot ?? element, {
      subtree: true,
      childList: true,
      characterData: true,
      characterDataOldValue: true,
      attributes: true,
      attributeOldValue: true,
    });
    return {
      end() {
        take(observer.takeRecords());
        observer.disconnect();
        return changes;
      },
    };
  }, CLOCKS);
  return () => watching.evaluate((observer) => observer.end());
}
