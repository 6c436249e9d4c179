/** `npm run keys -- --workspace acme`: prints the two keys that the workspace's own backend may have. */
import { parseArgs } from "node:util";
import { WORKSPACE_PATTERN } from "../party/auth/conversation-id.ts";
import { agentKey, identityKey } from "../party/auth/keys.ts";
import { rootSecret } from "./lib/secret.ts";

try {
  const { values } = parseArgs({ options: { workspace: { type: "string", default: "demo" } } });
  const { workspace } = values;
  if (!WORKSPACE_PATTERN.test(workspace)) throw new Error(`"${workspace}" is no workspace's name.`);
  const secret = rootSecret();
  console.log(`agent key     ${await agentKey(secret, workspace)}`);
  console.log(`identity key  ${await identityKey(secret, workspace)}`);
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\nUsage: npm run keys -- --workspace acme`);
  process.exitCode = 1;
}
