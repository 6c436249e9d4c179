import { base64url } from "jose";
import type { Conversation } from "../../agent-sdk/conversation.ts";
import { createDesk, type Desk } from "../../agent-sdk/desk.ts";
import type { Monitoring, PreparedTakeOver } from "../../agent-sdk/supervision.ts";
import { BatonError } from "../../conversation/client/baton-error.ts";
import type { CustomerClient } from "../../conversation/client/customer-api.ts";
import { createCustomerClient } from "../../conversation/client/customer-client.ts";
import type { ClientPorts } from "../../conversation/client/ports.ts";
import { decodeDown } from "../../conversation/protocol/codec.ts";
import type { ErrorCode } from "../../conversation/protocol/errors.ts";
import type { ConnectionTrace } from "../checker/trace.ts";
import { ADDRESS_HEADER, ORIGIN, WORKSPACE } from "./deployment.ts";
import { FAIR, type SimulatedSocket, type Weather } from "./line.ts";
import type { World } from "./world.ts";

/** A page or process in which a production client runs; when it is gone, nothing in it runs any more. */
export class Page {
  readonly sockets: SimulatedSocket[] = [];
  isAlive = true;

  constructor(
    private readonly world: World,
    private readonly whose: Pick<ConnectionTrace, "client" | "role" | "supervises">,
    private readonly weather: Weather,
    /** What the edge says of its requests. */
    private readonly edge: Readonly<Record<string, string>> = {},
  ) {}

  ports(): ClientPorts {
    const { world, weather } = this;
    const random = world.random.fork(world.next());
    const bytes = (count: number) => random.bytes(count);
    return {
      openSocket: (url) => {
        const socket = world.open(url.replace(/^ws/u, "http"), weather, { ...this.whose, verifies: false });
        this.sockets.push(socket);
        return socket;
      },
      fetch: async (url, request) => {
        const headers = { ...request.headers, ...this.edge };
        const response = await world.fetch(url, { ...request, headers }, weather);
        if (!this.isAlive) return new Promise(() => undefined);
        return response;
      },
      now: () => world.time.now(),
      setTimer: (ms, fn) => world.time.after(ms, () => this.isAlive && fn()),
      random: () => random.next(),
      newId: () => base64url.encode(bytes(15)),
      newKey: () => base64url.encode(bytes(32)),
      decode(data) {
        const decoded = decodeDown(data);
        return decoded.ok ? decoded.frame : null;
      },
    };
  }

  /** The page is torn down as it stands. */
  vanish(): void {
    this.isAlive = false;
    for (const socket of this.sockets) socket.abandon();
  }
}

export type Tab = { name: string; client: CustomerClient; page: Page };

/** A customer and their tabs. */
export class Customer {
  readonly weather: Weather = { ...FAIR };
  readonly tabs: Tab[] = [];
  /** What the browser keeps. */
  session: string | null = null;
  private opened = 0;

  constructor(
    private readonly world: World,
    readonly name: string,
    readonly address: string,
  ) {
    this.openTab();
  }

  openTab(): Tab {
    this.opened += 1;
    const name = `${this.name}, tab ${this.opened}`;
    const page = new Page(this.world, { client: name, role: "customer" }, this.weather, {
      [ADDRESS_HEADER]: this.address,
    });
    const client = createCustomerClient(
      { host: ORIGIN, workspace: WORKSPACE, session: this.session },
      page.ports(),
    );
    client.subscribe(() => {
      this.session ??= client.session;
    });
    const tab = { name, client, page };
    this.tabs.push(tab);
    return tab;
  }

  /** Closed properly, or gone in the middle of whatever it was doing. */
  loseTab(tab: Tab, properly: boolean): void {
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    if (properly) tab.client.close();
    tab.page.vanish();
    if (this.tabs.length === 0) this.openTab();
  }

  /** The conversations that this customer's tabs have shown. */
  get conversationId(): string | null {
    return this.tabs.map(({ client }) => client.snapshot().id).find((id) => id !== null) ?? null;
  }
}

/** A desk in a page of its own. */
export type Seat = { name: string; desk: Desk; page: Page };

/** An agent at a desk. */
export class Agent {
  readonly weather: Weather = { ...FAIR };
  readonly open = new Map<string, Conversation>();
  /** What this page has begun in its time, newest last: some of it is long over. */
  readonly leases: Monitoring[] = [];
  readonly prepared: PreparedTakeOver[] = [];
  private seat: Seat;
  private seats = 0;

  constructor(
    private readonly world: World,
    readonly id: string,
    readonly role: "agent" | "supervisor" | "admin",
    readonly teams: readonly string[],
  ) {
    this.seat = this.sitDown();
    this.beAvailable();
  }

  /** The name under which this desk's connections are recorded; a reloaded page is another client. */
  get name(): string {
    return this.seat.name;
  }

  get desk(): Desk {
    return this.seat.desk;
  }

  get page(): Page {
    return this.seat.page;
  }

  conversation(id: string): Conversation {
    const known = this.open.get(id);
    if (known) return known;
    const conversation = this.desk.conversation(id);
    conversation.ready.catch(() => undefined);
    this.open.set(id, conversation);
    return conversation;
  }

  reload(): void {
    this.page.vanish();
    this.open.clear();
    this.leases.length = 0;
    this.prepared.length = 0;
    this.seat = this.sitDown();
    this.beAvailable();
  }

  /** An administrator is not there for customers. */
  private beAvailable(): void {
    if (this.role !== "admin") this.desk.presence.set("available").catch(() => undefined);
  }

  /** One more page of the same person. */
  sitDown(): Seat {
    this.seats += 1;
    const name = `${this.id}, page ${this.seats}`;
    const supervises = this.role !== "agent";
    const page = new Page(this.world, { client: name, role: "agent", supervises }, this.weather);
    const token = () => this.world.agentToken(this.id, this.role, this.teams);
    const desk = createDesk({ host: ORIGIN, workspace: WORKSPACE, token }, page.ports());
    return { name, desk, page };
  }
}

/** Something a person did through a production client, and how the promise ended. */
export type Call = {
  client: string;
  page: Page;
  name: string;
  /** Of a message or note; no two calls share one, but for retries. */
  text: string | null;
  outcome: "done" | "pending" | ErrorCode;
};

/** Somebody does something; how its promise ends is noted. What comes of it may be gone on with. */
export function call<Result>(
  world: World,
  { name: client, page }: { name: string; page: Page },
  name: string,
  text: string | null,
  act: () => Promise<Result>,
  goOn: (result: Result) => void = () => {},
): void {
  const noted: Call = { client, page, name, text, outcome: "pending" };
  world.calls.push(noted);
  act().then(
    (result) => {
      noted.outcome = "done";
      world.coverage.count("outcome", `${name}: done`);
      goOn(result);
    },
    (error: unknown) => {
      if (!(error instanceof BatonError)) throw error;
      noted.outcome = error.code;
      world.coverage.count("outcome", `${name}: ${error.code}`);
    },
  );
}
