import { afterEach, expect, it } from "vitest";
import { createShell } from "./shell.ts";

let shell: ReturnType<typeof createShell>;
afterEach(() => shell.remove());

it("says where it stands and in which colours; what is not set, or not any more, is as by default", () => {
  shell = createShell();
  const { dataset } = shell.root;
  shell.place({});
  expect({ ...dataset }).toEqual({ position: "end", scheme: "auto" });
  shell.place({ position: "start", colorScheme: "dark" });
  expect({ ...dataset }).toEqual({ position: "start", scheme: "dark" });
  shell.place({ position: undefined, colorScheme: undefined });
  expect({ ...dataset }).toEqual({ position: "end", scheme: "auto" });
});
