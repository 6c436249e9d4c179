import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followViewport } from "./viewport.ts";

/** What the software keyboard leaves of the screen: a browser tells it by its visual viewport. */

class FakeViewport extends EventTarget {
  height = 800;
  offsetTop = 0;
  scale = 1;
  listeners = 0;

  override addEventListener(...args: Parameters<EventTarget["addEventListener"]>): void {
    this.listeners += 1;
    super.addEventListener(...args);
  }
  override removeEventListener(...args: Parameters<EventTarget["removeEventListener"]>): void {
    this.listeners -= 1;
    super.removeEventListener(...args);
  }
  becomes(next: Partial<Pick<FakeViewport, "height" | "offsetTop" | "scale">>): void {
    Object.assign(this, next);
    this.dispatchEvent(new Event("resize"));
  }
}

let viewport: FakeViewport;
let shadow: ShadowRoot;
beforeEach(() => {
  viewport = new FakeViewport();
  vi.stubGlobal("visualViewport", viewport);
  shadow = document.createElement("div").attachShadow({ mode: "open" });
});
afterEach(() => void vi.unstubAllGlobals());

const said = () =>
  [...shadow.adoptedStyleSheets]
    .flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText))
    .join("");

describe("the viewport", () => {
  it("says how much the keyboard leaves, and from where", () => {
    followViewport(shadow);
    expect(said()).toMatch(/--visible-height:\s*800px/);
    viewport.becomes({ height: 420, offsetTop: 60 });
    expect(said()).toMatch(/--visible-height:\s*420px/);
    expect(said()).toMatch(/--visible-top:\s*60px/);
  });

  it("leaves a page that is zoomed by two fingers as it is", () => {
    followViewport(shadow);
    viewport.becomes({ height: 300, scale: 2 });
    expect(said()).toBe("");
  });

  it("leaves nothing behind", () => {
    const other = new CSSStyleSheet();
    shadow.adoptedStyleSheets = [other];
    const stop = followViewport(shadow);
    expect(viewport.listeners).toBe(2);
    stop();
    expect(viewport.listeners).toBe(0);
    expect([...shadow.adoptedStyleSheets]).toEqual([other]);
  });
});
