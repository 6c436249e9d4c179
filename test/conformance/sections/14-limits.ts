import { expect, test } from "vitest";
import { newId } from "../client.ts";
import { done } from "../scenes.ts";
import { pause } from "../site.ts";
import type { Its } from "../target.ts";
import type { Ack, Command } from "../wire.ts";

/** More frames at once than any usual limit lets through. */
const FLOOD = 60;

export function limits(its: Its): void {
  test("[A7, A14] a flood of pings is told to wait, and costs nothing else", async () => {
    const { site } = its;
    const { client, session } = await site.customer();
    const other = await site.agent("ben", session.conversationId);
    await site.unchanged("ann", session.conversationId, async () => {
      for (let sent = 0; sent < FLOOD; sent += 1) client.send({ type: "ping" });
      await other.answersPing();
      const answers = await client.until(() => client.frames.length > FLOOD && client.frames.slice(1));
      const rejects = answers.flatMap((frame) => (frame.type === "reject" ? [frame] : []));
      expect(rejects.length).toBeGreaterThan(0);
      expect(answers.filter((frame) => frame.type === "pong").length).toBe(FLOOD - rejects.length);
      for (const { clientId, error } of rejects) {
        expect(clientId).toBeNull();
        expect(error).toMatchObject({ code: "rate_limited", details: { retryAfterMs: expect.any(Number) } });
      }
      await pause(rejects.at(-1)?.error.details?.retryAfterMs);
      await client.answersPing();
    });
  });

  test("[A7] commands, typing and bad frames count too, and a rejected one keeps its client id", async () => {
    const { site } = its;
    const { client, session } = await site.customer();
    await site.unchanged("ann", session.conversationId, async () => {
      for (let sent = 0; sent < FLOOD / 2; sent += 1) {
        client.send({ type: "typing", on: true });
        client.send("hello?");
      }
      const clientId = newId();
      const command = { type: "send_message", clientId, text: "Too early" };
      const answer = await client.command(command);
      expect(answer).toMatchObject({ type: "reject", clientId, error: { code: "rate_limited" } });
    });
  });

  test("[A7] a hello too many is told to wait, and the connection stays", async () => {
    const { site } = its;
    const { client, session } = await site.customer();
    const hello = { type: "hello", protocol: 1, token: session.token };
    for (let sent = 0; sent < FLOOD; sent += 1) client.send(hello);
    const answers = await client.until(() => client.frames.length > FLOOD && client.frames.slice(1));
    const rejects = answers.flatMap((frame) => (frame.type === "reject" ? [frame] : []));
    expect(rejects.length).toBeGreaterThan(0);
    for (const reject of rejects) {
      expect(reject).toMatchObject({ clientId: null, error: { code: "rate_limited" } });
    }
    await pause(rejects.at(-1)?.error.details?.retryAfterMs);
    expect((await client.hello(session.token)).type).toBe("welcome");
  });

  test("[A8, A14] a customer's messages have a rate of their own, and the same frame goes through later", async () => {
    const { site } = its;
    const { client, session } = await site.customer();
    const ann = await site.agent("ann", session.conversationId);
    await done(ann, { type: "take_over" });
    const tab = await site.connect(session.conversationId);
    await tab.hello(session.token);
    const accepted: [Command, Ack][] = [];
    const next = () => ({ type: "send_message", clientId: newId(), text: `Message ${accepted.length}` });
    let command = next();
    let answer = await client.command(command);
    while (answer.type === "ack") {
      accepted.push([command, answer]);
      command = next();
      answer = await client.command(command);
    }
    // Another tab is no way around it.
    expect(await tab.command(command)).toMatchObject({ error: { code: "rate_limited" } });
    expect(accepted.length).toBeGreaterThanOrEqual(10);
    expect(answer).toMatchObject({ clientId: command.clientId, error: { code: "rate_limited" } });
    // What has been accepted is answered as then, whatever the rate.
    for (const [first, ack] of accepted.slice(0, 1)) expect(await client.command(first)).toEqual(ack);
    await pause(answer.error.details?.retryAfterMs);
    expect(await client.command(command)).toMatchObject({ type: "ack" });
    const { public: ledger } = await site.snapshot("ann", session.conversationId);
    const hers = ledger.entries.filter((entry) => entry.author?.role === "customer");
    const ids = [...accepted.map(([{ clientId }]) => clientId), command.clientId];
    expect(hers.map((entry) => entry.clientId)).toEqual(ids);
  });

  test("[I2] a reply may be longer than what people may send", async () => {
    const { site } = its;
    const { client, session } = await site.customer();
    const ann = await site.agent("ann", session.conversationId);
    await done(ann, { type: "send_message", epoch: 1, text: "x".repeat(5_000) });
    const heard = await client.until(() => client.public.find((entry) => entry.text?.length === 5_000));
    expect(heard.state).toBe("sent");
  });
}
