import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const PAGES = ["widget/**/*.test.{ts,tsx}", "examples/help-desk/**/*.test.{ts,tsx}"];

/** Real servers and browsers share the machine: one file at a time. */
const oneAtATime = { fileParallelism: false, maxWorkers: 1 } as const;

export default defineConfig({
  test: {
    // By itself it leaves one of them to a watcher, which on two cores is half of the machine.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: "unit",
          testTimeout: 30_000,
          // Nothing here keeps anything between files, so each worker loads a module once.
          isolate: false,
          include: ["**/*.test.ts"],
          exclude: [
            "**/node_modules/**",
            "dist/**",
            ".baton/**",
            "test/{contracts,conformance,server,e2e}/**",
            "test/security/{server,browser}/**",
            ...PAGES,
          ],
        },
      },
      { test: { name: "dom", environment: "happy-dom", include: PAGES } },
      {
        test: {
          name: "server",
          include: ["test/{contracts,conformance,server,security/server}/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          ...oneAtATime,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/{e2e,security/browser}/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          ...oneAtATime,
        },
      },
    ],
  },
});
