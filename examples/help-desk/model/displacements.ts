import { signal } from "@preact/signals";
import type { AgentEvents, Person } from "../desk.ts";

/** Who has this agent's conversation now, and since when. */
export type Displacement = { by: Person; at: string };

/** The conversations that somebody has taken from this agent, until they have them again (T4). */
export class Displacements {
  readonly #all = signal<ReadonlyMap<string, Displacement>>(new Map());

  of(conversationId: string): Displacement | undefined {
    return this.#all.value.get(conversationId);
  }

  add(conversationId: string, { by, at }: AgentEvents["displaced"]): void {
    const displacement = { by, at: at ?? new Date().toISOString() };
    this.#all.value = new Map(this.#all.peek()).set(conversationId, displacement);
  }

  forget(conversationId: string): void {
    if (!this.#all.peek().has(conversationId)) return;
    const rest = new Map(this.#all.peek());
    rest.delete(conversationId);
    this.#all.value = rest;
  }
}
