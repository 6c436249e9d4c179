import { randomBytes } from "node:crypto";
import { agentKey, identityKey } from "../../party/auth/keys.ts";
import { Baton } from "../harness/baton.ts";
import { MemoryServer } from "../harness/memory-server.ts";
import { startModel } from "./model.ts";
import type { Workspace } from "./site.ts";
import type { Running, Target } from "./target.ts";

/** The servers that the suite starts itself. Nothing else here knows Baton's own code. */

const [HERE, ELSEWHERE] = ["demo", "elsewhere"] as const;

async function keysOf(secret: string, name: string): Promise<Workspace> {
  return { name, agentKey: await agentKey(secret, name), identityKey: await identityKey(secret, name) };
}

type Server = { origin: string; restart(): Promise<void>; stop(): Promise<void> };

/** Starts a server whose AI and secret are ours, by whatever `boot` starts. */
async function running(
  sections: number,
  boot: (vars: Record<string, string>) => Promise<Server & { secret: string }>,
): Promise<Running> {
  const own = Array.from({ length: sections }, (_, n) => [`section-${n}`, `section-${n}-apart`] as const);
  const model = await startModel();
  const server = await boot({
    BATON_WORKSPACES: [HERE, ELSEWHERE, ...own.flat()].join(","),
    BATON_AI_URL: model.url,
    BATON_AI_MODEL: "test",
    BATON_ARTICLES_URL: model.articlesUrl,
  });
  return {
    origin: server.origin,
    workspace: await keysOf(server.secret, HERE),
    another: await keysOf(server.secret, ELSEWHERE),
    own: await Promise.all(
      own.map(async ([name, apart]) => ({
        workspace: await keysOf(server.secret, name),
        apart: await keysOf(server.secret, apart),
      })),
    ),
    restart: () => server.restart(),
    async stop() {
      await server.stop();
      await model.stop();
    },
  };
}

const ABILITIES = ["configure", "script", "restart", "another"] as const;

/** Both of ours, with workspaces for so many sections. */
export function ownTargets(sections: number): Target[] {
  return [
    {
      name: "partykit dev",
      abilities: ABILITIES,
      apart: true,
      start: () => running(sections, (vars) => Baton.start({ vars })),
    },
    {
      name: "the memory host",
      abilities: ABILITIES,
      apart: true,
      start: () =>
        running(sections, async (vars) => {
          const secret = randomBytes(32).toString("base64url");
          const server = await MemoryServer.start({ vars: { ...vars, BATON_SECRET: secret } });
          return {
            origin: server.origin,
            secret,
            stop: () => server.stop(),
            async restart() {
              server.restart();
              await fetch(`${server.origin}/parties/workspace/${HERE}/health`);
            },
          };
        }),
    },
  ];
}
