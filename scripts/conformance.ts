/**
 * `npm run conformance [-- --url http://… --workspace demo --agent-key … --identity-key … [--configure]]`: holds a
 * server to docs/SPEC.md, section by section; without `--url` both of our own, started for it. The keys are what
 * `npm run keys` prints. With `--configure` the workspace's configuration is changed for a while, and put back.
 * Choose a workspace that nobody works in: who is available there matters.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { build } from "./lib/build.ts";
import { root } from "./lib/root.ts";

const Report = v.object({
  testResults: v.array(
    v.object({
      message: v.optional(v.string()),
      assertionResults: v.array(
        v.object({
          ancestorTitles: v.array(v.string()),
          fullName: v.string(),
          status: v.string(),
          failureMessages: v.optional(v.nullable(v.array(v.string())), []),
        }),
      ),
    }),
  ),
});

type Count = { passed: number; failed: number; skipped: number };

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      url: { type: "string" },
      workspace: { type: "string", default: "demo" },
      "agent-key": { type: "string" },
      "identity-key": { type: "string" },
      configure: { type: "boolean", default: false },
    },
  });
  if (values.url !== undefined && !(values["agent-key"] && values["identity-key"])) {
    throw new Error(
      "--url needs --agent-key and --identity-key: `npm run keys -- --workspace …` prints both.",
    );
  }
  if (values.url === undefined && !existsSync(join(root, "dist/site"))) await build();
  const report = await vitest({
    BATON_URL: values.url ?? "",
    BATON_WORKSPACE: values.workspace,
    BATON_AGENT_KEY: values["agent-key"] ?? "",
    BATON_IDENTITY_KEY: values["identity-key"] ?? "",
    BATON_MAY_CONFIGURE: values.configure ? "yes" : "no",
  });
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  for (const { message } of report.testResults) if (message) console.log(message);
  for (const { status, fullName, failureMessages } of tests) {
    if (status === "failed") console.log(`✗ ${fullName}\n${(failureMessages ?? []).join("\n")}\n`);
  }
  for (const line of table(tests)) console.log(line);
  return tests.some(({ status }) => status === "passed") && tests.every(({ status }) => status !== "failed");
}

/** Section by section, a column for each server. */
function table(tests: readonly { ancestorTitles: string[]; status: string }[]): string[] {
  const servers = [...new Set(tests.map(({ ancestorTitles }) => ancestorTitles[0] ?? ""))];
  const sections = [...new Set(tests.map(({ ancestorTitles }) => ancestorTitles[1] ?? ""))];
  sections.sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b));
  const count = (server: string, section: string | null): Count => {
    const counted: Count = { passed: 0, failed: 0, skipped: 0 };
    for (const { ancestorTitles, status } of tests) {
      if (ancestorTitles[0] !== server || (section !== null && ancestorTitles[1] !== section)) continue;
      if (status === "passed" || status === "failed") counted[status] += 1;
      else counted.skipped += 1;
    }
    return counted;
  };
  const width = Math.max(...sections.map((section) => section.length));
  const row = (title: string, cells: string[]) =>
    `${title.padEnd(width)}  ${cells.map((cell) => cell.padEnd(36)).join("  ")}`.trimEnd();
  const cells = (section: string | null) => servers.map((server) => inWords(count(server, section)));
  return [
    "",
    row("docs/SPEC.md", servers),
    ...sections.map((section) => row(section, cells(section))),
    row("all of it", cells(null)),
  ];
}

function inWords({ passed, failed, skipped }: Count): string {
  const more = [failed > 0 ? `${failed} FAILED` : "", skipped > 0 ? `${skipped} skipped` : ""];
  return [`${passed} passed`, ...more.filter((part) => part !== "")].join(", ");
}

async function vitest(env: Record<string, string>): Promise<v.InferOutput<typeof Report>> {
  const dir = mkdtempSync(join(tmpdir(), "baton-conformance-"));
  try {
    const file = join(dir, "report.json");
    const bin = join(root, "node_modules/vitest/vitest.mjs");
    const args = [bin, "run", "--project", "conformance", "--reporter=json", `--outputFile=${file}`];
    const child = spawn(process.execPath, args, {
      cwd: root,
      // Keys go by the environment: a command line is seen by everybody on the machine.
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "inherit"],
    });
    await new Promise<void>((resolve) => child.once("exit", () => resolve()));
    return v.parse(Report, JSON.parse(readFileSync(file, "utf8")));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
