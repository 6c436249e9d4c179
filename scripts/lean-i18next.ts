import { type ESTree, type Plugin, parseSync, Visitor } from "vite";

/**
 * Leaves out of i18next what the widget never uses and every visitor would load: the fetching of translations
 * (ours are imported), formats inside translations (ours are made before), fallbacks and nesting (every locale is
 * complete, and flat) and the writing of warnings, whose texts alone are larger than a locale.
 */
export function leanI18next(): Plugin {
  return {
    name: "lean-i18next",
    transform: { filter: { id: /\/i18next\/dist\/esm\/i18next\.js$/u }, handler: withoutUnused },
  };
}

/** Same names, same methods as far as i18next itself calls them. */
const STUBS: Readonly<Record<string, string>> = {
  Connector: "class Connector { on() {} }",
  Formatter: "class Formatter { format(value) { return value; } }",
  Logger: "class Logger { init() {} create() { return this; } }",
  RegExpCache: "class RegExpCache {}",
};

/** Functions and methods that are never called: the methods go, the functions stay without their bodies. */
const NEVER_CALLED: ReadonlySet<string> = new Set([
  "createProxy",
  "deepExtend",
  "escape",
  "keysFromSelector",
  "looksLikeObjectPath",
  "EventEmitter.off",
  "EventEmitter.once",
  "I18n.cloneInstance",
  "I18n.dir",
  "I18n.exists",
  "I18n.getFixedT",
  "I18n.hydrate",
  "I18n.loadLanguages",
  "I18n.loadNamespaces",
  "I18n.setDefaultNamespace",
  "I18n.toJSON",
  "I18n.use",
  "LanguageUtil.clearCache",
  "LanguageUtil.deprecateBareCode",
  "LanguageUtil.formatLanguageCode",
  "LanguageUtil.getBestMatchFromCodes",
  // Only for a code that Intl takes for malformed, as none of ours is.
  "LanguageUtil.getLanguagePartFromCode",
  "LanguageUtil.getScriptPartFromCode",
  "LanguageUtil.isSupportedCode",
  "PluralResolver.clearCache",
  "PluralResolver.getPluralFormsOfKey",
  "PluralResolver.getSuffixes",
  "PluralResolver.needsPlural",
  "ResourceStore.addResource",
  "ResourceStore.addResources",
  "ResourceStore.deprecateDottedLng",
  "ResourceStore.getDataByLanguage",
  "ResourceStore.getResourceBundle",
  "ResourceStore.hasResourceBundle",
  "ResourceStore.removeNamespaces",
  "ResourceStore.removeResourceBundle",
  "ResourceStore.toJSON",
  "Translator.exists",
  "Translator.getUsedParamsDetails",
  "Translator.hasDefaultValue",
]);

/**
 * Functions, methods and variables with what is left of their bodies and first values: what they come to for the
 * options of `widget/i18n.ts`.
 */
const BODIES: Readonly<Record<string, string>> = {
  // Keys are flat: what is not there by its whole name is not there.
  deepFind: "{}",
  // The other defaults stand in `VALUES`, or in what is left of those who use them.
  get: '({ ns: ["translation"], defaultNS: ["translation"], interpolation: {} })',
  handleFormat: "{ return getPath(data, key); }",
  setPath: "{ const { obj, k } = getLastOfPath(object, path, Object); obj[k] = newValue; }",
  // No words are objects or lists, none come with a default, and none are worked on once they are found.
  defaultValueSuffix: '""',
  handleAsObjectInI18nFormat: "false",
  hasDefaultValue: "false",
  postProcessorNames: "undefined",
  // Nobody listens.
  "EventEmitter.emit": "{}",
  "EventEmitter.on": "{}",
  "I18n.hasLoadedNamespace": "{}",
  "I18n.loadResources": "{ callback(null); }",
  "I18n.reloadResources": "{}",
  // Of interest only to what is left out.
  "I18n.setResolvedLanguage": "{}",
  "Interpolator.init": "{ this.resetRegExp(); }",
  "Interpolator.nest": "{ return str; }",
  "Interpolator.resetRegExp":
    "{ this.regexp = /{{(.+?)}}/g; this.regexpUnescape = /{{-(.+?)}}/g; this.nestingRegexp = /\\$t\\(/g; }",
  "LanguageUtil.getFallbackCodes": "{ return []; }",
  // No language falls back to another.
  "LanguageUtil.toResolveHierarchy": "{ return [code]; }",
  // Asked of what is to be used next: our words come first, and before any come there is nothing to choose between.
  "ResourceStore.hasLanguageSomeTranslations": "{ return true; }",
  "Translator.extractFromKey": "{ return { key, namespaces: this.options.defaultNS }; }",
};

/**
 * What is read of the options, of i18next or of a call, and of parts that we have not, wherever that is. The minifier
 * then leaves out what depends on it.
 */
