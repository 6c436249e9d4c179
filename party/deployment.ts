import { WORKSPACE_PATTERN } from "./auth/conversation-id.ts";

/** The deployment's settings, from its environment. */
type Env = (name: string) => string | undefined;

const SHORTEST_SECRET = 32;

/** The root secret that every key is derived from; there is no default. */
export function rootSecret(env: Env): string {
  const secret = env("BATON_SECRET") ?? "";
  if (secret.length < SHORTEST_SECRET) {
    throw new Error(`BATON_SECRET must be set, to at least ${SHORTEST_SECRET} random characters`);
  }
  return secret;
}

/** Where the deployment answers. Rooms call each other there, never at the Host a request names. */
export function ownOrigin(env: Env): string {
  const origin = env("BATON_ORIGIN");
  if (!origin) throw new Error("BATON_ORIGIN must be set to where this deployment answers");
  return origin.replace(/\/$/u, "");
}

/**
 * The header that says where a customer's request comes from (`BATON_ADDRESS_HEADER`), as the deployment's own edge sets
 * it, whatever the client has sent; null where none may be trusted.
 */
export function addressHeader(env: Env): string | null {
  const header = env("BATON_ADDRESS_HEADER")?.trim() ?? "";
  if (header === "") return null;
  if (!/^[A-Za-z0-9-]+$/u.test(header))
    throw new Error("BATON_ADDRESS_HEADER must be the name of one header");
  return header;
}

/** Whether the workspace is one of the deployment's, as `BATON_WORKSPACES` (comma-separated) lists them. */
export function isRegistered(env: Env, workspace: string): boolean {
  const registered = (env("BATON_WORKSPACES") ?? "demo").split(",").map((name) => name.trim());
  return WORKSPACE_PATTERN.test(workspace) && registered.includes(workspace);
}
