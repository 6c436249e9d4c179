import { describe, expect, it } from "vitest";
import { exportsOf, withoutImport } from "./one-panel.ts";

describe("chunks that come after the panel", () => {
  it("take what they share with it from where it has put it", () => {
    const code = `import{a as e,b}from"./panel-x1-_.js";const t=e(b);export{t as Ended};`;
    expect(withoutImport(code, "panel/panel-x1-_.js", "P")).toBe(
      "const{a:e,b:b}=P;const t=e(b);export{t as Ended};",
    );
  });

  it("leave other imports alone", () => {
    const code = `import{c}from"./other.js";import{a}from"./panel.js";`;
    expect(withoutImport(code, "panel/panel.js", "P")).toBe(`import{c}from"./other.js";const{a:a}=P;`);
  });

  it("are told when there is no such import, for then it would be loaded a second time", () => {
    expect(() => withoutImport(`import * as all from"./panel.js";`, "panel/panel.js", "P")).toThrow();
  });

  it("find everything that the panel exports", () => {
    expect(exportsOf("const x=1;export{x as createPanel,y};\n")).toBe("createPanel:x,y:y");
    expect(() => exportsOf("const x=1;")).toThrow();
  });
});
