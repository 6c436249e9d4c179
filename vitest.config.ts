import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const PAGES = ["widget/**/*.test.{ts,tsx}", "examples/help-desk/**/*.test.{ts,tsx}"];

/** Real servers, each on a free port, are mostly waited for: two files side by side. */
const REAL_SERVER = { maxWorkers: 2, testTimeout: 60_000, hookTimeout: 60_000 } as const;
/** `npm start` puts a new build in the place of the one that other servers serve. */
const BUILDING = ["test/server/{start,state-folder}.test.ts"];

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
      {
        test: {
          name: "dom",
          environment: "happy-dom",
          // One page for all files of a worker: most of the time went into making one for each.
          isolate: false,
          setupFiles: ["test/dom-setup.ts"],
          include: PAGES,
        },
      },
      {
        test: {
          // A project of its own, for projects begin in the order of their names, and this takes the longest.
          name: "conformance",
          include: ["test/conformance/**/*.test.ts"],
          ...REAL_SERVER,
        },
      },
      {
        test: {
          name: "server",
          include: ["test/{contracts,server,security/server}/**/*.test.ts"],
          exclude: BUILDING,
          ...REAL_SERVER,
        },
      },
      {
        test: {
          name: "start",
          include: BUILDING,
          ...REAL_SERVER,
          maxWorkers: 1,
          // Once all others have ended.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/{e2e,security/browser}/**/*.test.ts"],
          ...REAL_SERVER,
          // What a worker shares lasts from file to file: see test/e2e/fixtures.ts.
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
