import type { ClientPorts, Socket } from "../../conversation/client/ports.ts";
import { ManualClock } from "../../conversation/client/testing/manual-clock.ts";
import type { TabPorts } from "../tabs/ports.ts";

/**
 * One browser: its locks, its channels, and tabs that can be hidden, frozen, killed, and left for the back/forward
 * cache. As in a browser, what happens to a frozen tab waits until it thaws; its locks stay with it.
 */
export class FakeBrowser {
  readonly tabs = new Set<FakeTab>();
  readonly locks = new Map<string, Request[]>();
  private ids = 0;

  constructor(readonly clock: ManualClock = new ManualClock()) {}

  open(): FakeTab {
    const tab = new FakeTab(this);
    this.tabs.add(tab);
    return tab;
  }

  newId(): string {
    this.ids += 1;
    return `tab-${this.ids}`;
  }

  /** Grants the lock to whoever is first in line. */
  grant(name: string): void {
    const [first] = this.locks.get(name) ?? [];
    if (!first || first.held) return;
    first.held = true;
    first.tab.later(() => {
      if (!this.locks.get(name)?.includes(first)) return;
      const work = first.work();
      const done = () => this.drop(name, first, () => first.settle(null));
      if (work) work.then(done);
      else done();
    });
  }

  drop(name: string, request: Request, then: () => void = () => {}): void {
    const line = this.locks.get(name) ?? [];
    if (!line.includes(request)) return;
    this.locks.set(
      name,
      line.filter((other) => other !== request),
    );
    then();
    this.grant(name);
  }
}

type Request = {
  tab: FakeTab;
  held: boolean;
  work(): Promise<void> | undefined;
  settle(error: unknown): void;
};

type Listener = { name: string; tab: FakeTab; hear(data: unknown): void };
const listeners = new WeakMap<FakeBrowser, Set<Listener>>();

export class FakeTab {
  visible = true;
  alive = true;
  frozen = false;
  readonly ports: TabPorts;
  private waiting: (() => void)[] = [];
  private readonly sockets: Socket[] = [];
  private page: Parameters<TabPorts["watchPage"]>[0] | null = null;

  constructor(private readonly browser: FakeBrowser) {
    const { clock, locks } = browser;
    const heard = listeners.get(browser) ?? new Set();
    listeners.set(browser, heard);
    this.ports = {
      now: () => clock.now,
      setTimer: this.setTimer,
      newId: () => browser.newId(),
      isVisible: () => this.visible,
      openChannel: (name, hear) => {
        const own: Listener = { name, tab: this, hear };
        heard.add(own);
        return {
          post(message) {
            if (!own.tab.alive) return;
            const data: unknown = structuredClone(message);
            for (const other of heard) {
              if (other !== own && other.name === name)
                other.tab.later(() => heard.has(other) && other.hear(data));
            }
          },
          close: () => heard.delete(own),
        };
      },
      locks: {
        request: (name, { signal, steal }, work) =>
          new Promise((resolve, reject) => {
            const settle = (error: unknown) => this.later(() => (error ? reject(error) : resolve(null)));
            const request: Request = { tab: this, held: false, work, settle };
            const line = locks.get(name) ?? [];
            const holders = line.filter(({ held }) => held);
            if (steal) {
              locks.set(name, [request, ...line.filter(({ held }) => !held)]);
              for (const robbed of holders) robbed.settle(new DOMException("stolen", "AbortError"));
            } else locks.set(name, [...line, request]);
            signal?.addEventListener("abort", () =>
              browser.drop(name, request, () => settle(new DOMException("aborted", "AbortError"))),
            );
            browser.grant(name);
          }),
      },
      watchPage: (page) => {
        this.page = page;
        return () => {
          this.page = null;
        };
      },
    };
  }

  readonly setTimer: TabPorts["setTimer"] = (ms, fn) => {
    let isOff = false;
    const cancel = this.browser.clock.setTimer(ms, () => this.later(() => isOff || fn()));
    return () => {
      isOff = true;
      cancel();
    };
  };

  /** In this tab, as soon as it runs. */
  later(work: () => void): void {
    queueMicrotask(() => {
      if (!this.alive) return;
      if (this.frozen) this.waiting.push(work);
      else work();
    });
  }

  /** The network as this tab has it: what comes waits while it is frozen, and nothing comes to one that is dead. */
  network(ports: ClientPorts): ClientPorts {
    return {
      ...ports,
      setTimer: this.setTimer,
      openSocket: (url) => this.openSocket(ports, url),
      fetch: (url, request) =>
        new Promise((resolve, reject) => {
          if (!this.alive) return;
          const settled = ports.fetch(url, request);
          settled.then(
            (response) => this.later(() => resolve(response)),
            (error: unknown) => this.later(() => reject(error)),
          );
        }),
    };
  }

  private openSocket(ports: ClientPorts, url: string): Socket {
    const wire = ports.openSocket(url);
    const socket: Socket = {
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
      send: (data) => this.alive && wire.send(data),
      close: () => wire.close(),
    };
    wire.onopen = (event: never) => this.later(() => socket.onopen?.(event));
    wire.onmessage = (event: never) => this.later(() => socket.onmessage?.(event));
    wire.onclose = (event: never) => this.later(() => socket.onclose?.(event));
    this.sockets.push(wire);
    return socket;
  }

  hide(): void {
    this.visible = false;
  }

  show(): void {
    this.visible = true;
    this.page?.shown();
  }

  freeze(): void {
    this.frozen = true;
  }

  thaw(): void {
    this.frozen = false;
    for (const work of this.waiting.splice(0)) this.later(work);
  }

  /** Gone without a word: the browser cleans up behind it. */
  kill(): void {
    this.alive = false;
    for (const socket of this.sockets) socket.close();
    this.browser.tabs.delete(this);
    for (const [name, line] of this.browser.locks) {
      for (const request of line) if (request.tab === this) this.browser.drop(name, request);
    }
  }

  /** Into the back/forward cache, and out of it. */
  leave(): void {
    this.page?.left();
  }

  restore(): void {
    this.page?.restored();
  }
}