const VALUES: Readonly<Record<string, string>> = {
  // As in `widget/i18n.ts`.
  escapeValue: "false",
  fallbackLng: "false",
  keySeparator: "false",
  nsSeparator: "false",
  // As i18next has them.
  appendNamespaceToCIMode: "false",
  appendNamespaceToMissingKey: "false",
  fallbackNS: "false",
  joinArrays: "false",
  maxReplaces: "1000",
  missingInterpolationHandler: "false",
  missingKeyHandler: "false",
  parseMissingKeyHandler: "false",
  pluralSeparator: '"_"',
  postProcess: "false",
  returnEmptyString: "true",
  returnNull: "false",
  returnObjects: "false",
  saveMissing: "false",
  skipOnVariables: "true",
  updateMissing: "false",
  // Ours come with `init`, so that it need not wait for any.
  initAsync: "false",
  // Not set at all.
  alwaysFormat: "undefined",
  context: "undefined",
  debug: "undefined",
  defaultValue: "undefined",
  defaultVariables: "undefined",
  i18nFormat: "undefined",
  isClone: "undefined",
  languageDetector: "undefined",
  lngs: "undefined",
  missingKeyNoValueFallbackToKey: "undefined",
  ordinal: "undefined",
  pendingWarnings: "undefined",
  overloadTranslationOptionHandler: "undefined",
  returnDetails: "undefined",
  skipInterpolation: "undefined",
  useRawValueToEscape: "undefined",
  utils: "undefined",
  // Matters only where missing words are saved.
  saveMissingTo: "undefined",
};

type Cut = { start: number; end: number; text: string };

/** The source without all that. Throws where it does not find what it is to leave out. */
export function withoutUnused(source: string): string {
  const { program } = parseSync("i18next.js", source);
  const cuts: Cut[] = [];
  const tables = [STUBS, BODIES, VALUES].map((table) => Object.keys(table));
  const missing = new Set([...NEVER_CALLED, ...tables.flat()]);
  /** Where a property is written, and not read. */
  const kept = new Set<number>();
  function cut(name: string, place: ESTree.Span | null, text: string | undefined): void {
    if (text === undefined || !place) return;
    missing.delete(name);
    cuts.push({ start: place.start, end: place.end, text });
  }
  const cutBody = (name: string, body: ESTree.Span | null) =>
    cut(name, body, NEVER_CALLED.has(name) ? "{}" : BODIES[name]);

  new Visitor({
    ClassDeclaration(node) {
      if (!node.id) return;
      cut(node.id.name, node, STUBS[node.id.name]);
      for (const member of node.body.body) {
        if (member.type !== "MethodDefinition" || member.key.type !== "Identifier") continue;
        const name = `${node.id.name}.${member.key.name}`;
        if (NEVER_CALLED.has(name)) cut(name, member, "");
        else cutBody(name, member.value.body);
      }
    },
    FunctionDeclaration({ id, body }) {
      if (id) cutBody(id.name, body);
    },
    VariableDeclarator({ id, init }) {
      if (id.type !== "Identifier") return;
      if (isOfDefaultInstance(init)) cut(id.name, init, "undefined");
      cutBody(id.name, init?.type === "ArrowFunctionExpression" ? init.body : init);
    },
    AssignmentExpression({ left }) {
      kept.add(left.start);
    },
    UnaryExpression({ operator, argument }) {
      if (operator === "delete") kept.add(argument.start);
    },
    CallExpression({ callee, start, end }) {
      if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return;
      const { object, property } = callee;
      const isLogging =
        object.type === "MemberExpression" &&
        object.property.type === "Identifier" &&
        object.property.name === "logger";
      if (isLogging || property.name === "deprecate") cuts.push({ start, end, text: "null" });
    },
    MemberExpression(member) {
      const { computed, property, start } = member;
      if (computed || property.type !== "Identifier" || kept.has(start)) return;
      if (Object.hasOwn(VALUES, property.name)) cut(property.name, member, VALUES[property.name]);
    },
  }).visit(program);
  if (missing.size > 0) throw new Error(`i18next has no ${[...missing].join(", ")} any more.`);
  return applied(cuts, source);
}

/** `const t = instance.t`, for who imports a method of the one instance that is there from the start; we make our own. */
function isOfDefaultInstance(init: ESTree.Expression | null): boolean {
  return (
    init?.type === "MemberExpression" && init.object.type === "Identifier" && init.object.name === "instance"
  );
}

/** What stands inside another cut goes with it. */
function applied(cuts: readonly Cut[], source: string): string {
  const outer: Cut[] = [];
  for (const cut of [...cuts].sort((one, other) => one.start - other.start || other.end - one.end)) {
    if (cut.start >= (outer.at(-1)?.end ?? 0)) outer.push(cut);
  }
  // From the end, so that positions stay true.
  return outer.reduceRight((text, cut) => text.slice(0, cut.start) + cut.text + text.slice(cut.end), source);
}
