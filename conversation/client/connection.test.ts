import { beforeEach, describe, expect, test } from "vitest";
import type { DownFrame } from "../protocol/down.ts";
import { wireError } from "../protocol/errors.ts";
import { type BatonError, localError } from "./baton-error.ts";
import { type Connection, createConnection, type Grant } from "./connection.ts";
import { type FakePorts, fakePorts } from "./testing/fake-ports.ts";
import { customerState, FakeRoom } from "./testing/fake-room.ts";
import { settle } from "./testing/manual-clock.ts";

let fake: FakePorts;
let connection: Connection;
let states: string[];
let frames: DownFrame[];
let errors: (BatonError | null)[];
let asked: boolean[];
let authorize: () => Promise<Grant | null>;
const welcome = new FakeRoom(customerState()).welcome();

beforeEach(() => {
  fake = fakePorts();
  states = [];
  frames = [];
  errors = [];
  asked = [];
  authorize = async () => grant(`token-${asked.length}`);
  connection = createConnection<DownFrame>({
    ports: fake.ports,
    authorize(fresh) {
      asked.push(fresh);
      return authorize();
    },
    hello: (token) => ({ type: "hello", token }),
    decode: fake.ports.decode,
    onFrame: (frame) => frames.push(frame),
    onState(state, error) {
      states.push(state);
      if (error) errors.push(error);
    },
  });
});

function grant(token: string, rest: Partial<Grant> = {}): Grant {
  return { url: "wss://chat.example.com/room", token, expiresAt: null, ...rest };
}

async function goOnline(): Promise<void> {
  connection.start();
  await settle();
  fake.socket.open();
  fake.socket.say(welcome);
}

test("it goes through its named states, and hello with the token is the first frame", async () => {
  await goOnline();
  expect(states).toEqual(["authorizing", "connecting", "greeting", "online"]);
  expect(fake.socket.sent).toEqual([{ type: "hello", token: "token-1" }]);
  expect(fake.socket.url).not.toContain("token");
});

test("the token is fetched before the socket is opened: one without a hello is soon closed", async () => {
  let give: (grant: Grant) => void = () => {};
  authorize = () => new Promise((resolve) => (give = resolve));
  connection.start();
  await settle();
  expect(fake.sockets).toHaveLength(0);
  give(grant("late"));
  await settle();
  expect(fake.sockets).toHaveLength(1);
});

test("nothing but a welcome is taken in before the welcome", async () => {
  connection.start();
  await settle();
  fake.socket.open();
  fake.socket.say({ type: "commit" });
  expect(frames).toEqual([]);
  expect(connection.send({ type: "typing", on: true })).toBe(false);
});

test("with nothing to connect to it is idle, and starts again when asked", async () => {
  authorize = async () => null;
  connection.start();
  await settle();
  expect(connection.state).toBe("idle");
  authorize = async () => grant("t");
  await goOnline();
  expect(connection.state).toBe("online");
});

describe("limits on the way", () => {
  test("a token that does not come within 10 s is asked for again; the late one is left", async () => {
    let give: (grant: Grant) => void = () => {};
    authorize = () => new Promise((resolve) => (give = resolve));
    connection.start();
    await fake.clock.advance(10_000);
    expect(connection.state).toBe("waiting");
    give(grant("late"));
    await settle();
    expect(fake.sockets).toHaveLength(0);
    await fake.clock.advance(1_000);
    expect(asked).toHaveLength(2);
  });

  test("a socket that does not open within 10 s is given up", async () => {
    connection.start();
    await fake.clock.advance(9_999);
    expect(connection.state).toBe("connecting");
    await fake.clock.advance(1);
    expect(connection.state).toBe("waiting");
    expect(fake.socket.closed).toBe(true);
  });

  test("a hello that is not answered within 10 s is given up", async () => {
    connection.start();
    await settle();
    fake.socket.open();
    await fake.clock.advance(10_000);
    expect(connection.state).toBe("waiting");
  });
});

describe("reconnecting", () => {
  test("the wait grows with each failure and starts over once a connection has held for 5 s", async () => {
    const waits: number[] = [];
    connection.start();
    for (let failure = 0; failure < 8; failure += 1) {
      await settle();
      fake.socket.break();
      const before = fake.clock.now;
      const sockets = fake.sockets.length;
      while (fake.sockets.length === sockets) await fake.clock.advance(50);
      waits.push(fake.clock.now - before);
    }
    expect(waits).toEqual([1_000, 1_900, 2_350, 2_950, 3_700, 4_600, 5_750, 7_200]);
    fake.socket.open();
    fake.socket.say(welcome);
    await fake.clock.advance(5_000);
    fake.socket.break();
    const sockets = fake.sockets.length;
    await fake.clock.advance(1_000);
    expect(fake.sockets.length).toBe(sockets + 1);
  });

  test("a server that takes connections only to drop them is not hammered", async () => {
    await goOnline();
    for (let drop = 0; drop < 10; drop += 1) {
      const sockets = fake.sockets.length;
      fake.socket.break();
      while (fake.sockets.length === sockets) await fake.clock.advance(50);
      fake.socket.open();
      fake.socket.say(welcome);
    }
    fake.socket.break();
    await fake.clock.advance(10_000);
    expect(fake.sockets).toHaveLength(11);
  });

  test("a wake-up reconnects at once", async () => {
    await goOnline();
    fake.socket.break();
    fake.wake();
    await settle();
    expect(fake.sockets).toHaveLength(2);
  });

  test("frames and events of a socket that was given up are nobody's", async () => {
    await goOnline();
    const old = fake.socket;
    old.break();
    await fake.clock.advance(1_000);
    frames.length = 0;
    old.say({ type: "commit" });
    old.break();
    old.open();
    expect(frames).toEqual([]);
    expect(connection.state).toBe("connecting");
  });

  test("an address that cannot be opened is a failure like any other", async () => {
    const { openSocket } = fake.ports;
    fake.ports.openSocket = () => {
      throw new SyntaxError("bad address");
    };
    connection.start();
    await settle();
    expect(connection.state).toBe("waiting");
    fake.ports.openSocket = openSocket;
    await fake.clock.advance(1_000);
    expect(connection.state).toBe("connecting");
  });
});

