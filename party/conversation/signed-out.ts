import type { RoomHost } from "../hosts/room-host.ts";

/** Longer than any token of a session lasts, in milliseconds. */
const KEPT_MS = 2 * 3_600_000;
/** More devices than anybody logs out on within that time. */
const MOST = 50;

/** Devices on which the customer has logged out: no token of theirs is good any more (A11). */
export class SignedOut {
  private devices: Readonly<Record<string, number>> = {};

  constructor(private readonly host: Pick<RoomHost, "storage" | "now">) {}

  async load(): Promise<void> {
    // What this class wrote.
    const stored = (await this.host.storage.get(["signed-out"])).get("signed-out");
    this.devices = (stored as Record<string, number> | undefined) ?? {};
  }

  add(device: string): void {
    const now = this.host.now();
    const others = Object.entries(this.devices).filter(
      ([name, at]) => name !== device && Math.abs(now - at) < KEPT_MS,
    );
    this.devices = Object.fromEntries([...others.slice(1 - MOST), [device, now]]);
    this.host.storage.put({ "signed-out": this.devices });
  }

  /** Tokens of older versions name no device. */
  has(device: string): boolean {
    return device !== "" && Object.hasOwn(this.devices, device);
  }
}
