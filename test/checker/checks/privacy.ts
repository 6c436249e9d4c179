import type { Blame, Reading } from "../reading.ts";

/** Names of fields that no customer's frame has. Inside a text the quote before the colon is escaped. */
const FORBIDDEN = [
  ...["internal", "ticket", "ticketId", "tickets", "owner", "can", "summary"],
  ...["audit", "monitor", "leaseId", "offerId", "transferOffer", "consultants", "wrapUp", "sentiment"],
  ...["heldReply", "dueAt", "aiResumesAt", "escalations", "escalationId", "taskId", "suppressed"],
];

/** I7, as far as frames show it: nothing that is for agents only is among the bytes a customer receives. */
export function checkPrivacy({ trace, connections }: Reading, blame: Blame): void {
  const secrets = [...trace.canaries, ...ticketIds(connections), ...FORBIDDEN.map((name) => `"${name}":`)];
  for (const { client, role, frames } of trace.connections) {
    if (role !== "customer") continue;
    for (const frame of frames) {
      if (frame.up) continue;
      const secret = secrets.find((bytes) => frame.data.includes(bytes));
      if (secret !== undefined) blame("I7", `${client} received ${secret}`, frame);
    }
  }
}

function ticketIds(connections: Reading["connections"]): Set<string> {
  const ids = connections.flatMap(({ role, steps }) =>
    steps.flatMap(({ frame }) =>
      role === "agent" && frame.type === "ack" && frame.result.ticketId ? [frame.result.ticketId] : [],
    ),
  );
  return new Set(ids);
}
