import {
  type FakePorts,
  type FakeSocket,
  fakePorts,
  type Sent,
} from "../../conversation/client/testing/fake-ports.ts";
import { ANN, FakeRoom } from "../../conversation/client/testing/fake-room.ts";
import { type ErrorCode, type ErrorDetails, wireError } from "../../conversation/protocol/errors.ts";
import type { AudienceState } from "../../conversation/protocol/views.ts";
import { type Conversation, createConversation } from "../conversation.ts";

/** A conversation that an agent has open, and the room behind it, which does as it is told. */
export class Opened {
  readonly fake: FakePorts = fakePorts();
  readonly room: FakeRoom;
  readonly conversation: Conversation;
  readonly #answers = new Map<string, (socket: FakeSocket, clientId: string) => void>();

  constructor(state: AudienceState, me = ANN) {
    const { fake } = this;
    this.room = new FakeRoom(state, me);
    fake.onSocket = (socket) => queueMicrotask(() => socket.open());
    fake.onSend = (socket, frame) => queueMicrotask(() => this.#receive(socket, frame));
    this.conversation = this.again();
  }

  /** The same conversation in another tab. */
  again(): Conversation {
    return createConversation({
      id: this.room.state.id,
      host: "https://chat.example.com",
      ports: this.fake.ports,
      token: async () => "secret",
      onClose: () => {},
    });
  }

  /** The next command of this type is answered with this, after everybody was told of `state`. */
  answer(type: string, result: object, state?: AudienceState): void {
    this.#answers.set(type, (socket, clientId) => {
      if (state) this.room.commit({ state });
      socket.say({ type: "ack", clientId, result });
    });
  }

  refuse(type: string, code: ErrorCode, details?: ErrorDetails): void {
    this.#answers.set(type, (socket, clientId) => {
      socket.say({ type: "reject", clientId, error: wireError(code, details) });
    });
  }

  sent(type: string): Sent[] {
    return this.fake.sockets.flatMap(({ sent }) => sent).filter((frame) => frame.type === type);
  }

  /** The line breaks; the client is back within a second. */
  lose(): void {
    for (const socket of this.room.listening) socket.break();
    this.room.listening.clear();
  }

  #receive(socket: FakeSocket, frame: Sent): void {
    const answer = this.#answers.get(frame.type);
    this.#answers.delete(frame.type);
    if (answer) answer(socket, String(frame.clientId));
    else if (!socket.closed) this.room.receive(socket, frame);
  }
}
