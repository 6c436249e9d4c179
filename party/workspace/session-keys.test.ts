import { describe, expect, test } from "vitest";
import { randomFrom } from "../../test/harness/random.ts";
import { GRACE_MS, ROTATE_AFTER_MS } from "./session-keys.ts";
import { DeploymentBench } from "./testing/deployment-bench.ts";

/** A session's key: followed by another one from time to time, and over with the logout. */

const KEY = "k".repeat(43);

async function ask(bench: DeploymentBench, key: string, start = false) {
  const { status, answer } = await bench.session({ key, start });
  return { status, key: answer?.key ?? null, customer: answer?.customer.id, token: answer?.token };
}

/** Somebody whose key is a day old, and the key that they are given in its place. */
async function aDayLater(bench = new DeploymentBench()) {
  const { customer } = await ask(bench, KEY, true);
  await bench.pass(ROTATE_AFTER_MS);
  const { key } = await ask(bench, KEY);
  return { bench, customer, next: key ?? "none" };
}

const stored = (bench: DeploymentBench) =>
  [...bench.workspace.disk.keys()].filter((key) => key.includes("session:"));

async function logout(bench: DeploymentBench, key: unknown) {
  const response = await bench.fetch("/parties/workspace/demo/sessions", {
    method: "DELETE",
    body: JSON.stringify({ key }),
  });
  await bench.quiet();
  return { status: response.status, body: await response.text() };
}

describe("a session's key", () => {
  test("[A11] is followed by another one after a day, and not before", async () => {
    const bench = new DeploymentBench();
    const first = await ask(bench, KEY, true);
    await bench.pass(ROTATE_AFTER_MS - 1);
    expect((await ask(bench, KEY)).key).toBeNull();
    await bench.pass(1);
    const { key } = await ask(bench, KEY);
    expect(key).toMatch(/^[\w-]{43}$/u);
    expect(key).not.toBe(KEY);
    expect(await ask(bench, key ?? "")).toMatchObject({ customer: first.customer, key: null });
  });

  test("[A11] is good for ten minutes after the one that follows it was first used, then void like an unknown one", async () => {
    const { bench, customer, next } = await aDayLater();
    await ask(bench, next);
    await bench.pass(GRACE_MS - 1);
    expect(await ask(bench, KEY)).toMatchObject({ status: 200, customer, key: next });
    await bench.pass(1);
    const late = await bench.session({ key: KEY, start: false });
    const unknown = await bench.session({ key: "u".repeat(43), start: false });
    expect(late).toEqual(unknown);
    expect(late.status).toBe(404);
    expect(await ask(bench, next)).toMatchObject({ status: 200, customer });
    // Who begins with it all the same is somebody new, and takes nothing from whoever had it.
    expect((await ask(bench, KEY, true)).customer).not.toBe(customer);
    expect(await ask(bench, next)).toMatchObject({ status: 200, customer });
  });

  test("[I1] whoever lost the answer asks again, however much later, and is given the same", async () => {
    const { bench, customer, next } = await aDayLater();
    await bench.pass(30 * ROTATE_AFTER_MS);
    expect(await ask(bench, KEY)).toMatchObject({ status: 200, customer, key: next });
  });

  test("[I1] two tabs that ask at once are given one and the same", async () => {
    const bench = new DeploymentBench();
    const { customer } = await ask(bench, KEY, true);
    await bench.pass(ROTATE_AFTER_MS);
    const [one, other] = await Promise.all([ask(bench, KEY), ask(bench, KEY)]);
    expect(one.key).toBe(other?.key);
    expect(await ask(bench, one?.key ?? "")).toMatchObject({ customer });
  });

  test("[I16] a room that dies between giving and using knows both when it is back", async () => {
    const { bench, customer, next } = await aDayLater();
    bench.workspace.crash();
    expect(await ask(bench, KEY)).toMatchObject({ customer, key: next });
    expect(await ask(bench, next)).toMatchObject({ customer });
    bench.workspace.crash();
    expect(await ask(bench, KEY)).toMatchObject({ customer, key: next });
    await bench.pass(GRACE_MS);
    bench.workspace.crash();
    expect((await ask(bench, KEY)).status).toBe(404);
  });

  test("[A11] of one session no more than two are kept, however long it lasts", async () => {
    const bench = new DeploymentBench();
    await ask(bench, KEY, true);
    let key = KEY;
    for (let day = 0; day < 20; day += 1) {
      await bench.pass(ROTATE_AFTER_MS);
      key = (await ask(bench, key)).key ?? key;
      // Each of the two stands there twice: for itself, and as its customer's.
      expect(stored(bench).length).toBeLessThanOrEqual(4);
    }
    await logout(bench, key);
    expect(stored(bench)).toEqual([]);
  });

  test("[S11] goes along with somebody anonymous who says who they are", async () => {
    const { bench, next } = await aDayLater();
    const identity = await bench.identityToken("maria", "Maria");
    const { answer: maria } = await bench.session({ key: "h".repeat(43), identity });
    const { answer } = await bench.session({ key: next, identity });
    expect(answer?.customer.id).toBe(maria?.customer.id);
    expect(await ask(bench, KEY)).toMatchObject({ customer: maria?.customer.id, key: next });
    // Erasing that customer leaves none of them.
    await bench.http("DELETE", `/parties/workspace/demo/customers/${maria?.customer.id}`);
    expect(stored(bench)).toEqual([]);
  });

  test("[A11] that somebody else comes with leaves neither its neighbours nor what they open behind", async () => {
    const { bench, next } = await aDayLater();
    const [ann, bob] = [await bench.identityToken("ann", "Ann"), await bench.identityToken("bob", "Bob")];
    const { answer: first } = await bench.session({ key: next, identity: ann });
    const { answer: second } = await bench.session({ key: next, identity: bob });
    expect(second?.customer.id).not.toBe(first?.customer.id);
    expect(second?.conversationId).not.toBe(first?.conversationId);
    expect((await ask(bench, KEY)).status).toBe(404);
    expect((await ask(bench, next)).customer).toBe(second?.customer.id);
  });

  test("[I1] whoever uses the newest key they were given keeps their conversation, whatever is lost or comes twice", async () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const random = randomFrom(seed);
      const bench = new DeploymentBench();
      const { customer } = await ask(bench, KEY, true);
      let kept = KEY;
      const steps: string[] = [];
      for (let step = 0; step < 20; step += 1) {
        const wait = random.pick([1_000, GRACE_MS - 1, GRACE_MS, ROTATE_AFTER_MS / 2, ROTATE_AFTER_MS]);
        await bench.pass(wait);
        if (random.chance(0.2)) bench.workspace.crash();
        // Tabs look at what is kept before they ask; a second one may have looked at the same moment.
        const answers = await Promise.all(
          Array.from({ length: random.between(1, 2) }, () => ask(bench, kept)),
        );
        steps.push(`${wait} ${answers.map(({ status }) => status)}`);
        for (const answer of answers) {
          expect(answer.customer, `seed ${seed}: ${steps.join(", ")}`).toBe(customer);
          if (answer.key && random.chance(0.7)) kept = answer.key;
        }
        expect(stored(bench).length).toBeLessThanOrEqual(4);
      }
    }
  });
});

