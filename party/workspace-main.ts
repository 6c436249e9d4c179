import { isRegistered, ownOrigin, rootSecret } from "./deployment.ts";
import { partyServer } from "./hosts/partykit.ts";
import { WorkspaceRoom } from "./workspace/room.ts";

/** The `workspace` party: one room per registered workspace. */
export default partyServer({
  party: "workspace",
  admits: async (name, env) => isRegistered(env, name),
  create: (host) => new WorkspaceRoom(host, rootSecret(host.env), ownOrigin(host.env)),
});
