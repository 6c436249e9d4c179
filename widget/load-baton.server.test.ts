// @vitest-environment node
import { expect, it } from "vitest";
import { loadBaton } from "./load-baton.ts";

it("loadBaton can be imported where there is no page; called there, it says what is wrong", async () => {
  expect(typeof document).toBe("undefined");
  const loading = loadBaton({ host: "https://chat.example.com", workspace: "demo" });
  await expect(loading).rejects.toThrow("loadBaton needs a page: call it in the browser only.");
});
