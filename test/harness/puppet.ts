import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What a puppet's call was refused with. */
export type Refusal = { code: string; message: string; details: Record<string, unknown> | null };

/** A client in a Node process of its own, driven over IPC. */
export class Puppet {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (answer: { result?: unknown; error?: Refusal }) => void>();
  private ids = 0;

  constructor(kind: "agent" | "customer", env: Record<string, string>) {
    const path = fileURLToPath(new URL(`./puppets/${kind}.mjs`, import.meta.url));
    this.child = fork(path, { env: { ...process.env, ...env }, execArgv: [] });
    this.child.on("message", (answer: { id: number; result?: unknown; error?: Refusal }) => {
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
  }

  /** The call's result as it came over IPC; throws what it was refused with. */
  async call<Result = unknown>(call: string, ...args: unknown[]): Promise<Result> {
    const answer = await this.ask(call, args);
    if (answer.error) throw Object.assign(new Error(`${call}: ${answer.error.message}`), answer.error);
    // The test says what it expects of its own puppet.
    return answer.result as Result;
  }

  /** The call's refusal; throws when it was not refused. */
  async refusal(call: string, ...args: unknown[]): Promise<Refusal> {
    const answer = await this.ask(call, args);
    if (!answer.error) throw new Error(`${call} was not refused`);
    return answer.error;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const exited = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.disconnect();
    await exited;
  }

  private ask(call: string, args: unknown[]): Promise<{ result?: unknown; error?: Refusal }> {
    this.ids += 1;
    const id = this.ids;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.child.send({ id, call, args });
    });
  }
}
