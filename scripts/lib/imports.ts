import { parse } from "vite";

/** What a module imports or re-exports, types included, in the order of the text. Throws on a syntax error. */
export async function importsOf(path: string, text: string): Promise<string[]> {
  const { module, errors } = await parse(path, text);
  const [error] = errors;
  if (error) throw new Error(`${path}: ${error.message}`);
  const statics = module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
  );
  // Dynamic imports, and types that are written like one, which the parser does not list.
  const written = [...text.matchAll(/\bimport\(\s*"([^"]+)"\s*\)/gu)].flatMap(([, name]) => name ?? []);
  return [...new Set([...statics, ...exports, ...written])];
}
