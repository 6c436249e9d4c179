import { localError } from "../../conversation/client/baton-error.ts";
import type { CustomerView } from "../../conversation/core/view/types.ts";
import type { ErrorCode } from "../../conversation/protocol/errors.ts";
import type { ChatClient } from "../../widget/chat-options.ts";
import { fakeClient } from "../../widget/testing/fake-client.ts";

/** Stands in for `conversation/client/customer-client.ts` in the gallery's build: whoever drives the page is the room. */

declare global {
  interface Window {
    room: {
      says(view: Partial<CustomerView>, status: ChatClient["status"]): void;
      refuses(code: ErrorCode): void;
    };
  }
}

export function createCustomerClient(): ChatClient {
  // With a session, so that what is kept over HTTP can be asked for.
  const client = fakeClient("staged");
  window.room = {
    says: (view, status) => client.set(view, status),
    refuses: (code) => client.emit("error", localError(code, code)),
  };
  return client;
}
