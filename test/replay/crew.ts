import type { Conversation } from "../../agent-sdk/conversation.ts";
import type { Desk } from "../../agent-sdk/desk.ts";
import { ROLE_PERMISSIONS } from "../../party/auth/claims.ts";
import { agentKey } from "../../party/auth/keys.ts";
import { mintAgentToken } from "../../party/auth/mint.ts";
import type { Frame } from "../checker/trace.ts";
import { openDesk, type Server } from "./clients.ts";
import { type Faults, Line } from "./line.ts";

const NAMES = ["Ann", "Ben", "Cleo", "Dev", "Eda", "Finn"] as const;
/** More than will be owned at once: presence must not be what decides here. */
const CAPACITY = 1_000;
/** Stands for the workspace's own room among the conversations'. */
const DIRECTORY = "";

/** An agent at a desk. Each conversation that is opened there has a line of its own. */
export class Agent {
  readonly id: string;
  readonly desk: Desk;
  /** Gone without a word: the line is dead, and nobody knows whether they come back. */
  isAway = false;
  /** Resolves when they have gone. */
  leaving: Promise<void>;
  private readonly lines = new Map<string, Line>();
  private letGo: () => void = () => undefined;

  constructor(
    readonly name: string,
    server: Server,
    readonly token: () => Promise<string>,
    faults: Faults | null,
    { hurry, onFrame }: ClientOptions,
  ) {
    this.id = name.toLowerCase();
    const openSocket = (url: string) => {
      const room = /\/parties\/main\/(.+)$/u.exec(url)?.[1] ?? DIRECTORY;
      const whose = { client: name, role: "agent", verifies: false } as const;
      const line = this.lines.get(room) ?? new Line(whose, faults, { records: room !== DIRECTORY, onFrame });
      this.lines.set(room, line);
      if (this.isAway) line.vanish();
      return line.openSocket(url);
    };
    this.leaving = this.untilLeaving();
    this.desk = openDesk(server, token, openSocket, hurry);
  }

  /** Every connection of theirs is reset, and none opens until they are back. */
  vanish(): void {
    this.isAway = true;
    for (const line of this.lines.values()) line.vanish();
    this.letGo();
  }

  comeBack(): void {
    this.isAway = false;
    this.leaving = this.untilLeaving();
    for (const line of this.lines.values()) line.comeBack();
  }

  open(conversationId: string): Conversation {
    return this.desk.conversation(conversationId);
  }

  /** The line of a conversation that was opened here; undefined before its first connection. */
  lineOf(conversationId: string): Line | undefined {
    return this.lines.get(conversationId);
  }

  /** Closes the conversation; returns the line it had. */
  leave(conversationId: string): Line[] {
    this.desk.conversation(conversationId).close();
    const line = this.lines.get(conversationId);
    line?.cut();
    this.lines.delete(conversationId);
    return line ? [line] : [];
  }

  close(): void {
    this.desk.close();
    for (const line of this.lines.values()) line.cut();
  }

  private untilLeaving(): Promise<void> {
    return new Promise((resolve) => {
      this.letGo = resolve;
    });
  }
}

/** `hurry`: as for the clients. `onFrame`: sees each frame as it passes. */
type ClientOptions = { hurry?: number | undefined; onFrame?: ((frame: Frame) => void) | undefined };
/** `tokenSeconds`: how long each token holds. */
type CrewOptions = ClientOptions & { tokenSeconds?: number };

/** Agents at their desks, all available. */
export async function openCrew(
  server: Server,
  secret: string,
  faults: Faults | null,
  { tokenSeconds = 3_600, ...options }: CrewOptions = {},
): Promise<Agent[]> {
  const { workspace } = server;
  const key = await agentKey(secret, workspace);
  const crew = NAMES.map((name, index) => {
    const claims = { agentId: name.toLowerCase(), name, permissions: ROLE_PERMISSIONS.agent };
    const token = () => mintAgentToken({ key, workspace, ...claims, expiresInSeconds: tokenSeconds });
    const ownFaults = faults && { ...faults, random: faults.random.fork(index) };
    return new Agent(name, server, token, ownFaults, options);
  });
  await Promise.all(crew.map(({ desk }) => desk.presence.set("available", { capacity: CAPACITY })));
  return crew;
}
