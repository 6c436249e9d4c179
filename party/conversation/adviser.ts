import type { Actor } from "../../conversation/core/actor.ts";
import { isSpent } from "../../conversation/core/budget.ts";
import type { Command } from "../../conversation/core/commands.ts";
import { saysSomething } from "../../conversation/protocol/shared.ts";
import type { CommandFrame } from "../../conversation/protocol/up.ts";
import type { Responder } from "../ai/responder.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import type { Grant } from "../peer-messages.ts";
import { checked, prepare } from "./confirmations.ts";
import type { Advice } from "./executor.ts";
import type { Journal } from "./journal.ts";
import type { WorkspaceLink } from "./workspace-link.ts";

/** Commands whose outcome depends on who is available, so the workspace room is asked first. */
const NEEDS_AGENTS = new Set<Command["type"]>(["request_human", "hand_off", "fail_ai_reply", "timer_due"]);

export const NO_ADVICE: Advice = {
  availableAgents: null,
  presentAgents: null,
  agent: null,
  confirmation: null,
  sentiment: null,
  prepared: null,
  granted: true,
};

const GRANTED: Grant = { granted: true };

export type AdviserPorts = {
  host: RoomHost;
  root: string;
  journal: Journal;
  link: WorkspaceLink;
  responder: () => Responder;
  identity(): { id: string; workspace: string };
};

/** Finds out what a command needs to know beside the state, before it is decided. */
export class Adviser {
  constructor(private readonly ports: AdviserPorts) {}

  /** What a decision needs to know from elsewhere. It may be old by then: `decide` fences what must not be. */
  async adviceFor(actor: Actor, command: Command): Promise<Advice> {
    const { link, identity } = this.ports;
    const about = agentAbout(actor, command);
    const { granted, of: spentOf } = command.type === "begin_ai_reply" ? await this.grant() : GRANTED;
    const asks = about !== undefined || NEEDS_AGENTS.has(command.type) || !granted;
    const known = asks ? await link.availability(about === undefined ? {} : { about }) : null;
    const { availableAgents, presentAgents, agent } = known ?? NO_ADVICE;
    const confirmation =
      command.type === "confirm_take_over"
        ? await checked(command.confirmation, identity().id, this.site())
        : null;
    return {
      ...NO_ADVICE,
      availableAgents,
      presentAgents,
      agent,
      confirmation,
      granted,
      ...(spentOf === undefined ? {} : { spentOf }),
      sentiment: this.sentimentOf(actor, command),
    };
  }

  /** What a supervisor could confirm a takeover with, made in the conversation's turn. */
  async prepared(actor: Actor, frame: CommandFrame): Promise<Advice["prepared"]> {
    if (frame.type !== "prepare_take_over" || actor.role !== "agent") return null;
    return prepare(this.ports.journal.state, actor.person.id, this.site());
  }

  /** Whether there is a budget for one more answer of the AI. Only one that will be begun takes of those of a day. */
  private async grant(): Promise<Grant> {
    const { host, journal, link } = this.ports;
    const { state, margin } = journal;
    const { ai, budgets } = margin.config;
    if (!state.wishes.ai || state.reply || !ai.on || state.control !== "ai_active") return GRANTED;
    if (isSpent(state.answers, budgets, host.now())) return { granted: false };
    return link.grant(budgets);
  }

  /** How the customer sounds (S8): a guess, and a message does not wait for it or fail with it. */
  private sentimentOf(actor: Actor, command: Command): number | null {
    const { host, journal, responder } = this.ports;
    if (actor.role !== "customer" || command.type !== "send_message") return null;
    // A file sounds like nothing.
    if (!saysSomething(command.text)) return null;
    try {
      return responder().sentiment(command.text, journal.state.customer.locale);
    } catch (error) {
      host.log("a mood could not be told", error);
      return null;
    }
  }

  private site() {
    const { root, host, identity } = this.ports;
    return { root, workspace: identity().workspace, now: host.now() };
  }
}

/** The agent whose presence a command depends on: whoever is to have the conversation, or wants to monitor (M1). */
function agentAbout(actor: Actor, command: Command): string | undefined {
  switch (command.type) {
    case "monitor":
      return actor.role === "agent" ? actor.person.id : undefined;
    case "assign":
    case "offer_transfer":
      return "agentId" in command.to ? command.to.agentId : undefined;
    default:
      return undefined;
  }
}
