import { type ESTree, type Plugin, parseSync, Visitor } from "vite";

/**
 * Leaves out of i18next what the widget never uses and every visitor would load: the fetching of translations
 * (ours are imported), formats inside translations (ours are made before) and the writing of warnings, whose
 * texts alone are larger than a locale.
 */
export function leanI18next(): Plugin {
  return {
    name: "lean-i18next",
    transform: (code, id) =>
      /\/i18next\/dist\/esm\/i18next\.js$/.test(id) ? withoutUnused(code) : undefined,
  };
}

/** Same names, same methods as far as i18next itself calls them. */
const STUBS: Readonly<Record<string, string>> = {
  Connector: "class Connector { on() {} }",
  Formatter: "class Formatter { format(value) { return value; } }",
  Logger: "class Logger { init() {} create() { return this; } deprecate() {} }",
};

/** The source without the stubbed classes and without calls of `….logger.…()`. Throws where it does not find them. */
export function withoutUnused(source: string): string {
  const { program } = parseSync("i18next.js", source);
  const cuts: { start: number; end: number; text: string }[] = [];
  const missing = new Set(Object.keys(STUBS));
  const isInStub = ({ start }: ESTree.CallExpression) =>
    cuts.some((cut) => cut.start <= start && start < cut.end);
  new Visitor({
    ClassDeclaration({ id, start, end }) {
      const text = id ? STUBS[id.name] : undefined;
      if (!id || text === undefined) return;
      missing.delete(id.name);
      cuts.push({ start, end, text });
    },
    CallExpression(call) {
      const { callee, start, end } = call;
      if (callee.type !== "MemberExpression" || callee.object.type !== "MemberExpression") return;
      const { property } = callee.object;
      const isLogging = property.type === "Identifier" && property.name === "logger";
      if (isLogging && !isInStub(call)) cuts.push({ start, end, text: "null" });
    },
  }).visit(program);
  if (missing.size > 0) throw new Error(`i18next has no class ${[...missing].join(", ")} any more.`);
  // From the end, so that positions stay true; what stands inside another cut goes with it.
  const outer = cuts.filter((cut) => !cuts.some((other) => other.start < cut.start && cut.end < other.end));
  return outer
    .sort((one, other) => other.start - one.start)
    .reduce((text, cut) => text.slice(0, cut.start) + cut.text + text.slice(cut.end), source);
}
