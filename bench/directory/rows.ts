import { row } from "../../agent-sdk/testing/rows.ts";
import type { DirectoryRow } from "../../conversation/protocol/workspace.ts";

/**
 * A workspace at work: the longest waits first, as the console's default order has them. All are open. The scripts are
 * those of common fonts: a browser's search for a missing font is not what is measured.
 */

const NAMES = [
  "Aoife Byrne",
  "Chen Wei",
  "Visitor 3f2a",
  "فاطمة الزهراء",
  "Jürgen Straßenbahner-Löwenstein",
  "Visitor 91bc",
  "Ελένη Παππά",
  "Priya Nair",
];
const TEXTS = [
  "Where can I see the size chart for the wool jumpers? The link on the page leads nowhere.",
  "Thank you, that answers it.",
  "أين طلبي؟ كان من المفترض أن يصل يوم الاثنين.",
  "Ich wurde zweimal belastet. Bitte mit einem Menschen sprechen.",
  "I'd like to send two of them back, and to keep the third. Do I need the box that they came in, or will any do?",
  "Можно ли изменить адрес доставки, если заказ уже собран?",
];
const OWNERS = ["Ben", "Sue", "Mia", "Noah", "Ida"];
const ROLES = ["customer", "ai", "agent"] as const;
const MINUTE_MS = 60_000;

export function workspaceOf(count: number, now = Date.now()): DirectoryRow[] {
  return Array.from({ length: count }, (_, index) => rowAt(index, count, now));
}

function rowAt(index: number, count: number, now: number): DirectoryRow {
  const at = new Date(now - (index + 1) * MINUTE_MS).toISOString();
  const text = TEXTS[index % TEXTS.length] ?? "";
  const name = NAMES[index % NAMES.length] ?? "";
  const owner = OWNERS[index % OWNERS.length] ?? "";
  const role = ROLES[index % ROLES.length] ?? "ai";
  const common = {
    customer: { id: `customer-${index}`, name, locale: "en" },
    unread: index % 4 === 0 ? 1 + (index % 3) : 0,
    createdAt: at,
    updatedAt: at,
    lastMessage: { role, name: role === "agent" ? owner : name, text, at },
  };
  // As long as the ids that a server issues.
  const id = `demo:${String(index).padStart(6, "0")}-0123456789abcdef0123`;
  // One in twenty waits in the queue, and one in five has a person.
  if (index < count / 20) return row(id, { ...common, state: "queued", waitingSince: waiting(index, now) });
  if (index % 5 !== 0) return row(id, common);
  return row(id, { ...common, state: "agent_active", owner: { id: owner.toLowerCase(), name: owner } });
}

/** The first has waited longest. */
function waiting(index: number, now: number): string {
  return new Date(now - 30 * MINUTE_MS + index * 1_000).toISOString();
}
