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
