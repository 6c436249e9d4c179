import { ROLE_PERMISSIONS } from "../../party/auth/claims.ts";
import { Fort, SILENT } from "./fort.ts";
import type { Scene } from "./matrix.ts";

/** A conversation at rest in one of the matrix's scenes, with something said in it. */
export async function stage(scene: Scene, fort = new Fort({ responder: SILENT })) {
  const customer = await fort.customer();
  await customer.socket.say({ type: "send_message", clientId: "first", text: "Where is my parcel?" });
  let epoch = 1;
  let ticketId = "no-ticket";
  if (scene === "owned") {
    const ann = await fort.agent(customer.id, { permissions: ROLE_PERMISSIONS.admin });
    await ann.say({ type: "send_message", clientId: "hi", text: "Hi, this is Ann.", epoch: 1 });
    await ann.say({ type: "add_note", clientId: "note", text: "A note for us" });
    epoch = 2;
    ticketId = fort.conversation(customer.id).room.conversation.journal.state.ticket?.id ?? "";
    if (ticketId === "") throw new Error("no ticket");
  }
  if (scene === "ended") {
    await customer.socket.say({ type: "end", clientId: "end", epoch: 1 });
    epoch = 2;
  }
  return { fort, customer, epoch, ticketId };
}
