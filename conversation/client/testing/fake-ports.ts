import type { ClientPorts, HttpRequest, HttpResponse, Socket } from "../ports.ts";
import { ManualClock } from "./manual-clock.ts";

/** A socket whose other end is the test. */
export class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;
  readonly sent: Sent[] = [];

  constructor(
    readonly url: string,
    private readonly onSend: (socket: FakeSocket, frame: Sent) => void,
  ) {}

  send(data: string): void {
    const frame: Sent = JSON.parse(data);
    this.sent.push(frame);
    this.onSend(this, frame);
  }

  close(): void {
    this.closed = true;
  }

  /** The handshake is done. */
  open(): void {
    this.onopen?.();
  }

  /** The server says something. */
  say(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  /** The connection breaks. */
  break(): void {
    this.onclose?.();
  }
}

export type Sent = { type: string; clientId?: string; [field: string]: unknown };

export type HttpAnswer = { status?: number; body: unknown };

export type FakePorts = {
  readonly clock: ManualClock;
  readonly sockets: readonly FakeSocket[];
  /** The newest socket. */
  readonly socket: FakeSocket;
  readonly requests: readonly { url: string; request: HttpRequest }[];
  /** What `random` gives. */
  random: number;
  /** Called with every frame that a client sends. */
  onSend(socket: FakeSocket, frame: Sent): void;
  /** Called with every new socket. */
  onSocket(socket: FakeSocket): void;
  /** Answers HTTP requests; the status is 200 unless it says otherwise. */
  answer(url: string, request: HttpRequest): Promise<HttpAnswer>;
  wake(): void;
  readonly ports: Required<ClientPorts>;
};

/** Ports on a manual clock, with sockets and HTTP answers that the test holds in its hands. */
export function fakePorts(): FakePorts {
  const clock = new ManualClock();
  const sockets: FakeSocket[] = [];
  const requests: { url: string; request: HttpRequest }[] = [];
  let ids = 0;
  let wake = () => {};

  const fake: FakePorts = {
    clock,
    sockets,
    requests,
    random: 0.5,
    onSend: () => {},
    onSocket: () => {},
    answer: async () => ({ status: 404, body: "" }),
    wake: () => wake(),
    get socket() {
      const last = sockets.at(-1);
      if (!last) throw new Error("no socket was opened");
      return last;
    },
    ports: {
      openSocket(url) {
        const socket = new FakeSocket(url, (from, frame) => fake.onSend(from, frame));
        sockets.push(socket);
        fake.onSocket(socket);
        return socket;
      },
      async fetch(url, request): Promise<HttpResponse> {
        requests.push({ url, request });
        const { status = 200, body } = await fake.answer(url, request);
        const text = typeof body === "string" ? body : JSON.stringify(body);
        return { ok: status < 300, status, text: async () => text };
      },
      now: () => clock.now,
      setTimer: clock.setTimer,
      random: () => fake.random,
      newId() {
        ids += 1;
        return `c${ids}`;
      },
      newKey: () => "k".repeat(43),
      onWake(fn) {
        wake = fn;
        return () => {
          wake = () => {};
        };
      },
      // Tests' servers are trusted.
      decode: (data) => JSON.parse(String(data)),
    },
  };
  return fake;
}
