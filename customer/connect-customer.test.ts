import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { connectAgent } from "../agent-sdk/connect-agent.ts";
import { customerState, FakeRoom, KIM } from "../conversation/client/testing/fake-room.ts";
import { connectCustomer } from "./connect-customer.ts";

/** Real sockets and real HTTP, on the loopback: that the ports fit `ws` and `fetch` of Node. */

let server: Server;
let sockets: WebSocketServer;
let host: string;

beforeEach(async () => {
  server = createServer((_request, response) => {
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ token: "t", conversationId: "demo:one", expiresAt, customer: KIM }));
  });
  sockets = new WebSocketServer({ server });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  await new Promise((resolve) => server.close(resolve));
});

test("a customer talks over real sockets", async () => {
  const room = new FakeRoom(customerState());
  sockets.on("connection", (socket) => {
    const say = (frame: object) => socket.send(JSON.stringify(frame));
    const end = { say } as Parameters<FakeRoom["receive"]>[0];
    socket.on("message", (data) => room.receive(end, JSON.parse(String(data))));
  });
  const customer = connectCustomer({ host, workspace: "demo", WebSocket });
  await expect(customer.send("hello")).resolves.toMatchObject({ text: "hello", seq: 1 });
  expect(customer.snapshot()).toMatchObject({ id: "demo:one", timeline: [{ state: "sent" }] });
  customer.close();
});

test("closing before the socket is open raises nothing", async () => {
  const desk = connectAgent({ host, workspace: "demo", token: () => "t", WebSocket });
  const opened = new Promise((resolve) => sockets.once("headers", resolve));
  await opened;
  desk.close();
  expect(desk.status).toBe("offline");
});

test("without any WebSocket it says what to do", () => {
  const { WebSocket: known } = globalThis;
  Reflect.deleteProperty(globalThis, "WebSocket");
  expect(() => connectCustomer({ host, workspace: "demo" })).toThrow(/pass one as `WebSocket`/u);
  if (known) globalThis.WebSocket = known;
});
