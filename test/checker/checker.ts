import { checkLedgers } from "./checks/ledgers.ts";
import { checkOnce } from "./checks/once.ts";
import { checkOwners } from "./checks/owners.ts";
import { checkPrivacy } from "./checks/privacy.ts";
import { checkSilence } from "./checks/silence.ts";
import { type Blame, type Reading, readTrace, type Violation } from "./reading.ts";
import type { Trace } from "./trace.ts";

const CHECKS = [checkLedgers, checkOnce, checkSilence, checkOwners, checkPrivacy];

/**
 * What a conversation's trace shows that must never be. It goes by the recorded frames alone: neither by what
 * the server says of itself nor by what a client holds. Pure.
 */
export function check(trace: Trace): { violations: Violation[]; reading: Reading } {
  const violations: Violation[] = [];
  const { conversation } = trace;
  const blame: Blame = (rule, what, ...frames) =>
    violations.push({
      rule,
      conversation,
      what,
      frames: frames.flatMap((frame) => (frame ? [`${frame.up ? "up  " : "down"} ${frame.data}`] : [])),
    });
  const reading = readTrace(trace, blame);
  for (const hang of trace.hangs) blame("hang", hang);
  for (const examine of CHECKS) examine(reading, blame);
  return { violations, reading };
}
