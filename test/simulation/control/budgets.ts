import type { WorkspaceConfig } from "../../../conversation/core/config.ts";
import type { ConversationState } from "../../../conversation/core/state.ts";
import type { World } from "../world.ts";
import { type Blame, eventsOf, type Step } from "./steps.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A8: no answer begins once the conversation has had all it may; then that is said, and a person is offered. */
export function inspectBudgets(world: World, steps: readonly Step[], blame: Blame): void {
  const terms = [new Term(HOUR), new Term(DAY)] as const;
  for (const { record, config } of steps) {
    const full = isFull(terms, config.budgets, record.at);
    for (const event of record.events) {
      switch (event.type) {
        case "clock_corrected":
          for (const term of terms) term.correct(record.at);
          break;
        case "ai_reply_started":
          if (full) blame("A8", `an answer begins at ${record.at}, after the end of the budget`);
          for (const term of terms) term.count(record.at);
          break;
        case "ai_budget_spent":
          if (event.of === "conversation" && !full) blame("A8", "a budget is said to be spent that is not");
          // Taken back while the workspace was being asked, it was spent when it was asked.
          if (
            event.of !== "conversation" &&
            !hasBudget(config.budgets, event.of) &&
            !world.changed.has("budgets")
          )
            blame("A8", `the ${event.of}'s budget is said to be spent, and there is none`);
          if (eventsOf(record, "human_requested").length + eventsOf(record, "human_unavailable").length === 0)
            blame("A8", "the end of a budget leaves the customer with nobody, and untold");
          break;
      }
    }
  }
}

function isFull(
  [hour, day]: readonly [Term, Term],
  budgets: WorkspaceConfig["budgets"],
  now: number,
): boolean {
  const { conversationPerHour, conversationPerDay } = budgets;
  const isReached = (term: Term, most: number | null) => most !== null && term.at(now) >= most;
  return isReached(hour, conversationPerHour) || isReached(day, conversationPerDay);
}

/** Answers since the first of a term; the next one after its end begins another. */
class Term {
  private since = Number.NEGATIVE_INFINITY;
  private answers = 0;

  constructor(private readonly ms: number) {}

  at(now: number): number {
    return now < this.since + this.ms ? this.answers : 0;
  }

  count(now: number): void {
    this.answers = this.at(now) + 1;
    if (this.answers === 1) this.since = now;
  }

  correct(now: number): void {
    this.since = Math.min(this.since, now);
  }
}

/**
 * A8: all conversations together, those of a customer, and those from an address. A workspace that could not be asked in
 * time silences nobody, and counts days by its own clock.
 */
export function inspectSharedBudgets(world: World, all: readonly (readonly Step[])[], blame: Blame): void {
  if (world.isFaulty || world.changed.has("budgets")) return;
  const { workspacePerDay, customerPerDay, addressPerDay } = world.settings.budgets;
  const shares = [
    { most: workspacePerDay, whose: () => "the workspace" },
    { most: customerPerDay, whose: ({ customer }: ConversationState) => `customer ${customer.id}` },
    { most: addressPerDay, whose: ({ id }: ConversationState) => `address ${addressOf(world, id)}` },
  ];
  for (const { most, whose } of shares) {
    if (most === null) continue;
    const begun = new Map<string, number>();
    for (const steps of all) {
      const last = steps.at(-1);
      if (!last) continue;
      const answers = steps.flatMap(({ record }) => eventsOf(record, "ai_reply_started"));
      const name = whose(last.after);
      begun.set(name, (begun.get(name) ?? 0) + answers.length);
    }
    for (const [name, count] of begun)
      if (count > most) blame("A8", `${count} answers of ${name} were begun, of ${most} in a day`);
  }
}

/** From where its customer has come to a conversation. */
function addressOf({ sockets, customers }: World, conversationId: string): string {
  const theirs = sockets.find(
    ({ url, trace: { role, verifies } }) =>
      role === "customer" && verifies === false && url.endsWith(conversationId),
  );
  const customer = customers.find(({ name }) => theirs?.trace.client.startsWith(`${name},`));
  return customer?.address ?? "nowhere";
}

function hasBudget(
  { workspacePerDay, customerPerDay, addressPerDay }: WorkspaceConfig["budgets"],
  of: "workspace" | "customer" | "address",
): boolean {
  return { workspace: workspacePerDay, customer: customerPerDay, address: addressPerDay }[of] !== null;
}
