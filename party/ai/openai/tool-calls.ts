import type { Delta } from "./chunk.ts";

/** Tool calls of one answer, put together from the pieces that they are streamed in. */
export class ToolCalls {
  private readonly calls = new Map<number, { name: string; json: string }>();

  take(pieces: Delta["calls"]): void {
    for (const { index, name, arguments: json } of pieces) {
      // Servers that do not number their calls begin each with its name.
      const key = index ?? (name === "" ? this.calls.size - 1 : this.calls.size);
      const known = this.calls.get(key) ?? { name: "", json: "" };
      this.calls.set(key, { name: known.name || name, json: known.json + json });
    }
  }

  /** The arguments of the first call of this tool, as JSON; undefined where it was not called. */
  argumentsOf(name: string): string | undefined {
    return [...this.calls.values()].find((call) => call.name === name)?.json;
  }
}