describe("heartbeat", () => {
  test("every 25 s it pings", async () => {
    fake.onSend = (socket, frame) => {
      if (frame.type === "ping") socket.say({ type: "pong" });
    };
    await goOnline();
    await fake.clock.advance(25_000 * 4);
    const pings = fake.socket.sent.filter(({ type }) => type === "ping");
    expect(pings).toHaveLength(4);
    expect(connection.state).toBe("online");
  });

  test("a hidden page's pings are not slowed: no timer is one of a long chain", async () => {
    fake.onSend = (socket, frame) => {
      if (frame.type === "ping") queueMicrotask(() => socket.say({ type: "pong" }));
    };
    await goOnline();
    await fake.clock.advance(3_600_000);
    expect(fake.socket.sent.filter(({ type }) => type === "ping")).toHaveLength(3_600 / 25);
    expect(fake.clock.longestChain).toBeLessThan(5);
  });

  test("a half-open socket is detected: no frame for 10 s after a ping", async () => {
    await goOnline();
    await fake.clock.advance(25_000 + 9_999);
    expect(connection.state).toBe("online");
    await fake.clock.advance(1);
    expect(connection.state).toBe("waiting");
    expect(fake.socket.closed).toBe(true);
  });

  test("any frame counts as a sign of life", async () => {
    await goOnline();
    await fake.clock.advance(25_000 + 5_000);
    fake.socket.say({ type: "commit" });
    await fake.clock.advance(10_000);
    expect(connection.state).toBe("online");
  });

  test("a wake-up while online asks at once whether the socket still lives", async () => {
    await goOnline();
    fake.wake();
    fake.wake();
    expect(fake.socket.sent.filter(({ type }) => type === "ping")).toHaveLength(1);
    await fake.clock.advance(10_000);
    expect(connection.state).toBe("waiting");
  });
});

describe("refusals", () => {
  test.each(["forbidden", "not_found", "protocol_too_old", "invalid"] as const)(
    "%s is final, and says why",
    async (code) => {
      connection.start();
      await settle();
      fake.socket.open();
      fake.socket.say({ type: "refused", error: wireError(code) });
      expect(connection.state).toBe("refused");
      expect(connection.refusal?.code).toBe(code);
      expect(fake.socket.closed).toBe(true);
      await fake.clock.advance(120_000);
      expect(fake.sockets).toHaveLength(1);
    },
  );

  test.each(["token_expired", "unauthenticated"] as const)(
    "[I11] after %s a fresh token is fetched, and the connection comes back",
    async (code) => {
      await goOnline();
      fake.socket.say({ type: "refused", error: wireError(code) });
      expect(connection.state).toBe("waiting");
      await fake.clock.advance(1_000);
      expect(asked).toEqual([false, true]);
      fake.socket.open();
      fake.socket.say(welcome);
      expect(connection.state).toBe("online");
    },
  );

  test("unauthenticated, said again to a fresh token, is final", async () => {
    connection.start();
    await settle();
    fake.socket.open();
    fake.socket.say({ type: "refused", error: wireError("unauthenticated") });
    await fake.clock.advance(1_000);
    fake.socket.open();
    fake.socket.say({ type: "refused", error: wireError("unauthenticated") });
    expect(connection.state).toBe("refused");
  });

  test.each(["unavailable", "internal", "rate_limited"] as const)("after %s it tries again", async (code) => {
    await goOnline();
    fake.socket.say({ type: "refused", error: wireError(code) });
    await fake.clock.advance(1_000);
    expect(fake.sockets).toHaveLength(2);
  });

  test("a server that asks for time gets it, and no wake-up shortens it", async () => {
    await goOnline();
    fake.socket.say({ type: "refused", error: wireError("rate_limited", { retryAfterMs: 60_000 }) });
    fake.wake();
    await fake.clock.advance(59_999);
    expect(fake.sockets).toHaveLength(1);
    await fake.clock.advance(1);
    expect(fake.sockets).toHaveLength(2);
  });

  test("a token that cannot be fetched is tried again, unless it never will be", async () => {
    authorize = () => Promise.reject(new Error("backend down"));
    connection.start();
    await settle();
    expect(connection.state).toBe("waiting");
    expect(errors.at(-1)?.cause).toEqual(new Error("backend down"));
    authorize = () => Promise.reject(localError("forbidden", "no"));
    await fake.clock.advance(1_000);
    expect(connection.state).toBe("refused");
  });

  test("started again after a refusal, it tries anew", async () => {
    authorize = () => Promise.reject(localError("forbidden", "no"));
    connection.start();
    await settle();
    authorize = async () => grant("t");
    await goOnline();
    expect(connection.state).toBe("online");
    expect(connection.refusal).toBeNull();
  });
});

