import type { Admission } from "../../../party/hosts/partykit.ts";
import { ProbeRoom } from "./room.ts";

/** The probe as a party: names that begin with `probe-` are admitted. */
export const PROBE: Admission = {
  party: "main",
  admits: async (name) => name.startsWith("probe-"),
  create: (host) => new ProbeRoom(host),
};
