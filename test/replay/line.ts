import { WebSocket } from "ws";
import type { ConnectionTrace, Frame } from "../checker/trace.ts";
import type { Random } from "../harness/random.ts";

/**
 * How a connection is lost: closed with the WebSocket's handshake, reset by TCP, or half-open, where it looks
 * open to both ends and carries nothing in either direction any more.
 */
export const DROPS = ["closed", "reset", "half_open"] as const;
export type Drop = (typeof DROPS)[number];

/** Decides which connections are lost, and when; is told of each that was. */
export type Faults = { random: Random; onDrop(drop: Drop): void };

/** Share of the connections that are lost by a fault. */
const UNLUCKY = 0.55;
/** Where nobody answers: the discard service's port. */
const NOWHERE = "ws://127.0.0.1:9";
/** How long the server goes on believing in a half-open connection that its client has given up. */
const GHOST_MS = 3_000;

/** One client's line to the server: every frame is recorded as it passes, and now and then a connection is lost. */
export class Line {
  readonly connections: ConnectionTrace[] = [];
  private readonly sockets = new Set<LineSocket>();
  private isAway = false;

  /**
   * @param faults Null for a line on which nothing is lost.
   * @param options.records False for a line whose frames nobody will ask for, such as a desk's that stays open.
   * @param options.onFrame Sees each frame as it passes.
   */
  constructor(
    private readonly whose: Pick<ConnectionTrace, "client" | "role" | "verifies">,
    private faults: Faults | null,
    private readonly options: { records?: boolean; onFrame?: ((frame: Frame) => void) | undefined } = {},
  ) {}

  readonly openSocket = (url: string): WebSocket => {
    const { records = true, onFrame } = this.options;
    if (this.isAway)
      return new LineSocket(
        NOWHERE,
        () => undefined,
        () => null,
      );
    const frames: Frame[] = [];
    if (records) this.connections.push({ ...this.whose, frames });
    const note = (frame: Frame) => {
      if (records) frames.push(frame);
      onFrame?.(frame);
    };
    const socket = new LineSocket(url, note, () => this.faults);
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
    return socket;
  };

  /** Nobody is there any more: what is open is reset without a goodbye, and nothing opens until `comeBack`. */
  vanish(): void {
    this.isAway = true;
    for (const socket of this.sockets) socket.vanish();
  }

  comeBack(): void {
    this.isAway = false;
  }

  /** From now on nothing is lost. */
  becalm(): void {
    this.faults = null;
  }

  /** Whether the client still trusts a connection that is half-open. */
  isDeceived(): boolean {
    return [...this.sockets].some((socket) => socket.isSilent && !socket.isGivenUp);
  }

  /** Ends whatever is still open. */
  cut(): void {
    for (const socket of this.sockets) socket.terminate();
  }
}

/** A `WebSocket` for production clients: it records, and it fails in the way that was drawn for it. */
class LineSocket extends WebSocket {
  isSilent = false;
  isGivenUp = false;
  private reset: () => void = () => this.terminate();

  constructor(
    url: string,
    private readonly note: (frame: Frame) => void,
    private readonly faults: () => Faults | null,
  ) {
    super(url);
    this.on("error", () => undefined);
    this.once("upgrade", ({ socket }) => {
      this.reset = () => socket.resetAndDestroy();
    });
    // Before any listener of the client's. What still lay in the buffers of a connection that the client has
    // given up never reaches it.
    this.on("message", (data) => {
      if (!this.isGivenUp) note({ at: performance.now(), up: false, data: String(data) });
    });
    const drawn = faults();
    if (drawn?.random.chance(UNLUCKY)) this.plan(drawn.random);
  }

  override send(data: string): void {
    this.note({ at: performance.now(), up: true, data });
    if (!this.isSilent) super.send(data);
    this.emit("sent");
  }

  override close(code?: number, reason?: string): void {
    const isRepeated = this.isGivenUp;
    this.isGivenUp = true;
    if (!this.isSilent) super.close(code, reason);
    else if (!isRepeated) setTimeout(() => this.terminate(), GHOST_MS).unref();
  }

  vanish(): void {
    if (this.readyState === WebSocket.OPEN) this.reset();
    else this.terminate();
  }

  private plan(random: Random): void {
    const drop = random.pick(DROPS);
    const onNth = (event: string, nth: number) => {
      let count = 0;
      this.on(event, () => {
        count += 1;
        if (count === nth) this.lose(drop);
      });
    };
    switch (random.between(1, 3)) {
      case 1:
        // Right after something was sent: its answer is lost.
        onNth("sent", random.between(1, 8));
        break;
      case 2:
        onNth("message", random.between(1, 60));
        break;
      default:
        setTimeout(() => this.lose(drop), random.between(0, 5_000)).unref();
    }
  }

  private lose(drop: Drop): void {
    const faults = this.faults();
    if (!faults || this.readyState !== WebSocket.OPEN) return;
    faults.onDrop(drop);
    switch (drop) {
      case "closed":
        super.close();
        break;
      case "reset":
        this.reset();
        break;
      case "half_open":
        this.isSilent = true;
        this.pause();
    }
  }
}
