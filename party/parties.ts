import { responderFor } from "./ai/responder-for.ts";
import { workspaceOfIssued } from "./auth/conversation-id.ts";
import { ConversationRoom } from "./conversation/room.ts";
import { isRegistered, ownOrigin, rootSecret } from "./deployment.ts";
import type { Admission } from "./hosts/partykit.ts";
import { WorkspaceRoom } from "./workspace/room.ts";

/** One room per conversation. Ids that this server never issued do not wake a room. */
export const CONVERSATIONS: Admission = {
  party: "main",
  async admits(name, env) {
    const workspace = await workspaceOfIssued(rootSecret(env), name);
    return workspace !== null && isRegistered(env, workspace);
  },
  create: (host) => new ConversationRoom(host, rootSecret(host.env), ownOrigin(host.env), responderFor(host)),
};

/** One room per registered workspace. */
export const WORKSPACES: Admission = {
  party: "workspace",
  admits: async (name, env) => isRegistered(env, name),
  create: (host) => new WorkspaceRoom(host, rootSecret(host.env), ownOrigin(host.env)),
};
