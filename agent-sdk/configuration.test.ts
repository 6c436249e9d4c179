import { beforeEach, describe, expect, test } from "vitest";
import { type FakePorts, fakePorts } from "../conversation/client/testing/fake-ports.ts";
import { type ConfigurationCalls, configurationCalls } from "./configuration.ts";

let fake: FakePorts;
let configuration: ConfigurationCalls;

beforeEach(() => {
  fake = fakePorts();
  const { ports } = fake;
  const workspace = { host: "https://chat.example.com", workspace: "demo" };
  configuration = configurationCalls({ ports, ...workspace, token: async () => "secret" });
});

describe("the workspace's settings", () => {
  test("[S7] are read with the agent's token, in the header and not in the address", async () => {
    fake.answer = async () => ({ body: { ai: { on: true } } });
    await expect(configuration.read()).resolves.toEqual({ ai: { on: true } });
    const [asked] = fake.requests;
    expect(asked?.url).toBe("https://chat.example.com/parties/workspace/demo/config");
    expect(asked?.request).toMatchObject({ method: "GET", headers: { authorization: "Bearer secret" } });
  });

  test("are written whole, and come back as they stand now", async () => {
    fake.answer = async (_url, { body = "" }) => ({ body: { ...JSON.parse(String(body)), wrapUpMs: 1 } });
    await expect(configuration.write({ ai: { on: false } })).resolves.toEqual({
      ai: { on: false },
      wrapUpMs: 1,
    });
    expect(fake.requests[0]?.request.method).toBe("PUT");
  });

  test("go back with the version they were read at; whoever is late is told which one stands", async () => {
    fake.answer = async () => ({ body: { version: 3, ai: { on: true } } });
    const settings = await configuration.read();
    const error = { code: "stale_epoch", message: "", details: { version: 4 } };
    fake.answer = async () => ({ status: 409, body: error });
    await expect(configuration.write({ ...settings, wrapUpMs: 0 })).rejects.toMatchObject(error);
    expect(JSON.parse(String(fake.requests[1]?.request.body))).toMatchObject({ version: 3, wrapUpMs: 0 });
  });

  test("[B1] the server names the field that is wrong", async () => {
    const error = { code: "invalid", message: "", details: { path: "hours.week.monday.0.closes" } };
    fake.answer = async () => ({ status: 400, body: error });
    await expect(configuration.write({})).rejects.toMatchObject({ code: "invalid", details: error.details });
  });

  test("an answer of something between is no settings", async () => {
    fake.answer = async () => ({ body: "<html>" });
    await expect(configuration.read()).rejects.toMatchObject({ code: "unavailable" });
  });
});
