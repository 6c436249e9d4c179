import { type ESTree, type Plugin, parseSync, Visitor } from "vite";

/**
 * Leaves out of i18next what the widget never uses and every visitor would load: the fetching of translations
 * (ours are imported), formats inside translations (ours are made before), fallbacks and nesting (every locale is
 * complete, and flat) and the writing of warnings, whose texts alone are larger than a locale.
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

/**
 * Functions, and methods of classes, with what is left of their bodies. What comes back is what they would return for
 * the options of `widget/i18n.ts`; the empty ones are never called.
 */
const BODIES: Readonly<Record<string, string>> = {
  createProxy: "{}",
  deepExtend: "{}",
  // Keys are flat: what is not there by its whole name is not there.
  deepFind: "{}",
  keysFromSelector: "{}",
  looksLikeObjectPath: "{}",
  "EventEmitter.off": "{}",
  "EventEmitter.once": "{}",
  "I18n.cloneInstance": "{}",
  "I18n.dir": "{}",
  "I18n.exists": "{}",
  "I18n.getFixedT": "{}",
  "I18n.hasLoadedNamespace": "{ return true; }",
  "I18n.hydrate": "{}",
  "I18n.loadLanguages": "{}",
  "I18n.loadNamespaces": "{}",
  "I18n.loadResources": "{ callback(null); }",
  "I18n.reloadResources": "{}",
  "I18n.toJSON": "{}",
  "I18n.use": "{}",
  "Interpolator.nest": "{ return str; }",
  // Asked only about the first language, of which nothing is there yet.
  "LanguageUtil.getBestMatchFromCodes": "{ return codes[0]; }",
  "LanguageUtil.getFallbackCodes": "{ return []; }",
  "LanguageUtil.deprecateBareCode": "{}",
  "PluralResolver.getPluralFormsOfKey": "{}",
  "PluralResolver.getSuffixes": "{}",
  "PluralResolver.needsPlural": "{}",
  "ResourceStore.addResource": "{}",
  "ResourceStore.addResources": "{}",
  "ResourceStore.deprecateDottedLng": "{}",
  "ResourceStore.removeNamespaces": "{}",
  "ResourceStore.removeResourceBundle": "{}",
  "Translator.exists": "{}",
  "Translator.getUsedParamsDetails": "{}",
};

/** The source without the stubbed classes and bodies, and without calls of `….logger.…()`. Throws where it does not find them. */
export function withoutUnused(source: string): string {
  const { program } = parseSync("i18next.js", source);
  const cuts: { start: number; end: number; text: string }[] = [];
  const missing = new Set([...Object.keys(STUBS), ...Object.keys(BODIES)]);
  const isInStub = ({ start }: ESTree.CallExpression) =>
    cuts.some((cut) => cut.start <= start && start < cut.end);
  function cut(name: string, place: ESTree.Span | null, texts: Readonly<Record<string, string>>): void {
    const text = texts[name];
    if (text === undefined || !place) return;
    missing.delete(name);
    cuts.push({ start: place.start, end: place.end, text });
  }
  new Visitor({
    ClassDeclaration(node) {
      if (!node.id) return;
      cut(node.id.name, node, STUBS);
      for (const member of node.body.body) {
        if (member.type !== "MethodDefinition" || member.key.type !== "Identifier") continue;
        cut(`${node.id.name}.${member.key.name}`, member.value.body, BODIES);
      }
    },
    FunctionDeclaration({ id, body }) {
      if (id) cut(id.name, body, BODIES);
    },
    VariableDeclarator({ id, init }) {
      if (id.type !== "Identifier" || init?.type !== "ArrowFunctionExpression") return;
      cut(id.name, init.body, BODIES);
    },
    CallExpression(call) {
      const { callee, start, end } = call;
      if (callee.type !== "MemberExpression" || callee.object.type !== "MemberExpression") return;
      const { property } = callee.object;
      const isLogging = property.type === "Identifier" && property.name === "logger";
      if (isLogging && !isInStub(call)) cuts.push({ start, end, text: "null" });
    },
  }).visit(program);
  if (missing.size > 0) throw new Error(`i18next has no ${[...missing].join(", ")} any more.`);
  // From the end, so that positions stay true; what stands inside another cut goes with it.
  const outer = cuts.filter((cut) => !cuts.some((other) => other.start < cut.start && cut.end < other.end));
  return outer
    .sort((one, other) => other.start - one.start)
    .reduce((text, cut) => text.slice(0, cut.start) + cut.text + text.slice(cut.end), source);
}
