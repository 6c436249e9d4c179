import { base64url } from "jose";
import type { Customer } from "../../../conversation/protocol/shared.ts";
import { agentKey, deriveKey } from "../../../party/auth/keys.ts";
import { mintAgentToken, sign } from "../../../party/auth/mint.ts";
import { nameOf, permissionsOf, teamsOf } from "../actors.ts";
import type { Who } from "../spec/steps.ts";

export const ROOT = "a root secret of the model's stage alone, long enough";
export const WORKSPACE = "demo";
const YEARS = 10 * 366 * 24 * 3_600;

type Claim = { conversationId: string; customer: Customer; customerVersion: number; now: number };

/** Good for years, whatever the clock does; signed once for all stages. */
const TOKENS = new Map<string, string>();

export async function tokenFor(who: Who, claim: Claim): Promise<string> {
  const name = `${who} ${claim.customer.name} ${claim.customerVersion}`;
  const token = TOKENS.get(name) ?? (await mint(who, claim));
  TOKENS.set(name, token);
  return token;
}

async function mint(who: Who, { now, ...claim }: Claim): Promise<string> {
  const common = { workspace: WORKSPACE, expiresInSeconds: YEARS, now };
  if (who === "maria") {
    const key = base64url.encode(await deriveKey(ROOT, WORKSPACE, "session"));
    return sign("session", { sub: claim.customer.id, ...claim }, { key, ...common });
  }
  const key = await agentKey(ROOT, WORKSPACE);
  const [permissions, teams] = [permissionsOf(who), teamsOf(who)];
  return mintAgentToken({ key, agentId: who, name: nameOf(who), permissions, teams, ...common });
}
