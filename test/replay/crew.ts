import type { Conversation } from "../../agent-sdk/conversation.ts";
import type { Desk } from "../../agent-sdk/desk.ts";
import { ROLE_PERMISSIONS } from "../../party/auth/claims.ts";
import { agentKey } from "../../party/auth/keys.ts";
import { mintAgentToken } from "../../party/auth/mint.ts";
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
  private readonly lines = new Map<string, Line>();

  constructor(
    readonly name: string,
    server: Server,
    readonly token: () => Promise<string>,
    faults: Faults,
  ) {
    this.id = name.toLowerCase();
    const newLine = () => new Line({ client: name, role: "agent", verifies: false }, faults);
    this.desk = openDesk(server, token, (url) => {
      const room = /\/parties\/main\/(.+)$/u.exec(url)?.[1] ?? DIRECTORY;
      const line = this.lines.get(room) ?? newLine();
      this.lines.set(room, line);
      return line.openSocket(url);
    });
  }

  open(conversationId: string): Conversation {
    return this.desk.conversation(conversationId);
  }

  /** The line of a conversation that was opened here; undefined before its first connection. */
  lineOf(conversationId: string): Line | undefined {
    return this.lines.get(conversationId);
  }

  leave(conversationId: string): void {
    this.desk.conversation(conversationId).close();
    this.lines.get(conversationId)?.cut();
    this.lines.delete(conversationId);
  }

  close(): void {
    this.desk.close();
    for (const line of this.lines.values()) line.cut();
  }
}

/** Agents at their desks, all available. */
export async function openCrew(server: Server, secret: string, { random, onDrop }: Faults): Promise<Agent[]> {
  const { workspace } = server;
  const key = await agentKey(secret, workspace);
  const crew = NAMES.map((name, index) => {
    const claims = { agentId: name.toLowerCase(), name, permissions: ROLE_PERMISSIONS.agent };
    const token = () => mintAgentToken({ key, workspace, ...claims });
    return new Agent(name, server, token, { random: random.fork(index), onDrop });
  });
  await Promise.all(crew.map(({ desk }) => desk.presence.set("available", { capacity: CAPACITY })));
  return crew;
}
