import { browserPorts, type Fetch, type WebSocketClass } from "../conversation/client/browser-ports.ts";
import type { CustomerClient, CustomerClientOptions } from "../conversation/client/customer-api.ts";
import { createCustomerClient } from "../conversation/client/customer-client.ts";
import { createRoomFiles, type RoomFiles, transportOf } from "../conversation/client/room-files.ts";
import { decodeDown } from "../conversation/protocol/codec.ts";

export { BatonError } from "../conversation/client/baton-error.ts";
export type { CustomerView, Entry } from "../conversation/client/conversation-client.ts";
export type { CustomerClient, CustomerEvents } from "../conversation/client/customer-api.ts";
export type { KeptMessage, OutboxStore } from "../conversation/client/outbox-store.ts";
export type { RoomFiles, UploadOptions } from "../conversation/client/room-files.ts";
export type { Status } from "../conversation/client/status.ts";
export type { Attachment } from "../conversation/protocol/attachment.ts";
export type { ErrorCode, ErrorDetails } from "../conversation/protocol/errors.ts";
export type { Person, Source } from "../conversation/protocol/shared.ts";

/** A customer, and the files of their conversation: the first one starts it, as the first message does. */
export type Customer = Omit<CustomerClient, "room"> & RoomFiles;

export type CustomerOptions = CustomerClientOptions & {
  /** Default: the global one. Node 20 has none: pass that of `ws`. */
  WebSocket?: WebSocketClass | undefined;
  /** Default: the global one. */
  fetch?: Fetch | undefined;
};

/**
 * Connects a customer, without a user interface: for native apps, interfaces of your own, bots and load
 * tests. Nothing is sent before the first message, unless there is a `session` to go on with.
 *
 * @throws TypeError where there is no global WebSocket and none was passed.
 * @example
 * const customer = connectCustomer({ host: "https://chat.example.com", workspace: "acme" });
 * customer.subscribe(() => render(customer.snapshot()));
 * await customer.send("Where is my parcel?");
 */
export function connectCustomer({ WebSocket, fetch, ...options }: CustomerOptions): Customer {
  const ports = browserPorts({ WebSocket, fetch });
  const client = createCustomerClient(options, {
    ...ports,
    decode(data) {
      const decoded = decodeDown(data);
      return decoded.ok ? decoded.frame : null;
    },
  });
  return Object.assign(client, createRoomFiles(client.room, transportOf(ports)));
}
