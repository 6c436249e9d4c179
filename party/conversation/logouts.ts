import type { RoomConnection, RoomHost } from "../hosts/room-host.ts";
import type { Journal } from "./journal.ts";
import { sessionOf } from "./session.ts";

/** Longer than any token of a session lasts, in milliseconds. */
const KEPT_MS = 2 * 3_600_000;
/** More devices than anybody logs out on within that time. */
const MOST = 50;

/** Devices on which the customer has logged out: no token of theirs is good any more (A11). */
export class Logouts {
  private devices: Readonly<Record<string, number>> = {};

  constructor(
    private readonly host: Pick<RoomHost, "storage" | "now" | "connections">,
    private readonly journal: Journal,
    /** Whoever is behind this connection has logged out. */
    private readonly onLogout: (connection: RoomConnection) => void,
  ) {}

  async load(): Promise<void> {
    // What this class wrote.
    const stored = (await this.host.storage.get(["logouts"])).get("logouts");
    this.devices = (stored as Record<string, number> | undefined) ?? {};
  }

  /** One synchronous block, in the conversation's turn: from here on no token of that device is good here. */
  take(device: string): void {
    const { erased, state } = this.journal;
    // Nothing is kept where nothing has been said.
    if (erased || state.epoch === 0) return;
    this.keep(device);
    for (const connection of this.host.connections()) {
      if (sessionOf(connection)?.device === device) this.onLogout(connection);
    }
  }

  /** Tokens of older versions name no device. */
  has(device: string): boolean {
    return device !== "" && Object.hasOwn(this.devices, device);
  }

  private keep(device: string): void {
    const now = this.host.now();
    const others = Object.entries(this.devices).filter(
      ([name, at]) => name !== device && Math.abs(now - at) < KEPT_MS,
    );
    this.devices = Object.fromEntries([...others.slice(1 - MOST), [device, now]]);
    this.host.storage.put({ logouts: this.devices });
  }
}
