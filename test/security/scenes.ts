import { ROLE_PERMISSIONS } from "../../party/auth/claims.ts";
import { Fort, SILENT } from "./fort.ts";
import type { Scene } from "./matrix-rules.ts";

/** A conversation at rest in one of the matrix's scenes, with something said in it. */
export async function stage(scene: Scene, fort = new Fort({ responder: SILENT })) {
  const customer = await fort.customer();
  await customer.socket.say({ type: "send_message", clientId: "first", text: "Where is my parcel?" });
  let epoch = 1;
  for (const sub of ["ann", "ben", "dora"]) await fort.atDesk(sub);
  if (scene !== "unowned" && scene !== "ended") {
    const ann = await fort.agent(customer.id, { permissions: ROLE_PERMISSIONS.admin });
    await ann.say({ type: "send_message", clientId: "hi", text: "Hi, this is Ann.", epoch: 1 });
    await ann.say({ type: "add_note", clientId: "note", text: "A note for us" });
    epoch = 2;
    if (scene === "offered") {
      const to = { agentId: "ben" };
      await ann.say({ type: "offer_transfer", clientId: "offer", epoch, to });
    }
    if (scene === "wrapping up") {
      await ann.say({ type: "end", clientId: "end", epoch });
      epoch = 3;
    }
  }
  if (scene === "monitored") {
    const ben = await fort.agent(customer.id, { sub: "ben", permissions: ROLE_PERMISSIONS.admin });
    await ben.say({ type: "monitor", clientId: "watch" });
    ben.machine.disconnect(ben.connection);
  }
  if (scene === "ended") {
    await customer.socket.say({ type: "end", clientId: "end", epoch: 1 });
    epoch = 2;
  }
  const { ticket, monitor, offer } = fort.conversation(customer.id).room.conversation.journal.state;
  const standing = {
    ticketId: ticket?.id ?? "no-ticket",
    leaseId: monitor?.leaseId ?? "no-lease",
    offerId: offer?.offerId ?? "no-offer",
  };
  if (scene === "owned" && !ticket) throw new Error("no ticket");
  if (scene === "monitored" && !monitor) throw new Error("nobody monitors");
  if (scene === "offered" && !offer) throw new Error("nothing is offered");
  return { fort, customer, epoch, ...standing };
}
