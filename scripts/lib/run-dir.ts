import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { root } from "./root.ts";

/**
 * Makes a private directory (0700) from which one `partykit dev` runs, and returns its path.
 *
 * - The variables stand in its partykit.json, so no secret is on a command line, where `ps` shows it.
 * - Its empty `.env` files end PartyKit's search upwards, which would otherwise override those variables with
 *   whatever `.env` stands in the repository or above it.
 * - PartyKit needs its entries below the working directory, so they are re-exported from here.
 */
export function makeRunDir(
  port: number,
  vars: Record<string, string>,
  siteDir: string,
  project = join(root, "partykit.json"),
): string {
  const dir = mkdtempSync(join(tmpdir(), "baton-"));
  const config: PartyKitConfig = JSON.parse(readFileSync(project, "utf8"));
  const entry = (name: string, path: string): string => {
    writeFileSync(
      join(dir, `${name}.ts`),
      `export { default } from ${JSON.stringify(resolve(dirname(project), path))};\n`,
    );
    return `./${name}.ts`;
  };
  const parties = Object.entries(config.parties).map(([name, path]) => [name, entry(name, path)]);
  const runConfig = {
    ...config,
    main: entry("main", config.main),
    parties: Object.fromEntries(parties),
    serve: resolve(siteDir),
    port,
    vars,
  };
  writeFileSync(join(dir, "partykit.json"), JSON.stringify(runConfig), { mode: 0o600 });
  for (const name of [".env", ".env.local"]) writeFileSync(join(dir, name), "");
  mkdirSync(join(dir, "tmp"));
  return dir;
}

export function removeRunDir(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
}

interface PartyKitConfig {
  main: string;
  parties: Record<string, string>;
}
