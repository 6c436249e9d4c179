import * as v from "valibot";
import type { Person } from "../../conversation/protocol/shared.ts";
import { callRoom, type Deployment } from "../auth/peer.ts";
import {
  CopySchema,
  ErasedSchema,
  type Head,
  HeadAnswerSchema,
  type MaybeCopy,
  type Notice,
} from "../peer-messages.ts";

const TELL_MS = 5_000;
const HEAD_MS = 2_000;
const COPY_MS = 20_000;

/** What the workspace tells its conversations and asks of them. Each call also wakes the room that it is for. */
export class ConversationLink {
  constructor(
    private readonly deployment: Deployment,
    private readonly workspace: () => string,
  ) {}

  /** True when it was heard. */
  async tell(conversationId: string, notice: Notice): Promise<boolean> {
    return (await this.call(conversationId, "notice", notice, TELL_MS)) !== null;
  }

  /** How it stands; null while it does not say. */
  async head(conversationId: string): Promise<Head | null> {
    const decoded = v.safeParse(HeadAnswerSchema, await this.call(conversationId, "head", {}, HEAD_MS));
    return decoded.success ? decoded.output : null;
  }

  /** True once nothing is left of it. */
  async erase(conversationId: string): Promise<boolean> {
    return v.is(ErasedSchema, await this.call(conversationId, "erase", {}, TELL_MS));
  }

  /** What it holds that its customer may have, for whoever asks for it; null while it does not say. */
  async copy(conversationId: string, by: Person): Promise<MaybeCopy | null> {
    const decoded = v.safeParse(CopySchema, await this.call(conversationId, "copy", { by }, COPY_MS));
    return decoded.success ? decoded.output : null;
  }

  private call(conversationId: string, name: string, body: unknown, timeoutMs: number): Promise<unknown> {
    return callRoom(this.deployment, {
      workspace: this.workspace(),
      path: `/parties/main/${conversationId}/internal/${name}`,
      from: this.workspace(),
      body,
      timeoutMs,
    });
  }
}
