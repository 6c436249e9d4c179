import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { type Random, randomFrom } from "../harness/random.ts";
import { DROPS, type Drop, Line } from "./line.ts";

/** A server that echoes, and the faults of a line, on real sockets. */

const WHOSE = { client: "tab 1", role: "customer", verifies: false } as const;

let server: WebSocketServer;
let url: string;
let received: string[];
let line: Line;

beforeEach(async () => {
  received = [];
  server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (socket) => {
    socket.on("message", (data) => {
      received.push(String(data));
      socket.send(`echo ${data}`);
    });
  });
  await once(server, "listening");
  const address = server.address();
  if (typeof address === "string" || address === null) throw new Error("There is no port.");
  url = `ws://127.0.0.1:${address.port}`;
});

afterEach(() => {
  line.cut();
  for (const socket of server.clients) socket.terminate();
  server.close();
});

/** Loses every connection in that way, right after the first frame was sent. */
function losing(drop: Drop, drops: Drop[]): Line {
  const random: Random = {
    ...randomFrom(1),
    chance: () => true,
    between: (low) => low,
    pick: (items) => {
      const item = items[DROPS.indexOf(drop)];
      if (item === undefined) throw new RangeError("There is no such drop.");
      return item;
    },
  };
  return new Line(WHOSE, { random, onDrop: (kind) => drops.push(kind) });
}

async function opened(socket: WebSocket): Promise<WebSocket> {
  await once(socket, "open");
  return socket;
}

test("every frame is recorded, in both directions, in order", async () => {
  line = new Line(WHOSE, null);
  const socket = await opened(line.openSocket(url));
  socket.send("one");
  await once(socket, "message");
  const frames = line.connections[0]?.frames.map(({ up, data }) => [up, data]);
  expect(frames).toEqual([
    [true, "one"],
    [false, "echo one"],
  ]);
});

describe("connections are lost", () => {
  test.each(["closed", "reset"] as const)("%s: both ends find out at once", async (drop) => {
    const drops: Drop[] = [];
    line = losing(drop, drops);
    const atServer = once(server, "connection");
    const socket = await opened(line.openSocket(url));
    const [other] = await atServer;
    const both = Promise.all([once(socket, "close"), once(other, "close")]);
    socket.send("one");
    const [[code]] = await both;
    expect(drops).toEqual([drop]);
    expect(code).toBe(drop === "reset" ? 1006 : 1005);
  });

  test("half_open: what was sent before arrives, its answer and all later frames do not, and both ends look open", async () => {
    const drops: Drop[] = [];
    line = losing("half_open", drops);
    const socket = await opened(line.openSocket(url));
    const heard: string[] = [];
    socket.on("message", (data) => heard.push(String(data)));
    socket.send("one");
    socket.send("two");
    // Once an echo has gone round on another connection, one on this connection would have as well.
    const other = await opened(new Line(WHOSE, null).openSocket(url));
    other.send("other");
    await once(other, "message");
    expect(received).toEqual(["one", "other"]);
    expect([socket.readyState, heard, drops]).toEqual([socket.OPEN, [], ["half_open"]]);
    expect([...server.clients].map(({ readyState }) => readyState)).toEqual([socket.OPEN, socket.OPEN]);
    expect(line.isDeceived()).toBe(true);
    socket.close();
    expect(line.isDeceived()).toBe(false);
  });
});

test("what still comes once the client has closed never reached it, and is not recorded", async () => {
  line = new Line(WHOSE, null);
  const socket = await opened(line.openSocket(url));
  for (const peer of server.clients) peer.send("late");
  socket.close();
  await once(socket, "close");
  expect(line.connections[0]?.frames).toEqual([]);
});

test("who has vanished is gone without a goodbye, and opens nothing until they are back", async () => {
  line = new Line(WHOSE, null);
  const socket = await opened(line.openSocket(url));
  const [peer] = server.clients;
  if (!peer) throw new Error("nobody is there");
  const closed = once(peer, "close");
  line.vanish();
  expect(await closed).toMatchObject([1006, expect.anything()]);
  const inVain = line.openSocket(url);
  await new Promise((resolve) => inVain.on("close", resolve));
  expect(server.clients.size).toBe(0);
  expect(line.connections).toHaveLength(1);
  line.comeBack();
  await opened(line.openSocket(url));
  expect(socket.readyState).toBe(socket.CLOSED);
});
