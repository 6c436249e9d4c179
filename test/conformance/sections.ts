import { addresses } from "./sections/03-addresses.ts";
import { tokens } from "./sections/04-tokens.ts";
import { sessions } from "./sections/05-sessions.ts";
import { audiences } from "./sections/06-audiences.ts";
import { crashes, socket } from "./sections/06-socket.ts";
import { told } from "./sections/07-told.ts";
import { assigning } from "./sections/08-assigning.ts";
import { commands } from "./sections/08-commands.ts";
import { escalations } from "./sections/08-escalations.ts";
import { frames } from "./sections/08-frames.ts";
import { heldReplies } from "./sections/08-held-replies.ts";
import { joining } from "./sections/08-joining.ts";
import { lease } from "./sections/08-lease.ts";
import { monitoring } from "./sections/08-monitoring.ts";
import { rules } from "./sections/08-rules.ts";
import { silence } from "./sections/08-silence.ts";
import { takingOver } from "./sections/08-taking-over.ts";
import { transfers } from "./sections/08-transfers.ts";
import { wrapUp } from "./sections/08-wrap-up.ts";
import { contests } from "./sections/09-contests.ts";
import { control } from "./sections/09-control.ts";
import { deadlines } from "./sections/09-deadlines.ts";
import { escalatedRaces } from "./sections/09-escalated.ts";
import { offers } from "./sections/09-offers.ts";
import { races } from "./sections/09-races.ts";
import { refusals } from "./sections/09-refusals.ts";
import { replies } from "./sections/09-replies.ts";
import { supervision } from "./sections/09-supervision.ts";
import { lines } from "./sections/10-lines.ts";
import { directory } from "./sections/11-directory.ts";
import { workspace } from "./sections/11-workspace.ts";
import { configuration } from "./sections/12-configuration.ts";
import { erasing } from "./sections/12-erasing.ts";
import { files } from "./sections/12-files.ts";
import { hipaa } from "./sections/12-hipaa.ts";
import { businessHours } from "./sections/12-hours.ts";
import { http } from "./sections/12-http.ts";
import { errors } from "./sections/13-errors.ts";
import { budgets } from "./sections/14-budgets.ts";
import { limits } from "./sections/14-limits.ts";
import type { Its } from "./target.ts";

type Section = readonly [title: string, tests: (its: Its) => void];

/** Sections of docs/SPEC.md whose tests have their conversations to themselves: they run side by side. */
export const SIDE_BY_SIDE: readonly Section[] = [
  ["3 Addresses", addresses],
  ["4 Tokens", tokens],
  ["5 Sessions", sessions],
  ["6 The conversation socket", socket],
  ["6.2 Another welcome", audiences],
  ["7 What you are told", told],
  ["8.5 The order of checks", frames],
  ["8.6 Monitoring", monitoring],
  ["8.6 Monitoring: the lease", lease],
  ["8.6 Monitoring: the silence", silence],
  ["8.7 Joining", joining],
  ["8.7 Taking over from an agent", takingOver],
  ["8.8 Transfers", transfers],
  ["8.9 Wrap-up", wrapUp],
  ["12 HTTP", http],
  ["12.2 Configuration", configuration],
  ["12.3 Erasing and copies", erasing],
  ["14 Limits", limits],
];

/** Sections in which it matters who is available meanwhile, or what is configured: each needs a workspace to itself. */
export const ONE_BY_ONE: readonly Section[] = [
  // First, for it waits for a full minute.
  ["12.2 Business hours", businessHours],
  ["8 Commands", commands],
  ["8.8 Assigning", assigning],
  ["8.10 Held replies", heldReplies],
  ["8.11 Escalations", escalations],
  ["8.11 Escalations: by themselves", rules],
  ["9 What is refused when", refusals],
  ["9 What is refused when, of supervision and routing", supervision],
  ["9 What is refused when, of replies and escalations", control],
  ["9.1 Two at once", races],
  ["9.1 Two at once: from an agent", contests],
  ["9.1 Two at once: over an offer", offers],
  ["9.1 Two at once: over a held reply", replies],
  ["9.1 Two at once: over an escalation", escalatedRaces],
  ["9.1 Two at once: against the clock", deadlines],
  ["10 System lines", lines],
  ["11 The workspace socket", workspace],
  ["11 The workspace socket: who sees what", directory],
  ["12.2 Health data", hipaa],
  ["12.7 Files", files],
  ["14 Limits: budgets", budgets],
];

/** Sections that need the server to themselves, or follow from what the others have met. */
export const AT_THE_END: readonly Section[] = [
  ["6.3 Coming back after a crash", crashes],
  ["13 Errors", errors],
];

/** Every section, in the order of its workspaces. */
export const SECTIONS: readonly Section[] = [...ONE_BY_ONE, ...SIDE_BY_SIDE, ...AT_THE_END];
