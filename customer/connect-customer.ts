import { browserPorts, type Fetch, type WebSocketClass } from "../conversation/client/browser-ports.ts";
import {
  type CustomerClient,
  type CustomerClientOptions,
  createCustomerClient,
} from "../conversation/client/customer-client.ts";
import { decodeDown } from "../conversation/protocol/codec.ts";

export { BatonError } from "../conversation/client/baton-error.ts";
export type { CustomerView, Entry } from "../conversation/client/conversation-client.ts";
export type { CustomerClient, CustomerEvents } from "../conversation/client/customer-client.ts";
export type { Status } from "../conversation/client/status.ts";
export type { ErrorCode, ErrorDetails } from "../conversation/protocol/errors.ts";
export type { Person, Source } from "../conversation/protocol/shared.ts";

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
export function connectCustomer({ WebSocket, fetch, ...options }: CustomerOptions): CustomerClient {
  return createCustomerClient(options, {
    ...browserPorts({ WebSocket, fetch }),
    decode(data) {
      const decoded = decodeDown(data);
      return decoded.ok ? decoded.frame : null;
    },
  });
}
