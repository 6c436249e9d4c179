import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { Bidi } from "./bidi.ts";
import { clickActions, type DrivenBrowser, type Kind, keyActions, type Tab, WINDOW } from "./driver.ts";
import { findProgram, runProgram } from "./program.ts";

const SessionSchema = v.object({
  capabilities: v.looseObject({ browserName: v.string(), browserVersion: v.string() }),
});
const CreatedSchema = v.object({ context: v.string() });
const PictureSchema = v.object({ data: v.string() });
const ValueSchema = v.variant("type", [
  v.object({ type: v.literal("success"), result: v.looseObject({ type: v.string() }) }),
  v.object({
    type: v.literal("exception"),
    exceptionDetails: v.looseObject({ text: v.string() }),
  }),
]);
const StringSchema = v.object({ type: v.literal("string"), value: v.string() });
const NodeSchema = v.object({ type: v.literal("node"), sharedId: v.string() });

/** With a session over BiDi, Firefox itself turns off what would talk to Mozilla or get in the way. */
const PREFERENCES = { "intl.accept_languages": "en", "browser.shell.checkDefaultBrowser": false };

/** Firefox, headless, over WebDriver BiDi, which it speaks without any other program. */
export const firefox: Kind = {
  name: "Firefox",
  packages: "firefox-esr",
  launch() {
    const path = findProgram("firefox-esr", "firefox");
    return path === null ? null : launch(path);
  },
};

async function launch(path: string): Promise<DrivenBrowser> {
  const program = runProgram(path, (home) => {
    const lines = Object.entries(PREFERENCES).map(
      ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
    );
    writeFileSync(join(home, "user.js"), lines.join("\n"));
    const size = [`--width=${WINDOW.width}`, `--height=${WINDOW.height}`];
    return [
      "--headless",
      "--no-remote",
      "--profile",
      home,
      "--remote-debugging-port=0",
      ...size,
      "about:blank",
    ];
  });
  try {
    const [, url = ""] = await program.line(/WebDriver BiDi listening on (ws:\S+)/u);
    const bidi = await Bidi.connect(`${url}/session`);
    const session = v.parse(SessionSchema, await bidi.command("session.new", { capabilities: {} }));
    return {
      version: `Firefox ${session.capabilities.browserVersion}`,
      async open(address) {
        const { context } = v.parse(
          CreatedSchema,
          await bidi.command("browsingContext.create", { type: "tab" }),
        );
        await bidi.command("browsingContext.setViewport", { context, viewport: WINDOW });
        const tab = tabOf(bidi, context);
        await tab.go(address);
        return tab;
      },
      async close() {
        bidi.close();
        await program.stop();
      },
    };
  } catch (error) {
    await program.stop();
    throw error;
  }
}

function tabOf(bidi: Bidi, context: string): Tab {
  /** What the expression is, as BiDi describes it. */
  async function look(expression: string): Promise<unknown> {
    const answer = v.parse(
      ValueSchema,
      await bidi.command("script.evaluate", { expression, target: { context }, awaitPromise: true }),
    );
    if (answer.type === "exception") throw new Error(answer.exceptionDetails.text);
    return answer.result;
  }
  const perform = (actions: object) => bidi.command("input.performActions", { context, actions: [actions] });

  return {
    async go(url) {
      await bidi.command("browsingContext.navigate", { context, url, wait: "complete" });
    },
    async evaluate(expression) {
      const result = await look(
        `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`,
      );
      return JSON.parse(v.parse(StringSchema, result).value);
    },
    async clickAt(x, y) {
      await perform(clickActions(x, y));
    },
    async type(text) {
      await perform(keyActions(text));
    },
    async setFiles(expression, paths) {
      const { sharedId } = v.parse(NodeSchema, await look(expression));
      await bidi.command("input.setFiles", { context, element: { sharedId }, files: paths });
    },
    async screenshot() {
      const { data } = v.parse(
        PictureSchema,
        await bidi.command("browsingContext.captureScreenshot", { context }),
      );
      return Buffer.from(data, "base64");
    },
    async show() {
      await bidi.command("browsingContext.activate", { context });
    },
    async close() {
      await bidi.command("browsingContext.close", { context });
    },
  };
}
