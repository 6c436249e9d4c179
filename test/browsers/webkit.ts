import { setTimeout as delay } from "node:timers/promises";
import * as v from "valibot";
import { freePort } from "../../scripts/lib/ports.ts";
import { clickActions, type DrivenBrowser, type Kind, keyActions, type Tab, WINDOW } from "./driver.ts";
import { findProgram, runProgram } from "./program.ts";
import { WebDriver } from "./webdriver.ts";

/** In software it takes its time to paint. */
const SETTLE_MS = 1_000;

const CreatedSchema = v.object({ handle: v.string() });
/** The name of a reference to an element, which WebDriver has made unlikely enough for any page. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const ElementSchema = v.object({ [ELEMENT]: v.string() });

/** WebKitGTK's own little browser, over classic WebDriver. It has no headless mode, so it gets a screen in memory. */
export const webkit: Kind = {
  name: "WebKit",
  packages: "webkit2gtk-driver xvfb",
  launch() {
    const [path, xvfb] = [findProgram("WebKitWebDriver"), findProgram("Xvfb")];
    return path === null || xvfb === null ? null : launch(path, xvfb);
  },
};

async function launch(path: string, xvfb: string): Promise<DrivenBrowser> {
  const screen = runProgram(xvfb, () => [
    ...["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"],
    `${WINDOW.width}x${WINDOW.height + 200}x24`,
  ]);
  try {
    const [display] = await screen.line(/^\d+$/u);
    const port = await freePort(0);
    const program = runProgram(path, () => [`--port=${port}`], {
      DISPLAY: `:${display}`,
      GDK_BACKEND: "x11",
      LANGUAGE: "en",
      // There is no graphics card to talk to.
      LIBGL_ALWAYS_SOFTWARE: "1",
    });
    try {
      const driver = await WebDriver.start(`http://127.0.0.1:${port}`, {});
      return browserOf(driver, async () => {
        await driver.delete().catch(() => {});
        await program.stop();
        await screen.stop();
      });
    } catch (error) {
      await program.stop();
      throw error;
    }
  } catch (error) {
    await screen.stop();
    throw error;
  }
}

function browserOf(driver: WebDriver, close: () => Promise<void>): DrivenBrowser {
  let isFirst = true;
  return {
    version: `WebKitGTK (${driver.version})`,
    async open(url) {
      // A tab in the background gets no clicks, and nothing brings one forward: so each is a window.
      const handle = isFirst
        ? v.parse(v.string(), await driver.get("/window"))
        : v.parse(CreatedSchema, await driver.post("/window/new", { type: "window" })).handle;
      isFirst = false;
      const tab = tabOf(driver, handle);
      await tab.show();
      await driver.post("/window/rect", { x: 0, y: 0, width: WINDOW.width, height: WINDOW.height });
      await tab.go(url);
      return tab;
    },
    close,
  };
}

function tabOf(driver: WebDriver, handle: string): Tab {
  /** Classic WebDriver has a current window, so each command says first which one it means. */
  async function post(path: string, body: object): Promise<unknown> {
    await driver.post("/window", { handle });
    return driver.post(path, body);
  }
  const run = (expression: string) => post("/execute/sync", { script: `return ${expression}`, args: [] });

  return {
    async go(url) {
      await post("/url", { url });
    },
    evaluate: run,
    async clickAt(x, y) {
      await post("/actions", { actions: [clickActions(x, y)] });
    },
    async type(text) {
      await post("/actions", { actions: [keyActions(text)] });
    },
    async setFiles(expression, paths) {
      const { [ELEMENT]: id } = v.parse(ElementSchema, await run(expression));
      await post(`/element/${id}/value`, { text: paths.join("\n") });
    },
    async screenshot() {
      await driver.post("/window", { handle });
      // The first has what was painted last; that one asks for another painting.
      await driver.get("/screenshot");
      await delay(SETTLE_MS);
      return Buffer.from(v.parse(v.string(), await driver.get("/screenshot")), "base64");
    },
    async show() {
      await driver.post("/window", { handle });
    },
    async close() {
      await driver.post("/window", { handle });
      await driver.delete("/window");
    },
  };
}
