import { responderFor } from "./ai/responder-for.ts";
import { workspaceOfIssued } from "./auth/conversation-id.ts";
import { ConversationRoom } from "./conversation/room.ts";
import { isRegistered, ownOrigin, rootSecret } from "./deployment.ts";
import { partyServer } from "./hosts/partykit.ts";

/** The `main` party: one room per conversation. Ids that this server never issued do not wake a room. */
export default partyServer({
  party: "main",
  async admits(name, env) {
    const workspace = await workspaceOfIssued(rootSecret(env), name);
    return workspace !== null && isRegistered(env, workspace);
  },
  create: (host) => new ConversationRoom(host, rootSecret(host.env), ownOrigin(host.env), responderFor(host)),
});
