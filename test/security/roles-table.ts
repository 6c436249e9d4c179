import type { Permission } from "../../conversation/core/actor.ts";
import { ROLE_PERMISSIONS } from "../../party/auth/claims.ts";
import { COMMANDS } from "./matrix.ts";
import { type AgentRule, MORE_SCENES, type Outcome, SCENES } from "./matrix-rules.ts";

/** What an agent with these permissions gets. */
export function outcomeFor(rule: AgentRule, permissions: readonly Permission[]): Outcome {
  if (rule === "never") return "forbidden";
  const way = rule.find(({ needs }) => needs.every((one) => permissions.includes(one)));
  return way?.outcome ?? "forbidden";
}

const ROLES = ["agent", "supervisor", "admin"] as const;

/** The tables of `matrix.ts`, for people to read: `docs/roles.md` is made of this and nothing else. */
export function rolesPage(): string {
  return `# Who may do what

What comes of each command, by who sends it and how the conversation stands. **yes**: it is done; otherwise the code it is
refused with. This page is made from the table that the tests run (\`test/security/matrix.ts\`), with the permissions
that the presets of the local server have; a token may carry any others.

${[...SCENES, ...MORE_SCENES].map(section).join("\n")}`;
}

const HEADINGS = {
  unowned: "Nobody has it, the AI answers",
  owned: "An agent has it and has written",
  ended: "It has closed",
  monitored: "An agent has it, and another monitors it",
  offered: "An agent has it, and offers it to another",
  "wrapping up": "It has ended, and its agent is wrapping up",
} as const;

const OTHERS = { monitored: "who monitors", offered: "who it is offered to" } as const;

function section(scene: keyof typeof HEADINGS): string {
  const hasOwner = scene !== "unowned" && scene !== "ended";
  const other = scene === "monitored" || scene === "offered" ? OTHERS[scene] : "another";
  const columns = hasOwner
    ? ["customer", ...ROLES.map((role) => `${role} whose it is`), ...ROLES.map((role) => `${role}, ${other}`)]
    : ["customer", ...ROLES];
  const rows = Object.entries(COMMANDS).flatMap(([command, { rules }]) => {
    const rule = rules[scene];
    if (!rule) return [];
    const by = (relation: "owner" | "other") =>
      ROLES.map((role) => outcomeFor(rule[relation], ROLE_PERMISSIONS[role]));
    const cells = [rule.customer, ...(hasOwner ? by("owner") : []), ...by("other")];
    return [`| \`${command}\` | ${cells.map(cell).join(" | ")} |`];
  });
  const head = `| command | ${columns.join(" | ")} |\n|${"---|".repeat(columns.length + 1)}`;
  return `## ${HEADINGS[scene]}\n\n${head}\n${rows.join("\n")}\n`;
}

function cell(outcome: Outcome): string {
  return outcome === "ack" ? "**yes**" : outcome.replaceAll("_", " ");
}