describe("logging out", () => {
  test("[A11] voids every key of the session at once, and answers the same whatever it was", async () => {
    const { bench, next } = await aDayLater();
    await ask(bench, next);
    const [known, again, unknown] = [
      await logout(bench, KEY),
      await logout(bench, KEY),
      await logout(bench, "u".repeat(43)),
    ];
    expect(known).toEqual({ status: 200, body: '{"ended":true}' });
    expect([again, unknown]).toEqual([known, known]);
    expect((await ask(bench, KEY)).status).toBe(404);
    expect((await ask(bench, next)).status).toBe(404);
    expect((await logout(bench, "short")).status).toBe(400);
  });

  test("[A11] leaves the customer's other devices alone", async () => {
    const bench = new DeploymentBench();
    const identity = await bench.identityToken("maria", "Maria");
    const { answer } = await bench.session({ key: "h".repeat(43), identity });
    await bench.session({ key: KEY, identity });
    await logout(bench, KEY);
    expect(await ask(bench, "h".repeat(43))).toMatchObject({ customer: answer?.customer.id });
  });

  test("[A11] closes the device's sockets, and its tokens are refused from then on, also after a restart", async () => {
    const bench = new DeploymentBench();
    const { id, connection } = await bench.customer(KEY);
    const { answer } = await bench.session({ key: KEY });
    await logout(bench, KEY);
    expect(connection.closedWith).toMatchObject({ code: 4400, reason: "unauthenticated" });
    const headers = { Authorization: `Bearer ${answer?.token}` };
    const transcript = () => bench.fetch(`/parties/main/${id}/transcript`, { headers });
    expect((await transcript()).status).toBe(401);
    bench.conversation(id).crash();
    expect((await transcript()).status).toBe(401);
    const machine = bench.conversation(id);
    const late = machine.connect();
    await machine.frame(late, JSON.stringify({ type: "hello", protocol: 1, token: answer?.token }));
    expect(late.closedWith?.reason).toBe("unauthenticated");
  });

  test("[A11] while a session is being opened leaves nothing behind, whichever comes first", async () => {
    for (const first of ["open", "end"]) {
      const bench = new DeploymentBench();
      await ask(bench, KEY, true);
      const both =
        first === "open" ? [ask(bench, KEY), logout(bench, KEY)] : [logout(bench, KEY), ask(bench, KEY)];
      await Promise.all(both);
      expect((await ask(bench, KEY)).status, first).toBe(404);
      expect(stored(bench)).toEqual([]);
    }
  });
});
