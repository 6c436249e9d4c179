import { setTimeout as delay } from "node:timers/promises";
import * as v from "valibot";
import { driverError } from "./driver.ts";

const START_LIMIT_MS = 30_000;
const POLL_MS = 100;

const AnswerSchema = v.object({ value: v.unknown() });
const ErrorSchema = v.object({ error: v.string(), message: v.string() });
const SessionSchema = v.object({
  sessionId: v.string(),
  capabilities: v.looseObject({ browserName: v.string(), browserVersion: v.string() }),
});

/** WebDriver as it was first: one request for each command. https://w3c.github.io/webdriver/ */
export class WebDriver {
  private constructor(
    private readonly session: string,
    readonly version: string,
  ) {}

  /** `origin` is the driver's, which may still be starting. */
  static async start(origin: string, capabilities: object): Promise<WebDriver> {
    const limit = AbortSignal.timeout(START_LIMIT_MS);
    while (
      !(await fetch(`${origin}/status`).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      limit.throwIfAborted();
      await delay(POLL_MS);
    }
    const started = v.parse(
      SessionSchema,
      await request(`${origin}/session`, "POST", { capabilities: { alwaysMatch: capabilities } }),
    );
    const { browserName, browserVersion } = started.capabilities;
    return new WebDriver(`${origin}/session/${started.sessionId}`, `${browserName} ${browserVersion}`);
  }

  get(path: string): Promise<unknown> {
    return request(this.session + path, "GET");
  }

  /** Rejects with what the driver calls the error. */
  post(path: string, body: object): Promise<unknown> {
    return request(this.session + path, "POST", body);
  }

  delete(path = ""): Promise<unknown> {
    return request(this.session + path, "DELETE");
  }
}

async function request(url: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = v.parse(AnswerSchema, await response.json());
  if (response.ok) return value;
  const { error, message } = v.parse(ErrorSchema, value);
  throw driverError(error, message);
}
