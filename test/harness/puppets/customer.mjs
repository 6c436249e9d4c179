/** A customer in a process of their own, on the published headless client and `ws`. */
import WebSocket from "ws";
import { connectCustomer } from "../../../dist/customer/index.js";

const { BATON_ORIGIN: host, BATON_SESSION: session } = process.env;
const customer = connectCustomer({
  host,
  workspace: "demo",
  locale: "en",
  WebSocket,
  ...(session ? { session } : {}),
});

process.on("message", async ({ id, call, args }) => {
  try {
    const result = call === "session" ? customer.session : await customer[call](...args);
    process.send({ id, result: result ?? null });
  } catch (error) {
    process.send({
      id,
      error: { code: error.code ?? "crash", message: String(error), details: error.details ?? null },
    });
  }
});
process.on("disconnect", () => process.exit(0));
