import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import type { Configured } from "../peer-messages.ts";
import { initialConfig, parseConfig } from "./config.ts";

/** The workspace's configuration, on disk as `config` and `configVersion`. */
export class Configuration {
  current: WorkspaceConfig;
  /** +1 with each change: what comes late, to a conversation or from who has looked before, undoes nothing newer. */
  private version = 0;

  constructor(private readonly host: RoomHost) {
    this.current = initialConfig(host.env("BATON_CONFIG"));
  }

  async load(): Promise<void> {
    // What this class wrote.
    const stored = await this.host.storage.get(["config", "configVersion"]);
    // What an older version stored lacks what is newer: the defaults stand.
    const known = parseConfig(stored.get("config"));
    if (known.ok) this.current = known.config;
    else if (stored.has("config"))
      this.host.log(`the stored configuration is not in force: ${known.path} is not valid`);
    this.version = (stored.get("configVersion") as number | undefined) ?? 0;
  }

  set(config: WorkspaceConfig): void {
    this.current = config;
    this.version += 1;
    this.host.storage.put({ config, configVersion: this.version });
  }

  /** What a conversation decides by. */
  configured(): Configured {
    return { config: this.current, configVersion: this.version };
  }
}
