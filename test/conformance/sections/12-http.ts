import { describe, expect, test } from "vitest";
import { done, kinds, owned, say } from "../scenes.ts";
import { seconds } from "../site.ts";
import type { Its } from "../target.ts";

const PAGE = "https://any.example";

export function http(its: Its): void {
  const workspace = (path: string) => `workspace/${its.site.workspace.name}/${path}`;

  test("[A1, A2] an unknown path or method is not found", async () => {
    const { site } = its;
    const { session } = await site.customer();
    const room = `main/${session.conversationId}`;
    const headers = {
      Authorization: `Bearer ${site.agentToken("ann", { permissions: ["workspace.configure"] })}`,
    };
    const UNKNOWN: [method: string, path: string][] = [
      ["GET", workspace("")],
      ["GET", workspace("nothing")],
      ["GET", workspace("sessions")],
      ["PUT", workspace("sessions")],
      ["POST", workspace("sessions/more")],
      ["DELETE", workspace("config")],
      ["POST", workspace("config")],
      ["POST", workspace("health")],
      ["POST", workspace("notices")],
      ["GET", workspace("notices/more")],
      ["GET", room],
      ["GET", `${room}/`],
      ["POST", `${room}/transcript`],
      ["DELETE", `${room}/transcript`],
      ["GET", `${room}/transcript/more`],
      // What rooms ask each other is nobody else's to ask.
      ["POST", workspace("internal/summary")],
      ["POST", workspace("internal/availability")],
      ["POST", workspace("internal/monitoring")],
      ["POST", `${room}/internal/notice`],
      ["POST", `${room}/internal/head`],
    ];
    for (const [method, path] of UNKNOWN) {
      const body = method === "POST" || method === "PUT" ? { body: "{}" } : {};
      const answer = await site.ask(path, { method, headers, ...body });
      expect(answer, `${method} ${path}`).toMatchObject({ status: 404, body: { code: "not_found" } });
    }
  });

  describe("12.1 transcript", () => {
    test("[A1, A2, N2] is for those who see the content", async () => {
      const { site } = its;
      const { session } = await site.customer();
      const { session: other } = await site.customer();
      const ann = await site.agent("ann", session.conversationId);
      await done(ann, { type: "take_over" });
      const read = (token: string) => site.transcript(session.conversationId, token);
      const REFUSED: [token: string, status: number, code: string][] = [
        [other.token, 404, "not_found"],
        [site.agentToken("ben"), 403, "forbidden"],
        [site.agentToken("ann", { exp: seconds() - 1 }), 401, "token_expired"],
        [site.agentToken("ann", { permissions: [] }), 403, "forbidden"],
        ["", 401, "unauthenticated"],
        ["x y", 401, "unauthenticated"],
      ];
      for (const [token, status, code] of REFUSED)
        expect(await read(token)).toMatchObject({ status, body: { code } });
      expect(kinds((await read(session.token)).body.entries)).toEqual(["live_chat"]);
      expect(kinds((await read(site.agentToken("ann"))).body.entries)).toEqual([
        "live_chat",
        "taken_over",
        "ticket_opened",
      ]);
      await done(ann, { type: "end", epoch: 2 });
      // What nobody owns any more every agent may read, also while it is wrapped up.
      expect((await read(site.agentToken("ben"))).status).toBe(200);
    });

    test("[A4] knows no other scheme, and no header at all", async () => {
      const { site } = its;
      const { session } = await site.customer();
      const path = `main/${session.conversationId}/transcript`;
      for (const headers of [
        {},
        { Authorization: session.token },
        { Authorization: `Basic ${session.token}` },
      ]) {
        const answer = await site.ask(path, { headers });
        expect(answer).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
      }
    });

    test("[N2] comes as JSON or as plain text, a paragraph per entry", async () => {
      const { site } = its;
      const { ann, session } = await owned(site);
      await say(ann, "<b>bold</b>");
      await done(ann, { type: "add_note", text: "among us" });
      const headers = { Authorization: `Bearer ${session.token}` };
      const path = `main/${session.conversationId}/transcript`;
      const json = await site.ask<{ id: string; entries: object[] }>(path, { headers });
      expect(json.headers.get("content-type")).toContain("application/json");
      expect(json.body.id).toBe(session.conversationId);
      expect(await site.ask(`${path}?format=json`, { headers })).toMatchObject({ body: json.body });
      const text = await site.ask<string>(`${path}?format=text`, { headers });
      expect(text.headers.get("content-type")).toMatch(/^text\/plain; *charset=utf-8$/iu);
      expect(text.body.trim().split("\n")).toHaveLength(json.body.entries.length);
      expect(text.body).toContain("<b>bold</b>");
      expect(text.body).not.toContain("among us");
      const wrong = await site.ask(`${path}?format=html`, { headers });
      expect(wrong).toMatchObject({ status: 400, body: { code: "invalid", details: { path: "format" } } });
    });

    test("[A3] any page may ask, as the token is in a header", async () => {
      const { site } = its;
      const { session } = await site.customer();
      const path = `main/${session.conversationId}/transcript`;
      const preflight = await site.ask(path, { method: "OPTIONS", headers: { Origin: PAGE } });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("authorization");
      const good = { Authorization: `Bearer ${session.token}`, Origin: PAGE };
      for (const headers of [good, { Origin: PAGE }]) {
        const answer = await site.ask(path, { headers });
        expect(["*", PAGE]).toContain(answer.headers.get("access-control-allow-origin"));
      }
    });
  });

  describe("12.2 configuration", () => {
    test("[A2] is for who may configure", async () => {
      const { site } = its;
      const REFUSED: [token: string, status: number, code: string][] = [
        [site.agentToken("ann"), 403, "forbidden"],
        [
          site.agentToken("ann", { permissions: ["workspace.configure"], exp: seconds() - 1 }),
          401,
          "token_expired",
        ],
        [site.identity("4711", "Maria"), 401, "unauthenticated"],
        ["x", 401, "unauthenticated"],
      ];
      for (const [token, status, code] of REFUSED) {
        for (const method of ["GET", "PUT"] as const) {
          const body = method === "PUT" ? {} : undefined;
          const answer = await site.configuration(method, body, token);
          expect(answer).toMatchObject({ status, body: { code } });
        }
      }
      const none = await site.ask(workspace("config"));
      expect(none).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    });

    const WRONG: [what: string, body: object, path: string][] = [
      ["an unknown key", { colour: "red" }, "colour"],
      ["an AI that is text", { ai: { on: "no" } }, "ai.on"],
      ["an unknown key inside", { ai: { on: true, model: "x" } }, "ai.model"],
      ["an origin with a slash", { origins: ["https://shop.example/"] }, "origins.0"],
      ["an origin that is none", { origins: ["https://shop.example", "shop"] }, "origins.1"],
      ["no origin of anything", { origins: ["null"] }, "origins.0"],
      ["a limit of nothing", { limits: { framesPerSecond: 0 } }, "limits.framesPerSecond"],
      ["a deadline of nothing", { deadlines: { joinMs: 0 } }, "deadlines.joinMs"],
      ["half a deadline", { deadlines: { joinMs: 1.5 } }, "deadlines.joinMs"],
      ["an offer of no time", { deadlines: { offerMs: 0 } }, "deadlines.offerMs"],
      ["a lease of no time", { deadlines: { monitorLeaseMs: -1 } }, "deadlines.monitorLeaseMs"],
      ["a wrap-up of less than nothing", { wrapUpMs: -1 }, "wrapUpMs"],
      ["half a wrap-up", { wrapUpMs: 0.5 }, "wrapUpMs"],
      ["a team without a name", { teams: [{ id: "parcels" }] }, "teams.0.name"],
      ["a long team id", { teams: [{ id: "x".repeat(41), name: "X" }] }, "teams.0.id"],
      ["a long team name", { teams: [{ id: "x", name: "x".repeat(101) }] }, "teams.0.name"],
      ["an empty team id", { teams: [{ id: "", name: "X" }] }, "teams.0.id"],
      ["perhaps routed", { routing: { automatic: "yes" } }, "routing.automatic"],
      ["an unknown notice", { notices: { customers: "maybe" } }, "notices.customers"],
      ["a notice that is text", { notices: { agents: "yes" } }, "notices.agents"],
      ["a list", [], ""],
    ];

    test.each(WRONG)("[A1] %s is refused, the path named, and nothing changes", async (_, body, path) => {
      const { site } = its;
      const before = await site.configuration("GET");
      const answer = await site.configuration("PUT", body);
      expect(answer).toMatchObject({ status: 400, body: { code: "invalid" } });
      if (path !== "") expect(answer.body).toMatchObject({ details: { path } });
      expect((await site.configuration("GET")).body).toEqual(before.body);
    });

    its.where("configure", () => {
      test("what is left out goes back to its default, and both answer with what is in force", async () => {
        const { apart: site } = its;
        await site.configured({}, async () => {
          const defaults = await site.configuration("PUT", {});
          expect(defaults).toMatchObject({
            status: 200,
            body: {
              ai: { on: true },
              cadence: { on: false, minMs: 30_000, maxMs: 120_000 },
              hours: null,
              sla: { teamId: "", firstResponseMs: null, nextResponseMs: null, queueMs: null },
              escalationRules: [],
              cooldownMs: 7_200_000,
              guardrails: { teamId: "" },
              hipaa: false,
              origins: [],
              limits: { framesPerSecond: 10, frameBurst: 20, messagesPer10s: 10 },
              deadlines: {
                nudgeMs: 60_000,
                alertMs: 180_000,
                joinMs: 300_000,
                unansweredAlertMs: 300_000,
                unansweredMs: 900_000,
                queueMs: 600_000,
                lostMs: 90_000,
                summaryMs: 10_000,
                generationMs: 180_000,
                offerMs: 30_000,
                monitorLeaseMs: 30_000,
              },
              wrapUpMs: 120_000,
              teams: [],
              routing: { automatic: false },
              notices: { customers: "off", agents: false },
              retentionMs: null,
            },
          });
          const changed = await site.configuration("PUT", { deadlines: { joinMs: 1_000_000 } });
          expect(changed.body).toMatchObject({ deadlines: { joinMs: 1_000_000, nudgeMs: 60_000 } });
          expect((await site.configuration("GET")).body).toEqual(changed.body);
          expect((await site.configuration("PUT", {})).body).toEqual(defaults.body);
        });
      });

      test("[H22, I13] it is live in open conversations at once", async () => {
        const { apart: site } = its;
        const { client: maria } = await site.customer();
        await site.configured(
          { limits: { framesPerSecond: 10, frameBurst: 1, messagesPer10s: 10 } },
          async () => {
            for (let sent = 0; sent < 5; sent += 1) maria.send({ type: "ping" });
            await maria.until(() => maria.frames.some((frame) => frame.type === "reject"));
          },
        );
      });
    });
  });

  describe("12.5 notices", () => {
    const notices = (headers: Record<string, string> = {}) =>
      its.apart.ask<object>(`workspace/${its.apart.workspace.name}/notices`, { headers });

    test("[M12] anybody may ask, a page with its origin too", async () => {
      expect(await notices()).toMatchObject({ status: 200, body: { monitoring: expect.any(String) } });
      const { headers } = await notices({ Origin: PAGE });
      expect(headers.get("access-control-allow-origin")).toBe(PAGE);
    });

    its.where("configure", () => {
      test("[M12] what to say of monitoring is the configuration's, and nothing else", async () => {
        for (const customers of ["notice", "consent", "off"]) {
          await its.apart.configured({ notices: { customers, agents: false } }, async () => {
            expect((await notices()).body).toEqual({ monitoring: customers });
          });
        }
      });
    });
  });
}
