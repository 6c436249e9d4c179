import { WebSocket } from "ws";
import { createDesk, type Desk } from "../../agent-sdk/desk.ts";
import type { TokenSource } from "../../agent-sdk/tokens.ts";
import { browserPorts } from "../../conversation/client/browser-ports.ts";
import type { CustomerClient, CustomerClientOptions } from "../../conversation/client/customer-api.ts";
import { createCustomerClient } from "../../conversation/client/customer-client.ts";
import type { Ports, Socket } from "../../conversation/client/ports.ts";
import { decodeDown } from "../../conversation/protocol/codec.ts";

/**
 * The production clients: what `connectCustomer` and `connectAgent` make, on sockets that get lost and, unless
 * told otherwise, on timers that run faster, so that a half-open connection is found out in seconds instead of
 * half a minute.
 */
const HURRY = 4;

export type Server = { origin: string; workspace: string };

export function openCustomer(
  options: CustomerClientOptions,
  openSocket: (url: string) => Socket,
  hurry = HURRY,
): CustomerClient {
  return createCustomerClient(options, {
    ...hurriedPorts(openSocket, hurry),
    decode(data) {
      const decoded = decodeDown(data);
      return decoded.ok ? decoded.frame : null;
    },
  });
}

export function openDesk(
  { origin, workspace }: Server,
  token: TokenSource,
  openSocket: (url: string) => Socket,
  hurry = HURRY,
): Desk {
  return createDesk({ host: origin, workspace, token }, hurriedPorts(openSocket, hurry));
}

function hurriedPorts(openSocket: (url: string) => Socket, hurry: number): Ports {
  const ports = browserPorts({ WebSocket });
  return { ...ports, openSocket, setTimer: (ms, fn) => ports.setTimer(ms / hurry, fn) };
}
