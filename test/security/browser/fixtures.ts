import { testAlone } from "../../e2e/fixtures.ts";
import { Site } from "../server/site.ts";

/** Whoever floods is let through: what matters here is what becomes of the words. */
const LIMITS = { framesPerSecond: 10_000, frameBurst: 10_000, messagesPer10s: 10_000 };

export const DEMO_CODE = "a-code-of-this-test-alone";
export const AI_KEY = "canary-key";

/** With a server that is attacked in bytes, whose AI is the `model`. */
export const test = testAlone().extend<{ attacked: Site }>({
  attacked: [
    async ({ model }, use) => {
      const ai = { BATON_AI_URL: model.url, BATON_AI_MODEL: "m", BATON_AI_KEY: AI_KEY };
      const attacked = await Site.start({ limits: LIMITS }, { ...ai, BATON_DEMO_CODE: DEMO_CODE });
      await use(attacked);
      await attacked.stop();
    },
    { scope: "file" },
  ],
});
