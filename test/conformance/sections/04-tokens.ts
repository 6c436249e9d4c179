import { expect, test } from "vitest";
import { done, lastOf, say } from "../scenes.ts";
import { agentClaims, newKey, SUPERVISOR, seconds, sign, welcomed } from "../site.ts";
import type { Its } from "../target.ts";

/** All there is to be allowed. */
const EVERYTHING = [
  ...SUPERVISOR,
  "conversation.erase",
  "escalation.resolve_any",
  "analytics.read",
  "workspace.configure",
];

export function tokens(its: Its): void {
  const agent = (claims: object = {}) => its.site.agentToken("ann", claims);
  const hand = (token: Partial<Parameters<typeof sign>[0]>) => {
    const { name: workspace, agentKey: key } = its.site.workspace;
    return sign({ key, kind: "agent", workspace, claims: agentClaims("ann"), ...token });
  };
  const teams = (count: number, length = 5, letter = "t") =>
    Array.from({ length: count }, () => letter.repeat(length));

  const BAD: [what: string, token: () => string, code: string][] = [
    ["no JWT at all", () => "open sesame", "unauthenticated"],
    ["an empty token", () => "", "unauthenticated"],
    ["one with a part too many", () => `${agent()}.x`, "unauthenticated"],
    [
      "one with another body",
      () => agent().replace(/\..*\./u, `.${agent({ sub: "x" }).split(".")[1]}.`),
      "unauthenticated",
    ],
    ["an expired one", () => agent({ exp: seconds() - 1 }), "token_expired"],
    ["one without expiry", () => agent({ exp: undefined }), "unauthenticated"],
    ["one whose expiry is text", () => agent({ exp: String(seconds() + 60) }), "unauthenticated"],
    ["alg none", () => hand({ header: { alg: "none" } }), "unauthenticated"],
    [
      "alg none and no signature",
      () => hand({ header: { alg: "none" } }).replace(/[^.]*$/u, ""),
      "unauthenticated",
    ],
    ["another algorithm", () => hand({ header: { alg: "HS512" } }), "unauthenticated"],
    ["an algorithm of key pairs", () => hand({ header: { alg: "RS256" } }), "unauthenticated"],
    ["an unknown key id", () => hand({ header: { kid: "9" } }), "unauthenticated"],
    ["no kind", () => hand({ header: { typ: undefined } }), "unauthenticated"],
    ["the kind of any JWT", () => hand({ header: { typ: "JWT" } }), "unauthenticated"],
    ["one of another issuer", () => agent({ iss: "else" }), "unauthenticated"],
    ["one for another workspace", () => agent({ aud: "baton:no-such-place" }), "unauthenticated"],
    ["one for nobody", () => agent({ aud: undefined }), "unauthenticated"],
    ["one by another key", () => hand({ key: newKey() }), "unauthenticated"],
    [
      "an agent's by the identity key",
      () => hand({ key: its.site.workspace.identityKey }),
      "unauthenticated",
    ],
    ["an identity token", () => its.site.identity("4711", "Maria"), "unauthenticated"],
    [
      "an agent's that calls itself a session",
      () => hand({ header: { typ: "baton-session+jwt" } }),
      "unauthenticated",
    ],
    ["nobody's", () => agent({ sub: undefined }), "unauthenticated"],
    ["an empty id", () => agent({ sub: "" }), "unauthenticated"],
    ["a long id", () => agent({ sub: "x".repeat(101) }), "unauthenticated"],
    ["no name", () => agent({ name: "" }), "unauthenticated"],
    ["a long name", () => agent({ name: "x".repeat(101) }), "unauthenticated"],
    ["no list of permissions", () => agent({ permissions: undefined }), "unauthenticated"],
    ["an unknown permission", () => agent({ permissions: ["conversation.read", "root"] }), "unauthenticated"],
    ["too many teams", () => agent({ teams: teams(11) }), "unauthenticated"],
    ["a long team", () => agent({ teams: teams(1, 41) }), "unauthenticated"],
    ["a team without a name", () => agent({ teams: [""] }), "unauthenticated"],
    ["an agent's who may not read", () => agent({ permissions: ["conversation.reply"] }), "forbidden"],
  ];

  test.each(BAD)("[A2, A4] %s is refused at both sockets and over HTTP", async (_, token, code) => {
    const { site } = its;
    const { session } = await site.customer();
    await site.unchanged("ann", session.conversationId, async () => {
      for (const client of [await site.connect(session.conversationId), await site.desk()]) {
        expect(await client.hello(token())).toMatchObject({ type: "refused", error: { code } });
        expect(await client.until(() => client.closed)).toEqual({ code: 4400, reason: code });
        expect(client.frames.length).toBe(1);
      }
    });
    const status = code === "forbidden" ? 403 : 401;
    expect(await site.transcript(session.conversationId, token())).toMatchObject({ status, body: { code } });
    expect(await site.configuration("GET", undefined, token())).toMatchObject({ status, body: { code } });
  });

  test("[A4] what just fits is taken, and permissions without effect are no fault", async () => {
    const { site } = its;
    const { session } = await site.customer();
    const long = { sub: "s".repeat(100), name: "n".repeat(100), teams: teams(10, 40) };
    const avatarUrl = "https://pictures.example/".padEnd(300, "a");
    const permissions = ["conversation.read", "analytics.read"];
    const client = await site.connect(session.conversationId);
    const claims = { ...long, avatarUrl, permissions, colour: "red" };
    const { me, state } = welcomed(await client.hello(agent(claims)));
    expect(me).toEqual({ id: long.sub, name: long.name, avatarUrl });
    expect(state.can).toEqual([]);
    // All that there is, at its longest.
    welcomed(await client.hello(agent({ ...claims, permissions: EVERYTHING })));
    await client.answersPing();
  });

  test("[A5] a picture that is none, or that there is no room for, keeps nobody out", async () => {
    const { site } = its;
    const { session } = await site.customer();
    const long = { sub: "字".repeat(100), name: "字".repeat(100), teams: teams(10, 40, "字") };
    const picture = "https://pictures.example/a.jpg";
    const NONE: [what: string, claims: object][] = [
      ["a script", { avatarUrl: "javascript:alert(1)" }],
      ["the picture itself", { avatarUrl: "data:image/png;base64,iVBORw0KGgo=" }],
      ["no address", { avatarUrl: "/ann.jpg" }],
      ["a line break", { avatarUrl: `${picture}\n` }],
      ["301 characters", { avatarUrl: picture.padEnd(301, "a") }],
      ["a number", { avatarUrl: 7 }],
      ["no room", { ...long, permissions: EVERYTHING, avatarUrl: picture.padEnd(300, "a") }],
    ];
    for (const [what, claims] of NONE) {
      for (const client of [await site.connect(session.conversationId), await site.desk()]) {
        const { sub: id, name } = { ...agentClaims("ann"), ...claims };
        const welcome = { type: "welcome", me: { id, name } };
        expect(await client.hello(agent(claims)), what).toEqual(expect.objectContaining(welcome));
        await client.answersPing();
      }
    }
  });

  test("[I7] the customer sees an agent's picture beside the name, and where there is no name no picture", async () => {
    const { site } = its;
    const { client: maria, session } = await site.customer();
    const pictureOf = (id: string) => `https://pictures.example/${id}.jpg`;
    const as = (id: string) => site.agent(id, session.conversationId, { avatarUrl: pictureOf(id) });
    const [ann, ben] = [await as("ann"), await as("ben")];
    const person = { id: "ann", name: "Ann", avatarUrl: pictureOf("ann") };
    expect(ann.me).toEqual(person);
    await done(ben, { type: "add_note", text: "A regular." });
    await done(ann, { type: "take_over" });
    await say(ann, "Hi, this is Ann.");
    await maria.until(() => maria.state?.state === "agent_active" && maria.public.length === 2);
    expect(maria.state?.agent).toEqual(person);
    expect(lastOf(maria.public).author).toEqual({ ...person, role: "agent" });
    expect(maria.bytes).not.toContain(pictureOf("ben"));
    const transcript = await site.transcript(session.conversationId, session.token);
    expect(transcript.body.entries).toEqual(maria.public.map((entry) => ({ ...entry, ledger: "public" })));
  });

  test("[A2] a session token is no agent's, and an agent's no session", async () => {
    const { site } = its;
    const { session } = await site.customer();
    const desk = await site.desk();
    expect(await desk.hello(session.token)).toMatchObject({ error: { code: "unauthenticated" } });
    const config = await site.configuration("GET", undefined, session.token);
    expect(config).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    const identity = { key: newKey(), locale: "en", start: true, identity: session.token };
    expect(await site.session(identity)).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
  });

  test("[A2, H9] each permission allows what the page says, and no more", async () => {
    const { site } = its;
    const read = "conversation.read";
    const CAN: [permissions: string[], can: string[]][] = [
      [[], []],
      [["conversation.reply"], []],
      [["conversation.take_over"], ["takeOver"]],
      [
        ["conversation.reply", "conversation.take_over"],
        ["send", "takeOver"],
      ],
      [["conversation.note"], ["note"]],
      [["conversation.end", "ticket.update", "conversation.allow_ai"], []],
      [["conversation.force_end"], ["forceEnd"]],
      [["escalation.raise"], ["escalate"]],
      [["escalation.resolve_any", "reply.control"], []],
    ];
    const { session } = await site.customer();
    for (const [permissions, can] of CAN) {
      const ann = await site.agent("ann", session.conversationId, { permissions: [read, ...permissions] });
      expect([...(ann.state?.can ?? [])].sort(), permissions.join(", ")).toEqual([...can].sort());
    }
  });

  its.where("another", () => {
    test("[A1, A4] another workspace's agent and ids are of no use here", async () => {
      const { site, another } = its;
      const { session } = await site.customer();
      const { name: workspace, agentKey: key } = another;
      const foreign = (name: string) =>
        sign({ key, kind: "agent", workspace: name, claims: agentClaims("ann") });
      for (const token of [foreign(workspace), foreign(site.workspace.name)]) {
        const client = await site.connect(session.conversationId);
        expect(await client.hello(token)).toMatchObject({ error: { code: "unauthenticated" } });
        expect(await site.transcript(session.conversationId, token)).toMatchObject({ status: 401 });
      }
    });
  });
}
