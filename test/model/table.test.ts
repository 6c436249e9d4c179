import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { COVERED } from "./spec/table.ts";

const here = import.meta.dirname;
const core = join(here, "../../conversation/core");
const protocol = join(here, "../../conversation/protocol");

/** All commands there are: people's are frames of the wire, the room's stand beside them. */
function commandsOfTheCode(): string[] {
  const people = readFileSync(join(protocol, "up.ts"), "utf8").matchAll(/\bcommand\("(\w+)"/gu);
  const rooms = readFileSync(join(core, "commands.ts"), "utf8").matchAll(/\btype: "(\w+)"/gu);
  return [...people, ...rooms].flatMap(([, name]) => name ?? []);
}

/** Commands that `decide` knows. */
function decidable(): string[] {
  const cases = readFileSync(join(core, "decide.ts"), "utf8").matchAll(/case "(\w+)":/gu);
  return [...cases].flatMap(([, name]) => name ?? []);
}

describe("the table stands for all of the code, and on its own", () => {
  test("every command that exists has its rows", () => {
    const commands = commandsOfTheCode();
    expect(commands).toContain("take_over");
    expect(commands.sort()).toEqual([...COVERED].sort());
    expect(decidable().sort()).toEqual([...COVERED].sort());
  });

  test("the model imports nothing but itself", () => {
    const spec = join(here, "spec");
    const files = readdirSync(spec);
    expect(files).toContain("table.ts");
    for (const file of files) {
      const imports = readFileSync(join(spec, file), "utf8").matchAll(/(?:from|import\()\s*"([^"]+)"/gu);
      for (const [, path = ""] of imports) expect(path, file).toMatch(/^\.\/[\w-]+\.ts$/u);
    }
  });
});
