import { type ESTree, type Plugin, parseSync, Visitor } from "vite";

/**
 * On a page that has frozen `Object.prototype`, as some do against pollution, nothing that inherits from it can be
 * given a `toString` or `valueOf` by assignment; it can by definition. The signals do the one, so make it the other.
 */
export function frozenPrototypes(): Plugin {
  return {
    name: "frozen-prototypes",
    transform: (code, id) => (/\/@preact\/signals-core\//.test(id) ? withDefinitions(code) : undefined),
  };
}

/** `X.prototype.toString = …`, and the like, as definitions. Throws where there is none. */
export function withDefinitions(source: string): string {
  const { program } = parseSync("source.js", source);
  const found: ESTree.AssignmentExpression[] = [];
  new Visitor({
    AssignmentExpression(assignment) {
      if (isInherited(assignment.left)) found.push(assignment);
    },
  }).visit(program);
  if (found.length === 0) throw new Error("Nothing of Object.prototype is assigned any more.");
  // From the end, so that positions stay true.
  return found
    .sort((one, other) => other.start - one.start)
    .reduce((text, { start, end, left, right }) => {
      const [object, name] = source.slice(left.start, left.end).split(/\.(?=\w+$)/u);
      const definition = `{value:${text.slice(right.start, right.end)},writable:true,configurable:true}`;
      const defined = `Object.defineProperty(${object},"${name}",${definition})`;
      return text.slice(0, start) + defined + text.slice(end);
    }, source);
}

function isInherited(left: ESTree.AssignmentExpression["left"]): boolean {
  if (left.type !== "MemberExpression" || left.computed || left.property.type !== "Identifier") return false;
  const { object, property } = left;
  const isPrototype =
    object.type === "MemberExpression" &&
    object.property.type === "Identifier" &&
    object.property.name === "prototype";
  return isPrototype && Object.hasOwn(Object.prototype, property.name);
}
