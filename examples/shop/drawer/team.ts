import { BatonError, type Conversation, connectAgent, type Desk } from "../../../agent-sdk/connect-agent.ts";
import { DemoCodeRefused, fetchDemoToken } from "../../help-desk/model/demo-token.ts";
import type { PersonaId } from "../../help-desk/personas.ts";
import type { Network } from "./network.ts";
import { pause, unlessStopped } from "./waiting.ts";

/** How long Ann is seen to type, in milliseconds. */
const TYPES_MS = 2_500;
/** How long each answer of the AI is held while it is slow, in milliseconds. */
const SLOW_MS = 8_000;

/** What cannot be played now, in words for who tries. */
export class NotNow extends Error {}

/** The other side: the demo's people, who act through the agent SDK as any help desk would. */
export class Team {
  readonly #ann: Desk;
  /** How the workspace held answers before this page changed it. */
  #cadence: unknown;

  constructor(
    readonly code: string,
    readonly network: Network["direct"],
  ) {
    this.#ann = this.#connect("ann");
  }

  async isOver(id: string, signal: AbortSignal): Promise<boolean> {
    const conversation = await this.#enter(id, signal).catch((error: unknown) => {
      if (error instanceof BatonError && error.code === "not_found") return null;
      throw error;
    });
    const state = conversation?.snapshot().state ?? "closed";
    return state === "closed" || state === "wrap_up";
  }

  async takeOver(id: string, signal: AbortSignal): Promise<Conversation> {
    const conversation = await this.#enter(id, signal);
    await unlessStopped(conversation.takeOver(), signal);
    return conversation;
  }

  /** Types, and writes. */
  async answer(id: string, text: string, signal: AbortSignal): Promise<void> {
    const conversation = await this.takeOver(id, signal);
    conversation.typing(true);
    await pause(TYPES_MS, signal);
    await unlessStopped(conversation.send(text), signal);
  }

  async sendFile(id: string, file: File, signal: AbortSignal): Promise<void> {
    const conversation = await this.takeOver(id, signal);
    const attachment = await conversation.upload(file, { signal });
    await unlessStopped(conversation.send("", { attachments: [attachment] }), signal);
  }

  async giveBack(id: string, signal: AbortSignal): Promise<void> {
    const conversation = await this.#enter(id, signal);
    if (!conversation.snapshot().can.includes("allowAiReplies"))
      throw new NotNow("Ann does not have this conversation. Let her take over first.");
    await unlessStopped(conversation.allowAiReplies(), signal);
  }

  async end(id: string, signal: AbortSignal): Promise<void> {
    const conversation = await this.takeOver(id, signal);
    await unlessStopped(conversation.end(), signal);
    // Nobody is there to write it up.
    if (conversation.snapshot().can.includes("completeWrapUp")) await conversation.completeWrapUp();
  }

  async isSlow(): Promise<boolean> {
    const { cadence } = await this.#withAda((desk) => desk.configuration.read());
    return typeof cadence === "object" && cadence !== null && "on" in cadence && cadence.on === true;
  }

  /** Has the workspace hold each answer of the AI, or not. */
  async slowDown(isSlow: boolean): Promise<void> {
    await this.#withAda(async ({ configuration }) => {
      const settings = await configuration.read();
      if (isSlow) this.#cadence = settings.cadence;
      const cadence = isSlow
        ? { on: true, minMs: SLOW_MS, maxMs: SLOW_MS }
        : { ...Object(this.#cadence), on: false };
      await configuration.write({ ...settings, cadence });
    });
  }

  async #enter(id: string, signal: AbortSignal): Promise<Conversation> {
    const conversation = this.#ann.conversation(id);
    await unlessStopped(conversation.ready, signal);
    return conversation;
  }

  /** Who may change settings is there only while they do. */
  async #withAda<Result>(work: (desk: Desk) => Promise<Result>): Promise<Result> {
    const desk = this.#connect("ada");
    try {
      return await work(desk);
    } finally {
      desk.close();
    }
  }

  #connect(persona: PersonaId): Desk {
    return connectAgent({
      ...{ host: location.origin, workspace: "demo" },
      ...this.network,
      token: () => fetchDemoToken(this.code, persona, this.network.fetch).catch(refusal),
    });
  }
}

function refusal(error: unknown): never {
  if (!(error instanceof DemoCodeRefused)) throw error;
  // Waiting does not mend it.
  throw new BatonError({
    code: "unauthenticated",
    message: "The server has been started anew: open the address that `npm start` prints now.",
  });
}
