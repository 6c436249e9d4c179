import { checkControl } from "./checks/control.ts";
import { checkEscalations } from "./checks/escalations.ts";
import { checkLedgers } from "./checks/ledgers.ts";
import { checkOnce } from "./checks/once.ts";
import { checkOwners } from "./checks/owners.ts";
import { checkPrivacy } from "./checks/privacy.ts";
import { checkRouting } from "./checks/routing.ts";
import { checkSecrecy } from "./checks/secrecy.ts";
import { checkSilence } from "./checks/silence.ts";
import { checkSupervision } from "./checks/supervision.ts";
import { type Blame, type Reading, readTrace, type Violation } from "./reading.ts";
import type { Trace } from "./trace.ts";

const CHECKS = [
  checkLedgers,
  checkOnce,
  checkSilence,
  checkOwners,
  checkPrivacy,
  checkSecrecy,
  checkSupervision,
  checkRouting,
  checkControl,
  checkEscalations,
];

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
