import { partyServer } from "../../../party/hosts/partykit.ts";
import { PROBE } from "./party.ts";

/** The `main` party of the probe's own PartyKit project. */
export default partyServer(PROBE);
