import type { Plugin } from "vite";

/**
 * Chunks that come after the panel take what they share with it from the panel that runs, not from its file: one that
 * was loaded at the second try runs under another URL (see `widget/loader.ts`), and an import of its file would run it
 * again, with a second Preact that knows nothing of the first one's components.
 */
export function onePanel(entry: string): Plugin {
  return {
    name: "one-panel",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
      const panel = chunks.find((chunk) => chunk.isEntry && chunk.name === entry);
      if (!panel) throw new Error(`There is no chunk ${entry}.`);
      const place = `globalThis[Symbol.for("baton-chat ${panel.fileName}")]`;
      panel.code += `${place}={${exportsOf(panel.code)}};`;
      for (const chunk of chunks) {
        if (chunk.imports.includes(panel.fileName))
          chunk.code = withoutImport(chunk.code, panel.fileName, place);
      }
    },
  };
}

/** `a as b, c` of the export list, as properties. */
export function exportsOf(code: string): string {
  const list = /\bexport\s*\{([^}]*)\};?\s*$/u.exec(code)?.[1];
  if (list === undefined) throw new Error("The panel does not end with its exports.");
  return names(list)
    .map(([local, exported]) => `${exported}:${local}`)
    .join();
}

/** The code with its import of the panel turned into a look at where the panel has put it. */
export function withoutImport(code: string, fileName: string, place: string): string {
  const file = fileName.replace(/^.*\//u, "").replaceAll(/[.$*+?^(){}[\]|\\]/gu, "\\$&");
  const pattern = new RegExp(`\\bimport\\s*\\{([^}]*)\\}\\s*from\\s*["']\\./${file}["'];?`, "gu");
  let count = 0;
  const changed = code.replace(pattern, (_, list: string) => {
    count += 1;
    const taken = names(list).map(([exported, local]) => `${exported}:${local}`);
    return `const{${taken.join()}}=${place};`;
  });
  if (count !== 1) throw new Error(`${count} imports of the panel were found where there should be one.`);
  return changed;
}

/** Both names of each; the same one twice where there is no `as`. */
function names(list: string): [string, string][] {
  return list
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .map((one) => {
      const [first = "", second = first] = one.split(/\s+as\s+/u);
      return [first, second];
    });
}
