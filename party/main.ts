import { partyServer } from "./hosts/partykit.ts";
import { CONVERSATIONS } from "./parties.ts";

/** The `main` party: one room per conversation. */
export default partyServer(CONVERSATIONS);
