import { partyServer } from "./hosts/partykit.ts";
import { WORKSPACES } from "./parties.ts";

/** The `workspace` party: one room per registered workspace. */
export default partyServer(WORKSPACES);
