import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Desk } from "../desk.ts";
import type { PersonaId } from "../personas.ts";
import type { Address } from "./address.ts";
import { Console } from "./console.ts";
import { DemoCodeRefused } from "./demo-token.ts";
import { Drafts } from "./drafts.ts";
import { type Remembered, recall, remember } from "./remembered.ts";

/** Why signing in did not work, by its name among the words. */
export type Problem = "linkExpired" | "tokenRefused" | "tokenExpired" | "personaRefused";

/** Where signing in stands. */
export type Stage =
  | { at: "personas"; problem: Problem | null }
  | { at: "token"; problem: Problem | null }
  | { at: "entering"; slow: boolean }
  | { at: "console"; console: Console; persona: PersonaId | null };

export type SessionPorts = {
  connect(options: { workspace: string; token: () => Promise<string> }): Desk;
  demoToken(code: string, persona: PersonaId): Promise<string>;
  storage: Storage;
};

type Way = Extract<Remembered, { way: "token" }> | { way: "demo"; code: string; persona: PersonaId };

/** Signs agents in and out. What an agent was writing outlives an expired sign-in. */
export class Session {
  readonly #ports: SessionPorts;
  readonly #stage = signal<Stage>({ at: "token", problem: null });
  readonly #drafts = new Map<string, Drafts>();
  #conversation: string | null = null;
  #visit: Console | null = null;
  #leave: () => void = () => {};

  constructor(ports: SessionPorts) {
    this.#ports = ports;
  }

  get stage(): ReadonlySignal<Stage> {
    return this.#stage;
  }

  /** Goes by what the address says, else by what this tab remembers. */
  start(address: Address): void {
    this.#conversation = address.conversation;
    if (address.demoCode !== null) {
      remember(this.#ports.storage, { way: "demo", code: address.demoCode, persona: address.as });
    }
    const known = recall(this.#ports.storage);
    const persona = known?.way === "demo" ? (address.as ?? known.persona) : null;
    if (known === null) this.#show({ at: "token", problem: null });
    else if (known.way === "token") this.#enter(known);
    else if (persona === null) this.#show({ at: "personas", problem: null });
    else this.#enter({ ...known, persona });
  }

  asPersona(persona: PersonaId): void {
    const known = recall(this.#ports.storage);
    if (known?.way === "demo") this.#enter({ ...known, persona });
  }

  withToken(workspace: string, token: string): void {
    this.#enter({ way: "token", workspace, token });
  }

  /** The agent goes, and takes the drafts along. */
  signOut(): void {
    this.#visit?.drafts.forget();
    this.#askAgain(null);
  }

  /** Back to the choice of who to be: the personas where there is a demo code, else the token. */
  #askAgain(problem: Problem | null): void {
    const known = recall(this.#ports.storage);
    if (known?.way !== "demo") {
      this.#forget(problem);
      return;
    }
    remember(this.#ports.storage, { ...known, persona: null });
    this.#show({ at: "personas", problem });
  }

  /** Nothing is remembered: a token is asked for. */
  #forget(problem: Problem | null): void {
    remember(this.#ports.storage, null);
    this.#show({ at: "token", problem });
  }

  #enter(how: Way): void {
    this.#show({ at: "entering", slow: false });
    remember(this.#ports.storage, how);
    const desk = this.#ports.connect({
      workspace: how.way === "demo" ? "demo" : how.workspace,
      token: () => this.#tokenFor(how, () => this.#end(visit, () => this.#forget("linkExpired"))),
    });
    const visit = new Console(desk, this.#draftsOf(how), this.#conversation);
    this.#visit = visit;
    const persona = how.way === "demo" ? how.persona : null;
    const stop = this.#followStatus(visit, persona);
    this.#leave = () => {
      this.#conversation = visit.openId.peek();
      this.#visit = null;
      stop();
      visit.close();
    };
  }

  async #tokenFor(how: Way, codeRefused: () => void): Promise<string> {
    if (how.way === "token") return how.token;
    try {
      return await this.#ports.demoToken(how.code, how.persona);
    } catch (error) {
      if (error instanceof DemoCodeRefused) codeRefused();
      throw error;
    }
  }

  #followStatus(visit: Console, persona: PersonaId | null): () => void {
    let entered = false;
    return effect(() => {
      const status = visit.status.value;
      if (status === "refused") {
        const atTheDoor = persona === null ? "tokenRefused" : "personaRefused";
        this.#end(visit, () => this.#askAgain(entered ? "tokenExpired" : atTheDoor));
      } else if (!entered && status === "online") {
        entered = true;
        visit.setPresence("available");
        this.#stage.value = { at: "console", console: visit, persona };
      } else if (!entered && status === "offline") {
        this.#stage.value = { at: "entering", slow: true };
      }
    });
  }

  /** Ends a visit once what is running has run, unless another one has begun. */
  #end(visit: Console, how: () => void): void {
    queueMicrotask(() => {
      if (this.#visit === visit) how();
    });
  }

  #show(stage: Stage): void {
    this.#leave();
    this.#leave = () => {};
    this.#stage.value = stage;
  }

  #draftsOf(how: Way): Drafts {
    const who = how.way === "demo" ? how.persona : how.workspace;
    const drafts = this.#drafts.get(who) ?? new Drafts(this.#ports.storage, `baton.drafts.${who}`);
    this.#drafts.set(who, drafts);
    return drafts;
  }
}
