import type { Frame } from "../checker/trace.ts";

/** What is under way between clients and server at this moment, by the frames that have passed. */
export class Watch {
  /** Commands that were sent and have no answer yet, with what they were. */
  readonly unanswered = new Map<string, string>();
  /** Replies of the AI that are being streamed. */
  readonly streaming = new Set<string>();
  /** How many commands were acknowledged, ever. */
  acknowledged = 0;
  /** How many hellos, and how many deltas, have passed since `restart`. */
  hellos = 0;
  deltas = 0;
  /** Called after each frame. */
  onFrame: () => void = () => {};

  readonly see = ({ up, data }: Frame): void => {
    const frame = JSON.parse(data);
    if (up) this.seeUp(frame);
    else this.seeDown(frame);
    this.onFrame();
  };

  /** A new round: what went unanswered in earlier ones, such as a receipt of a tab that was closed, is forgotten. */
  beginRound(): void {
    this.unanswered.clear();
    this.restart();
  }

  /** The server is another one. */
  restart(): void {
    this.hellos = 0;
    this.deltas = 0;
    this.streaming.clear();
  }

  private seeUp({ type, clientId }: { type: string; clientId?: string }): void {
    if (type === "hello") this.hellos += 1;
    if (clientId !== undefined) this.unanswered.set(clientId, type);
  }

  private seeDown(frame: {
    type: string;
    clientId?: string;
    replyId?: string;
    public?: { entries: { id: string }[] };
  }): void {
    if (frame.type === "ack") this.acknowledged += 1;
    if (frame.type === "ack" || frame.type === "reject") this.unanswered.delete(frame.clientId ?? "");
    if (frame.type === "stream_delta") {
      this.deltas += 1;
      this.streaming.add(frame.replyId ?? "");
    }
    for (const { id } of frame.public?.entries ?? []) this.streaming.delete(id);
  }
}
