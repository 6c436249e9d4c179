import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { withDefinitions } from "./frozen-prototypes.ts";

describe("what inherits from a frozen prototype", () => {
  it("is given its own by definition", () => {
    expect(withDefinitions("A.prototype.x=1;A.prototype.toString=function(){return 1};b=2")).toBe(
      'A.prototype.x=1;Object.defineProperty(A.prototype,"toString",' +
        "{value:function(){return 1},writable:true,configurable:true});b=2",
    );
  });

  it("is found in the signals as they are published", () => {
    const path = createRequire(import.meta.url).resolve("@preact/signals-core");
    const source = readFileSync(path.replace(/[^/]+$/u, "signals-core.mjs"), "utf8");
    const changed = withDefinitions(source);
    expect(changed).toMatch(/Object\.defineProperty\(\w+\.prototype,"toString"/u);
    expect(changed).not.toMatch(/prototype\.(?:toString|valueOf)=/u);
  });

  it("must be there: else this has become a plugin that does nothing", () => {
    expect(() => withDefinitions("A.prototype.x=1")).toThrow();
  });
});