describe("[I11] renewing a token", () => {
  beforeEach(async () => {
    fake.onSend = (socket, { type }) => {
      if (type === "ping") socket.say({ type: "pong" });
      if (type === "hello") socket.say(welcome);
    };
    authorize = async () => grant(`token-${asked.length}`, { expiresAt: fake.clock.now + 120_000 });
    connection.start();
    await settle();
    fake.socket.open();
  });
  const hellos = () => fake.socket.sent.filter(({ type }) => type === "hello").map(({ token }) => token);

  test("hello is said with a fresh one on the open socket, in good time", async () => {
    await fake.clock.advance(74_000);
    expect(hellos()).toEqual(["token-1"]);
    await fake.clock.advance(45_000);
    expect(hellos()).toEqual(["token-1", "token-2"]);
    expect(asked).toEqual([false, true]);
    await fake.clock.advance(600_000);
    expect(fake.sockets).toHaveLength(1);
    expect(states.filter((state) => state === "waiting")).toEqual([]);
  });

  test("[I11, I4] a resync under way does not swallow it", async () => {
    let give: (grant: Grant) => void = () => {};
    const soon = () => new Promise<Grant>((resolve) => (give = resolve));
    authorize = soon;
    await fake.clock.advance(100_000);
    fake.onSend = () => {};
    connection.resync();
    give(grant("token-2"));
    await settle();
    expect(hellos()).toEqual(["token-1", "token-1", "token-2"]);
    fake.socket.say(welcome);
    expect(connection.state).toBe("online");
  });

  test("[I4] a resync under way is given up for a token that leads elsewhere", async () => {
    let give: (grant: Grant) => void = () => {};
    const soon = () => new Promise<Grant>((resolve) => (give = resolve));
    authorize = soon;
    await fake.clock.advance(100_000);
    fake.onSend = () => {};
    connection.resync();
    const elsewhere = grant("token-2", { url: "wss://chat.example.com/successor" });
    authorize = async () => elsewhere;
    give(elsewhere);
    await settle();
    expect(fake.socket.url).toBe(elsewhere.url);
  });

  test("[I4] a grant is used, or never heard of: one that comes too late changes nothing", async () => {
    const used: string[] = [];
    const naming = (name: string) =>
      grant(name, { onUse: () => used.push(name), expiresAt: fake.clock.now + 1_000 });
    let give: (grant: Grant) => void = () => {};
    const soon = () => new Promise<Grant>((resolve) => (give = resolve));
    authorize = soon;
    await fake.clock.advance(100_000);
    authorize = async () => naming("second");
    fake.socket.break();
    await fake.clock.advance(1_000);
    give(naming("late"));
    await settle();
    expect(used).toEqual(["second"]);
  });

  test("one that cannot be fetched now is asked for again, and the connection stays", async () => {
    authorize = () => Promise.reject(new Error("backend down"));
    await fake.clock.advance(119_000);
    expect(asked.length).toBeGreaterThan(1);
    expect(connection.state).toBe("online");
  });

  test("one that leads elsewhere is followed there", async () => {
    authorize = async () => grant("t", { url: "wss://chat.example.com/other" });
    await fake.clock.advance(100_000);
    expect(fake.socket.url).toBe("wss://chat.example.com/other");
  });
});

describe("resync", () => {
  test("[I4] hello is said again on the open socket, and the welcome ends it", async () => {
    await goOnline();
    connection.resync();
    connection.resync();
    expect(connection.state).toBe("resyncing");
    expect(fake.socket.sent.map(({ type }) => type)).toEqual(["hello", "hello"]);
    fake.socket.say(welcome);
    expect(connection.state).toBe("online");
    expect(fake.sockets).toHaveLength(1);
  });

  test("without an answer within 10 s the socket is given up", async () => {
    await goOnline();
    connection.resync();
    await fake.clock.advance(10_000);
    expect(connection.state).toBe("waiting");
  });
});

test("closed, it leaves no timer and no socket behind, and never comes back", async () => {
  await goOnline();
  connection.close();
  expect(fake.clock.running).toBe(0);
  expect(fake.socket.closed).toBe(true);
  connection.start();
  connection.restart();
  fake.wake();
  await fake.clock.advance(60_000);
  expect(fake.sockets).toHaveLength(1);
});

test("closed while a token is being fetched, it opens nothing", async () => {
  connection.start();
  connection.close();
  await settle();
  expect(fake.sockets).toHaveLength(0);
});
