import { wireError } from "../../protocol/errors.ts";
import type { SessionRequest } from "../../protocol/workspace.ts";
import { type FakePorts, type FakeSocket, fakePorts, type Sent } from "./fake-ports.ts";
import { customerState, FakeRoom, KIM } from "./fake-room.ts";

/** What is lost of a command that is sent: the answer and all that would follow on its socket, or the very frame. */
export type Loss = "answer" | "frame" | null;

export const HOUR_MS = 3_600_000;

/**
 * One customer's conversations, one after the other, and the workspace that says which one they are in. Whoever
 * wants to go on is moved on from what has ended. Its network is the test's.
 */
export class FakeSite {
  readonly fake: FakePorts = fakePorts();
  readonly rooms = new Map<string, FakeRoom>();
  readonly asked: SessionRequest[] = [];
  customer = KIM;
  /** How long a token lasts, in milliseconds. */
  lifetime = HOUR_MS;
  /** What is lost of the commands that are sent now. */
  lost: Loss = null;
  away = false;

  constructor(public current: string) {
    this.fake.onSocket = (socket) => queueMicrotask(() => (this.away ? socket.break() : socket.open()));
    this.fake.onSend = (socket, frame) => queueMicrotask(() => this.serve(socket, frame));
    this.fake.answer = async (_url, { body }) => {
      if (this.away) return { status: 503, body: "" };
      const request: SessionRequest = JSON.parse(String(body));
      this.asked.push(request);
      const { state } = this.room(this.current);
      if (request.start && state.audience === "customer") this.current = state.successorId ?? this.current;
      const claims = JSON.stringify({ iat: 0, exp: this.lifetime / 1_000 });
      const token = `t${this.asked.length}.${btoa(claims)}.`;
      return { body: { token, conversationId: this.current, customer: this.customer } };
    };
  }

  room(id: string): FakeRoom {
    const known = this.rooms.get(id) ?? new FakeRoom(customerState({ id }));
    this.rooms.set(id, known);
    return known;
  }

  /** The conversation ends, and names where it goes on. */
  end(id: string, successorId: string): void {
    this.room(id).commit({ state: customerState({ id, state: "ended", epoch: 2, successorId }) });
  }

  /** What was said there, in order. */
  said(id: string): string[] {
    return this.room(id).publicEntries.map((entry) => ("text" in entry ? entry.text : entry.kind));
  }

  /** Neither sockets nor requests get through, for so long. */
  async outage(ms: number): Promise<void> {
    this.away = true;
    for (const { listening } of this.rooms.values()) listening.clear();
    for (const socket of this.fake.sockets) if (!socket.closed) socket.break();
    await this.fake.clock.advance(ms);
    this.away = false;
  }

  private serve(socket: FakeSocket, frame: Sent): void {
    if (socket.closed) return;
    const room = this.room(socket.url.split("/").at(-1) ?? "");
    if (frame.type !== "hello" && this.lost === "frame") return;
    if (frame.type !== "hello" && this.lost === "answer") socket.say = () => {};
    const { state } = room;
    const isNew = !room.commits.has(String(frame.clientId));
    if (frame.type === "send_message" && isNew && state.audience === "customer" && state.state === "ended") {
      const error = wireError("conversation_ended", { successorId: state.successorId });
      socket.say({ type: "reject", clientId: frame.clientId, error });
    } else room.receive(socket, frame);
  }
}
