import { addresses } from "./sections/03-addresses.ts";
import { tokens } from "./sections/04-tokens.ts";
import { sessions } from "./sections/05-sessions.ts";
import { crashes, socket } from "./sections/06-socket.ts";
import { told } from "./sections/07-told.ts";
import { commands } from "./sections/08-commands.ts";
import { frames } from "./sections/08-frames.ts";
import { refusals } from "./sections/09-refusals.ts";
import { lines } from "./sections/10-lines.ts";
import { workspace } from "./sections/11-workspace.ts";
import { erasing } from "./sections/12-erasing.ts";
import { http } from "./sections/12-http.ts";
import { errors } from "./sections/13-errors.ts";
import { limits } from "./sections/14-limits.ts";
import type { Its } from "./target.ts";

type Section = readonly [title: string, tests: (its: Its) => void];

/** Sections of docs/SPEC.md whose tests have their conversations to themselves: they run side by side. */
export const SIDE_BY_SIDE: readonly Section[] = [
  ["3 Addresses", addresses],
  ["4 Tokens", tokens],
  ["5 Sessions", sessions],
  ["6 The conversation socket", socket],
  ["7 What you are told", told],
  ["8.5 The order of checks", frames],
  ["12 HTTP", http],
  ["12.3 Erasing and copies", erasing],
  ["14 Limits", limits],
];

/** Sections in which it matters who is available meanwhile, or that the server is there. */
export const ONE_BY_ONE: readonly Section[] = [
  ["6.3 Coming back after a crash", crashes],
  ["8 Commands", commands],
  ["9 What is refused when", refusals],
  ["10 System lines", lines],
  ["11 The workspace socket", workspace],
  // Last, as it counts what the others have met.
  ["13 Errors", errors],
];
