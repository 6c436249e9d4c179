import type { Customer } from "../../conversation/protocol/shared.ts";
import type { ConversationCopy, MaybeCopy } from "../peer-messages.ts";
import { inBatches } from "./batches.ts";
import type { Customers } from "./customers.ts";
import type { Erasures } from "./erasures.ts";

/** The customer's copy of what is held on them (N5): what they could see, or have said, and nothing else (I7). */
export type CustomerExport = {
  exportedAt: string;
  customer: Customer;
  /** The site's own id for them, where they have said who they are. */
  identity: string | null;
  /** How many browsers or devices hold a key of theirs. */
  sessions: number;
  /** Oldest first. */
  conversations: ConversationCopy[];
};

export type ExportResult =
  | { ok: true; answer: CustomerExport }
  | { ok: false; code: "not_found" | "unavailable" };

/** All of it or nothing: a conversation that does not answer makes it `unavailable`. */
export async function exportCustomer(
  ports: {
    customers: Customers;
    erasures: Erasures;
    now(): number;
    /** A conversation's copy; null when it does not answer. */
    copy(conversationId: string): Promise<MaybeCopy | null>;
  },
  name: string,
): Promise<ExportResult> {
  const { customers, erasures, now, copy } = ports;
  const id = await erasures.idOf(name);
  const person = id === null ? null : await customers.customer(id);
  if (!person) return { ok: false, code: "not_found" };
  const { customer, identity } = person;
  const { sessions } = await customers.holdings(customer.id);
  const conversations: ConversationCopy[] = [];
  let whole = true;
  await inBatches(await erasures.conversationsOf(person), async (conversationId) => {
    const answer = await copy(conversationId);
    if (!answer) whole = false;
    else if (answer.copy) conversations.push(answer.copy);
  });
  // They may have been erased while it was gathered.
  if (!(await customers.customer(customer.id))) return { ok: false, code: "not_found" };
  if (!whole) return { ok: false, code: "unavailable" };
  conversations.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  return {
    ok: true,
    answer: {
      exportedAt: new Date(now()).toISOString(),
      customer,
      identity,
      sessions: sessions.length,
      conversations,
    },
  };
}
