import type { Socket } from "../../conversation/client/ports.ts";
import type { MemoryConnection, MemoryMachine } from "../../party/hosts/memory.ts";
import type { ConnectionTrace, Frame } from "../checker/trace.ts";
import type { Random } from "../harness/random.ts";
import type { SimulatedTime } from "./scheduler.ts";

/** How well one person's network carries at present. The faults change it, and healing puts it right. */
export type Weather = {
  /** Milliseconds a frame takes at most. */
  latencyMs: number;
  /** Chance that a command arrives twice. */
  doubles: number;
  /** Chance that nothing can be connected. */
  refuses: number;
  /** Chance that a request gets lost, or its answer does. */
  loses: number;
};

export const FAIR: Readonly<Weather> = { latencyMs: 40, doubles: 0, refuses: 0, loses: 0 };

export type LineWorld = {
  time: SimulatedTime;
  random: Random;
  /** The machine of that address, if the door lets anybody in; null where the server refuses. */
  reach(url: string): Promise<MemoryMachine | null>;
  /** A frame arrives at a machine; `isLate` when its client has given the connection up since. */
  onArrival(url: string, client: string, data: string, isLate: boolean): void;
};

/** A person's end of one WebSocket, recorded beside the production client as raw text. */
export class SimulatedSocket implements Socket {
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  readonly trace: Omit<ConnectionTrace, "frames"> & { frames: Frame[] };
  private connection: MemoryConnection | null = null;
  private machine: MemoryMachine | null = null;
  private isClosed = false;
  /** Nothing gets through any more, and neither end knows. */
  private isDeaf = false;
  private lastUp = 0;
  private lastDown = 0;

  constructor(
    private readonly world: LineWorld,
    private readonly weather: Weather,
    readonly url: string,
    whose: Pick<ConnectionTrace, "client" | "role" | "supervises" | "verifies">,
  ) {
    this.trace = { ...whose, frames: [] };
    void this.open();
  }

  get isOpen(): boolean {
    return this.connection !== null && !this.isClosed;
  }

  /** Its client believes in it, and nothing gets through. */
  get isDeceptive(): boolean {
    return this.isDeaf && !this.isClosed;
  }

  send(data: string): void {
    if (!this.isOpen) return;
    this.record(true, data);
    if (this.isDeaf) return;
    this.up(() => this.arrive(data));
    if (this.world.random.chance(this.weather.doubles) && data.includes('"clientId"')) {
      this.up(() => this.arrive(data));
    }
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    // What is still on its way arrives, perhaps after what a next connection says.
    this.hangUp(this.isDeaf ? this.world.random.between(5_000, 60_000) : 0);
  }

  /** The network breaks the connection. */
  cut(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.hangUp(0);
    this.down(() => this.onclose?.call(this, CLOSED));
  }

  /** The connection is lost without a word to either end. */
  goDeaf(): void {
    this.isDeaf = true;
  }

  /** Whoever held this end is gone, with the page. */
  abandon(): void {
    this.onopen = this.onmessage = this.onclose = this.onerror = null;
    this.close();
  }

  private async open(): Promise<void> {
    const { world, weather, url } = this;
    await world.time.sleep(this.delay());
    const refused = world.random.chance(weather.refuses);
    const machine = refused ? null : await world.reach(url).catch(() => null);
    if (this.isClosed) return;
    if (!machine) {
      this.isClosed = true;
      this.down(() => {
        this.onerror?.call(this, CLOSED);
        this.onclose?.call(this, CLOSED);
      });
      return;
    }
    this.machine = machine;
    this.connection = machine.connect(null, {
      receive: (text) => this.receive(text),
      closed: () => this.endedByServer(),
    });
    this.down(() => this.onopen?.call(this, OPENED));
  }

  private arrive(data: string): void {
    const { connection, machine } = this;
    if (!connection || !machine || connection.lost || connection.closedWith) return;
    this.world.onArrival(this.url, this.trace.client, data, this.isClosed);
    void machine.frame(connection, data);
  }

  private receive(text: string): void {
    if (this.isDeaf) return;
    this.down(() => {
      if (this.isClosed) return;
      this.record(false, text);
      // The client's type of the event is its own; a browser's has this field too.
      this.onmessage?.call(this, { data: text } as never);
    });
  }

  private endedByServer(): void {
    if (this.isDeaf) return;
    this.down(() => {
      if (this.isClosed) return;
      this.isClosed = true;
      this.onclose?.call(this, CLOSED);
    });
  }

  private hangUp(ms: number): void {
    const { connection, machine } = this;
    if (!connection || !machine) return;
    this.world.time.after(ms, () => this.up(() => machine.disconnect(connection)));
  }

  /** In the order it was sent, as TCP does. */
  private up(arrive: () => void): void {
    const now = this.world.time.now();
    this.lastUp = Math.max(this.lastUp, now + this.delay());
    this.world.time.after(this.lastUp - now, arrive);
  }

  private down(arrive: () => void): void {
    const now = this.world.time.now();
    this.lastDown = Math.max(this.lastDown, now + this.delay());
    this.world.time.after(this.lastDown - now, arrive);
  }

  private delay(): number {
    return this.world.random.between(1, this.weather.latencyMs);
  }

  private record(up: boolean, data: string): void {
    this.trace.frames.push({ at: this.world.time.now(), up, data });
  }
}

const OPENED = {} as never;
const CLOSED = {} as never;
