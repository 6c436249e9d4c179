import { workspaceUrl } from "../conversation/client/addresses.ts";
import { localError } from "../conversation/client/baton-error.ts";
import { parse, request } from "../conversation/client/http.ts";
import type { Ports } from "../conversation/client/ports.ts";

/**
 * The workspace's settings as JSON: what they are called stands in docs/SPEC.md. Durations are milliseconds. `version`
 * is a whole number, one more with each change.
 */
export type ConfigurationJson = Readonly<Record<string, unknown>>;

export type ConfigurationCalls = {
  /**
   * Reads the workspace's settings, all of them. Needs `workspace.configure`. Errors: `forbidden`, `unavailable`.
   *
   * @example
   * const settings = await desk.configuration.read();
   */
  read(): Promise<ConfigurationJson>;
  /**
   * Replaces the settings, in open conversations too; what is left out goes back to its default. Resolves with what
   * stands from now on. With the `version` that was read, nothing is replaced that somebody else has written since;
   * without it, whatever stands. Errors: `stale_epoch`, with the version that stands in `details.version`; `invalid`,
   * with the first field that is wrong in `details.path` (`hours.week.monday.0.closes`), `forbidden`, `unavailable`.
   *
   * @example
   * const settings = await desk.configuration.read();
   * await desk.configuration.write({ ...settings, cadence: { on: true } });
   */
  write(settings: ConfigurationJson): Promise<ConfigurationJson>;
};

export function configurationCalls(options: {
  ports: Ports;
  host: string;
  workspace: string;
  token: () => Promise<string>;
}): ConfigurationCalls {
  const { ports, host, workspace, token } = options;
  async function ask(method: "GET" | "PUT", settings?: ConfigurationJson): Promise<ConfigurationJson> {
    const headers = { authorization: `Bearer ${await token()}`, "content-type": "application/json" };
    const body = settings === undefined ? {} : { body: JSON.stringify(settings) };
    const answer = parse(
      await request(ports, `${workspaceUrl(host, workspace)}/config`, { method, headers, ...body }),
    );
    if (typeof answer !== "object" || answer === null || Array.isArray(answer))
      throw localError("unavailable", "This is not the answer of a Baton server.");
    return Object.fromEntries(Object.entries(answer));
  }
  return { read: () => ask("GET"), write: (settings) => ask("PUT", settings) };
}
