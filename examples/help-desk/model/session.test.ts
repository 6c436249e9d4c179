import { beforeEach, expect, test } from "vitest";
import type { PersonaId } from "../personas.ts";
import { FakeDesk } from "../testing/fake-desk.ts";
import { DemoCodeRefused } from "./demo-token.ts";
import { Session } from "./session.ts";

const NOWHERE = { demoCode: null, as: null, conversation: null };

function start(options: { codes?: readonly string[] } = {}) {
  const { codes = ["c0de"] } = options;
  const desks: FakeDesk[] = [];
  const tokens: (() => Promise<string>)[] = [];
  const session = new Session({
    connect: ({ token }) => {
      tokens.push(token);
      const desk = new FakeDesk();
      desks.push(desk);
      return desk;
    },
    demoToken: async (code: string, persona: PersonaId) => {
      if (!codes.includes(code)) throw new DemoCodeRefused();
      return `token of ${persona}`;
    },
    storage: sessionStorage,
  });
  const last = () => {
    const [desk, token] = [desks.at(-1), tokens.at(-1)];
    if (!desk || !token) throw new Error("nobody has connected");
    return { desk, token };
  };
  return { session, desks, last };
}

beforeEach(() => sessionStorage.clear());

test("with a demo code, the four people of the demo are offered", () => {
  const { session } = start();
  session.start({ ...NOWHERE, demoCode: "c0de" });
  expect(session.stage.value).toEqual({ at: "personas", problem: null });
});

test("without one, a token is asked for", () => {
  const { session } = start();
  session.start(NOWHERE);
  expect(session.stage.value).toEqual({ at: "token", problem: null });
});

test("[S9] signing in as a persona opens the console, available, at the linked conversation", async () => {
  const { session, last } = start();
  session.start({ demoCode: "c0de", as: "ben", conversation: "demo:1" });
  expect(session.stage.value).toEqual({ at: "entering", slow: false });
  await expect(last().token()).resolves.toBe("token of ben");
  last().desk.become("online");
  const stage = session.stage.value;
  expect(stage).toMatchObject({ at: "console", persona: "ben" });
  expect(stage.at === "console" && stage.console.openId.value).toBe("demo:1");
  expect(last().desk.presenceSet).toEqual(["available"]);
});

test("a reload signs in again, as the same persona, without the code in the address", () => {
  start().session.start({ ...NOWHERE, demoCode: "c0de", as: "sue" });
  const again = start();
  again.session.start(NOWHERE);
  again.last().desk.become("online");
  expect(again.session.stage.value).toMatchObject({ at: "console", persona: "sue" });
});

test("switching persona leaves the first desk and keeps the open conversation", () => {
  const { session, desks, last } = start();
  session.start({ demoCode: "c0de", as: "ann", conversation: "demo:1" });
  last().desk.become("online");
  session.asPersona("ben");
  last().desk.become("online");
  expect(desks[0]?.closed).toBe(true);
  const stage = session.stage.value;
  expect(stage.at === "console" && [stage.persona, stage.console.openId.value]).toEqual(["ben", "demo:1"]);
});

test("an old demo code says so and falls back to a token, and is forgotten", async () => {
  const { session, last } = start({ codes: [] });
  session.start({ ...NOWHERE, demoCode: "old", as: "ann" });
  await expect(last().token()).rejects.toThrow();
  await expect.poll(() => session.stage.value).toEqual({ at: "token", problem: "linkExpired" });
  expect(sessionStorage.length).toBe(0);
});

test("a refused token leads back to the form with the reason", async () => {
  const { session, last } = start();
  session.start(NOWHERE);
  session.withToken("acme", "bad");
  last().desk.become("refused");
  await expect.poll(() => session.stage.value).toEqual({ at: "token", problem: "tokenRefused" });
});

test("a sign-in that ends while at work leads back, and what was being written is kept", async () => {
  const { session, last } = start();
  session.start({ ...NOWHERE, demoCode: "c0de", as: "ann" });
  last().desk.become("online");
  const stage = session.stage.value;
  if (stage.at === "console") stage.console.drafts.write("demo:1", "half a sent");
  last().desk.become("refused");
  await expect.poll(() => session.stage.value).toEqual({ at: "personas", problem: "tokenExpired" });
  session.asPersona("ann");
  last().desk.become("online");
  const next = session.stage.value;
  expect(next.at === "console" && next.console.drafts.of("demo:1").value.reply).toBe("half a sent");
});

test("a server that does not answer is said, and entering goes on by itself", () => {
  const { session, last } = start();
  session.start({ ...NOWHERE, demoCode: "c0de", as: "ann" });
  last().desk.become("offline");
  expect(session.stage.value).toEqual({ at: "entering", slow: true });
  last().desk.become("online");
  expect(session.stage.value.at).toBe("console");
});

test("losing the connection later does not leave the console", () => {
  const { session, last } = start();
  session.start({ ...NOWHERE, demoCode: "c0de", as: "ann" });
  last().desk.become("online");
  last().desk.become("offline");
  expect(session.stage.value.at).toBe("console");
});

test("signing out forgets the token, and what was being written", () => {
  const { session, last } = start();
  session.withToken("acme", "t0k");
  last().desk.become("online");
  const stage = session.stage.value;
  if (stage.at === "console") stage.console.drafts.write("demo:1", "Dear Tom");
  session.signOut();
  expect(session.stage.value).toEqual({ at: "token", problem: null });
  expect(sessionStorage.length).toBe(0);
});
