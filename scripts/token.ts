/** `npm run token -- --agent ann`: prints an agent token for the local server, alone on stdout. */
import { parseArgs } from "node:util";
import { ROLE_PERMISSIONS, type Role } from "../party/auth/claims.ts";
import { agentKey } from "../party/auth/keys.ts";
import { mintAgentToken } from "../party/auth/mint.ts";
import { rootSecret } from "./lib/secret.ts";

const USAGE =
  "Usage: npm run --silent token -- --agent ann [--name Ann] [--role agent|supervisor|admin] " +
  "[--teams billing,tech] [--workspace demo]";

const isRole = (role: string): role is Role => Object.hasOwn(ROLE_PERMISSIONS, role);

async function token(): Promise<string> {
  const { values } = parseArgs({
    options: {
      agent: { type: "string" },
      name: { type: "string" },
      role: { type: "string", default: "agent" },
      teams: { type: "string", default: "" },
      workspace: { type: "string", default: "demo" },
    },
  });
  const { agent, role, teams, workspace } = values;
  if (!agent) throw new Error("--agent is missing.");
  if (!isRole(role)) throw new Error(`There is no role "${role}".`);
  return mintAgentToken({
    key: await agentKey(rootSecret(), workspace),
    workspace,
    agentId: agent,
    name: values.name ?? agent.charAt(0).toUpperCase() + agent.slice(1),
    permissions: ROLE_PERMISSIONS[role],
    teams: teams.split(",").filter((team) => team !== ""),
  });
}

try {
  console.log(await token());
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  process.exitCode = 1;
}
