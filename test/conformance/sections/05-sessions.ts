import { describe, expect, test } from "vitest";
import { agentClaims, newKey, type Session, seconds, sign, welcomed } from "../site.ts";
import type { Its } from "../target.ts";
import type { Problem } from "../wire.ts";

const SHOP = "https://shop.example";
const NOTHING = { token: null, expiresAt: null, conversationId: null };

export function sessions(its: Its): void {
  const person = (name: string) => ({ id: newKey().slice(0, 12), name });
  const identity = ({ id, name }: { id: string; name: string }, claims: object = {}) =>
    its.site.identity(id, name, claims);
  const ask = (fields: object) => its.site.session({ key: newKey(), locale: "en", start: true, ...fields });

  test("the answer names the customer and a conversation, with a token for an hour", async () => {
    const { body, status } = await ask({});
    expect(status).toBe(200);
    expect(body.customer.name).toMatch(/^Visitor [0-9a-f]{4}$/u);
    expect(body.conversationId.startsWith(`${its.site.workspace.name}:`)).toBe(true);
    const left = Date.parse(body.expiresAt) - Date.now();
    expect(left).toBeGreaterThan(3_500_000);
    expect(left).toBeLessThan(3_700_000);
  });

  test("[S11, I10] the same key is the same customer and conversation, however often and at once", async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask({ key })));
    answers.push(await ask({ key }), await ask({ key, start: false }), await ask({ key, locale: "pt-BR" }));
    const told = answers.map(({ body: { conversationId, customer } }) => ({ conversationId, customer }));
    for (const answer of told) expect(answer).toEqual(told[0]);
  });

  test("a key that nobody knows has nothing to go on with, and asking for it makes nothing", async () => {
    const key = newKey();
    for (const _ of [1, 2]) {
      const answer = await ask({ key, start: false });
      expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
    }
  });

  test("[A4] a conversation comes into being with its customer's hello", async () => {
    const { body } = await ask({});
    const early = await its.site.connect(body.conversationId);
    expect(await early.hello(its.site.agentToken("ann"))).toMatchObject({ error: { code: "not_found" } });
    expect((await its.site.transcript(body.conversationId, body.token)).status).toBe(404);
    const maria = await its.site.connect(body.conversationId);
    expect(welcomed(await maria.hello(body.token)).me).toEqual(body.customer);
    await its.site.agent("ann", body.conversationId);
  });

  test("[A1, A7] the body is JSON whatever its type says, and fields that nobody knows are ignored", async () => {
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "application/json; charset=utf-8",
    ]) {
      const asked = { key: newKey(), locale: "en", start: true, colour: "red" };
      expect((await its.site.session(asked, { "Content-Type": type })).status, type).toBe(200);
    }
  });

  describe("who asks wrongly", () => {
    const asked = { key: newKey(), locale: "en", start: true };
    const foreign = () => {
      const { name: workspace } = its.site.workspace;
      return sign({ key: newKey(), kind: "identity", workspace, claims: { sub: "4711", name: "Maria" } });
    };
    const long = (length: number) => "x".repeat(length);
    const claims = (wrong: object) => () => ({ ...asked, identity: identity(person("Maria"), wrong) });
    const agent = () => ({ ...asked, identity: its.site.agentToken("ann") });

    const REQUESTS: [
      what: string,
      body: () => object | string,
      status: number,
      code: string,
      path?: string,
    ][] = [
      ["nothing", () => "", 400, "invalid", ""],
      ["no JSON", () => "hello?", 400, "invalid", ""],
      ["JSON with something behind it", () => `${JSON.stringify(asked)} x`, 400, "invalid", ""],
      ["two bodies", () => JSON.stringify(asked).repeat(2), 400, "invalid", ""],
      ["a list", () => [asked], 400, "invalid"],
      ["too much", () => JSON.stringify(asked).padEnd(32_769), 400, "invalid", ""],
      ["no key", () => ({ ...asked, key: undefined }), 400, "invalid", "key"],
      ["a short key", () => ({ ...asked, key: "x" }), 400, "invalid", "key"],
      ["a long key", () => ({ ...asked, key: long(44) }), 400, "invalid", "key"],
      ["a key of other characters", () => ({ ...asked, key: "=".repeat(43) }), 400, "invalid", "key"],
      ["no locale", () => ({ ...asked, locale: undefined }), 400, "invalid", "locale"],
      ["a locale that is none", () => ({ ...asked, locale: "in English" }), 400, "invalid", "locale"],
      ["no start", () => ({ ...asked, start: undefined }), 400, "invalid", "start"],
      ["start as text", () => ({ ...asked, start: "yes" }), 400, "invalid", "start"],
      ["a long identity", () => ({ ...asked, identity: long(8_193) }), 400, "invalid", "identity"],
      ["null for an identity", () => ({ ...asked, identity: null }), 400, "invalid", "identity"],
      [
        "a long answer to a question",
        () => ({ ...asked, said: { name: long(101) } }),
        400,
        "invalid",
        "said.name",
      ],
      [
        "six answers",
        () => ({ ...asked, said: { a: "", b: "", c: "", d: "", e: "", f: "" } }),
        400,
        "invalid",
        "said",
      ],
      ["no JWT", () => ({ ...asked, identity: "Maria" }), 401, "unauthenticated"],
      ["an expired identity", claims({ exp: seconds() - 1 }), 401, "token_expired"],
      ["a foreign identity", () => ({ ...asked, identity: foreign() }), 401, "unauthenticated"],
      ["an agent", agent, 401, "unauthenticated"],
      ["an identity without id", claims({ sub: undefined }), 401, "unauthenticated"],
      ["an identity with a long id", claims({ sub: long(101) }), 401, "unauthenticated"],
      ["an identity with a long name", claims({ name: long(101) }), 401, "unauthenticated"],
      ["an identity with a long address", claims({ email: long(255) }), 401, "unauthenticated"],
      ["a long identifier", claims({ identifiers: { account: long(201) } }), 401, "unauthenticated"],
      ["a long name of an identifier", claims({ identifiers: { [long(51)]: "x" } }), 401, "unauthenticated"],
      ["an identifier that is a number", claims({ identifiers: { account: 7 } }), 401, "unauthenticated"],
    ];

    test.each(REQUESTS)(
      "[A1, A4, A7] %s makes no session and no customer",
      async (_, body, status, code, path) => {
        const answer = await its.site.session<Problem>(body());
        expect(answer).toMatchObject({ status, body: { code } });
        if (path !== undefined) expect(answer.body.details).toEqual({ path });
        expect((await its.site.session({ ...asked, start: false })).status).toBe(404);
      },
    );
  });

  describe("who customers are", () => {
    test("[A4] an identity is the same customer on every device", async () => {
      const maria = person("Maria");
      const { body: here } = await ask({ identity: identity(maria) });
      expect(here.customer.name).toBe("Maria");
      for (const start of [true, false]) {
        const { body: there } = await ask({ identity: identity(maria), start });
        expect(there).toMatchObject({ customer: here.customer, conversationId: here.conversationId });
      }
    });

    test("[A4] what they say of themselves is told as that: an address that nobody vouches for is not theirs", async () => {
      const said = { name: "Kim", email: "kim@example.com", "Order number": "4711" };
      const { body: session } = await ask({ said });
      expect(session.customer.name).toBe("Kim");
      const client = await its.site.connect(session.conversationId);
      await client.hello(session.token);
      const ann = await its.site.agent("ann", session.conversationId);
      expect(ann.state).toMatchObject({ customer: { name: "Kim", said } });
      expect(ann.state).not.toHaveProperty("customer.email");
    });

    test("[A4] who signs in stays in their conversation, and agents are told who they are", async () => {
      const key = newKey();
      const { client, session: anonymous } = await its.site.customer(key);
      const ann = await its.site.agent("ann", anonymous.conversationId);
      const maria = person("Maria");
      const more = { email: "maria@example.com", identifiers: { account: "A-4711" } };
      const { body: known } = await ask({ key, identity: identity(maria, more) });
      expect(known.conversationId).toBe(anonymous.conversationId);
      expect(known.customer).toEqual({ id: anonymous.customer.id, name: "Maria" });
      expect(welcomed(await client.hello(known.token)).me).toEqual(known.customer);
      const line = await ann.until(() => ann.internal.find((entry) => entry.code === "customer_identified"));
      expect(line.params).toEqual({ name: "Maria" });
      await ann.until(() => JSON.stringify(ann.state).includes("maria@example.com"));
      // Said again, it is nothing new.
      await client.hello(known.token);
      const fresh = await its.site.snapshot("ann", known.conversationId);
      const lines = fresh.internal?.entries.filter((entry) => entry.code === "customer_identified");
      expect(lines).toEqual([line]);
    });

    test("[I10, S11] who signs in and has a conversation goes on in that; the anonymous one ends, merged", async () => {
      const maria = person("Maria");
      const { session: old } = await its.site.customer(newKey(), identity(maria));
      const key = newKey();
      const { client, session: anonymous } = await its.site.customer(key);
      expect(anonymous.conversationId).not.toBe(old.conversationId);
      const { body: merged } = await ask({ key, identity: identity(maria) });
      expect(merged).toMatchObject({ conversationId: old.conversationId, customer: old.customer });
      expect(await client.until(() => client.state?.successorId)).toBe(old.conversationId);
      expect(client.state?.state).toBe("ended");
      const last = client.public.at(-1);
      expect(last).toMatchObject({ code: "conversation_ended", params: { by: "system", reason: "merged" } });
    });

    test("[A11] a key whose customer is somebody is never given to somebody else", async () => {
      const key = newKey();
      const maria = person("Maria");
      const { session: hers } = await its.site.customer(key, identity(maria));
      const resumed = await ask({ key, identity: identity(person("Paul")), start: false });
      expect(resumed).toMatchObject({ status: 200, body: { ...NOTHING, customer: { name: "Paul" } } });
      const { session: his, client } = await its.site.customer(key, identity(person("Paula")));
      expect(his.customer.id).not.toBe(hers.customer.id);
      expect(his.conversationId).not.toBe(hers.conversationId);
      expect(client.public).toEqual([]);
      const foreign = await its.site.connect(hers.conversationId);
      expect(await foreign.hello(his.token)).toMatchObject({ error: { code: "not_found" } });
      const { session: again } = await its.site.customer(newKey(), identity(maria));
      expect(again.conversationId).toBe(hers.conversationId);
    });
  });

  test("[S5, I10] after the end `start: false` gives what there was, and `start: true` the successor", async () => {
    const key = newKey();
    const { client, session } = await its.site.customer(key);
    await client.command({ type: "end", epoch: 1 });
    const successorId = await client.until(() => client.state?.successorId);
    expect((await ask({ key, start: false })).body.conversationId).toBe(session.conversationId);
    const next = await Promise.all([1, 2, 3].map(() => ask({ key })));
    for (const { body } of next) {
      expect(body).toMatchObject({ conversationId: successorId, customer: session.customer });
    }
    expect((await ask({ key, start: false })).body.conversationId).toBe(successorId);
    const old = await its.site.connect(session.conversationId);
    expect(welcomed(await old.hello(session.token)).state).toMatchObject({ state: "ended", successorId });
  });

  its.where("configure", () => {
    const FOREIGN = [
      "https://evil.example",
      "http://shop.example",
      `${SHOP}.evil.example`,
      `${SHOP}:444`,
      "null",
    ];

    test.each(FOREIGN)("[A3] %s is no page of the shop's: no session, no conversation", async (origin) => {
      const { apart: site } = its;
      await site.configured({ origins: [SHOP] }, async () => {
        const asked = { key: newKey(), locale: "en", start: true };
        const answer = await site.session<unknown>(asked, { Origin: origin });
        expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
        expect((await site.session({ ...asked, start: false })).status).toBe(404);

        const { session } = await site.customer();
        await site.unchanged("ann", session.conversationId, async () => {
          const client = await site.connect(session.conversationId, { origin });
          const refused = { type: "refused", error: { code: "forbidden" } };
          expect(await client.hello(session.token)).toMatchObject(refused);
          expect(await client.until(() => client.closed)).toEqual({ code: 4400, reason: "forbidden" });
        });
      });
    });

    test("[A3] the shop's pages and clients without Origin get in; agents may be anywhere", async () => {
      const { apart: site } = its;
      await site.configured({ origins: [SHOP] }, async () => {
        const asked = { key: newKey(), locale: "en", start: true };
        const { status, body, headers } = await site.session(asked, { Origin: SHOP });
        expect(status).toBe(200);
        expect(headers.get("access-control-allow-origin")).toBe(SHOP);
        const doors: [string | undefined, string][] = [
          [SHOP, body.token],
          [undefined, body.token],
          ["https://help.example", site.agentToken("ann")],
        ];
        for (const [origin, token] of doors) {
          const client = await site.connect(body.conversationId, origin === undefined ? {} : { origin });
          welcomed(await client.hello(token));
        }
        const desk = await site.desk({ origin: "https://help.example" });
        expect((await desk.hello(site.agentToken("somebody"))).type).toBe("welcome");
      });
    });
  });

  test("[A3] preflights are answered, and a page may read what it is told", async () => {
    const { site } = its;
    const path = `workspace/${site.workspace.name}/sessions`;
    const preflight = await site.ask(path, {
      method: "OPTIONS",
      headers: { Origin: SHOP, "Access-Control-Request-Method": "POST" },
    });
    expect(preflight.status).toBe(204);
    const allowed = preflight.headers.get("access-control-allow-headers")?.toLowerCase();
    expect(allowed).toContain("content-type");
    expect(allowed).toContain("authorization");
    const unknown = { key: newKey(), locale: "en", start: false };
    const answers = [preflight, await site.session<Session>(unknown, { Origin: SHOP })];
    for (const { headers } of answers) expect(headers.get("access-control-allow-origin")).toBe(SHOP);
  });

  test("[A2] sessions are for customers: an agent's token opens none", async () => {
    const { name: workspace, identityKey: key } = its.site.workspace;
    const token = sign({ key, kind: "agent", workspace, claims: agentClaims("ann") });
    expect(await ask({ identity: token })).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
  });

  describe("[A11] logging out", () => {
    const end = (key: unknown, headers: Record<string, string> = {}) =>
      its.site.ask(`workspace/${its.site.workspace.name}/sessions`, {
        method: "DELETE",
        headers: { "Content-Type": "application/json", ...headers },
        body: JSON.stringify({ key }),
      });

    test("voids the key at once; a second time, and for a key that nobody knows, the answer is the same", async () => {
      const key = newKey();
      await ask({ key });
      for (const one of [key, key, newKey()]) {
        expect(await end(one, { Origin: SHOP })).toMatchObject({ status: 200, body: { ended: true } });
      }
      expect(await ask({ key, start: false })).toMatchObject({ status: 404, body: { code: "not_found" } });
      expect(await end("short")).toMatchObject({
        status: 400,
        body: { code: "invalid", details: { path: "key" } },
      });
    });

    test("lets the device's sockets go, and its tokens are good in the conversation no more", async () => {
      const key = newKey();
      const { client, session } = await its.site.customer(key);
      await end(key);
      const closed = { code: 4400, reason: "unauthenticated" };
      expect(await client.until(() => client.closed)).toEqual(closed);
      const again = await its.site.connect(session.conversationId);
      const refused = { type: "refused", error: { code: "unauthenticated" } };
      expect(await again.hello(session.token)).toMatchObject(refused);
      expect((await its.site.transcript(session.conversationId, session.token)).status).toBe(401);
    });

    test("leaves the customer's other devices in the conversation", async () => {
      const [here, there] = [newKey(), newKey()];
      const token = identity(person("Maria"));
      const { body } = await ask({ key: there, identity: token });
      await ask({ key: here, identity: token });
      await end(here);
      const answer = await ask({ key: there, start: false });
      expect(answer.body).toMatchObject({ conversationId: body.conversationId, customer: body.customer });
    });
  });
}
