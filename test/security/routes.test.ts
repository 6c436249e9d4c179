import { describe, expect, test } from "vitest";
import { ROLE_PERMISSIONS } from "../../party/auth/claims.ts";
import { ALL_PERMISSIONS, answerOf, type Fort } from "./fort.ts";
import { CALLERS, type Caller, ROUTES } from "./matrix-routes.ts";
import { stage } from "./scenes.ts";

/** Every caller at every route of both rooms. */

async function tokensFor(fort: Fort, path: string, customer: string, another: string) {
  const mayNotRead = ALL_PERMISSIONS.filter(
    (one) => one !== "conversation.read" && one !== "workspace.configure",
  );
  return {
    nobody: null,
    customer,
    another_customer: another,
    identity: await fort.token("identity", { sub: "4711" }),
    agent: await fort.agentToken({ permissions: ROLE_PERMISSIONS.supervisor }),
    agent_who_may_not_read: await fort.agentToken({ permissions: mayNotRead }),
    admin: await fort.agentToken({ permissions: ALL_PERMISSIONS }),
    agent_of_other_workspace: await fort.agentToken({ permissions: ALL_PERMISSIONS, workspace: "other" }),
    room_for_this_path: await fort.token("room", { sub: "demo", path }),
    room_for_another_path: await fort.token("room", { sub: "demo", path: `${path}x` }),
    room_of_other_workspace: await fort.token("room", { sub: "other", path }, { workspace: "other" }),
  } satisfies Record<Caller, string | null>;
}

describe("over HTTP", () => {
  const routes = (["main", "workspace"] as const).flatMap((party) =>
    Object.entries(ROUTES[party]).map(([route, entry]) => ({ party, route, entry })),
  );

  test.each(routes)(
    "[A2, A13] $party: $route is for whom the table says",
    async ({ party, route, entry }) => {
      let stand = await stage("unowned");
      let stranger = await stand.fort.customer();
      for (const caller of CALLERS) {
        const { fort, customer } = stand;
        const filled = (text: string) =>
          text.replaceAll("{customer}", customer.customer.id).replaceAll("{id}", customer.id);
        const [method = "", rest = ""] = route.split(" ");
        const room = party === "main" ? customer.id : "demo";
        const path = `/parties/${party}/${room}/${filled(entry.path ?? rest)}`;
        const token = (await tokensFor(fort, path, customer.token, stranger.token))[caller];
        const before = fort.stored();
        const response = await fort.fetch(path, {
          method,
          ...(token === null ? {} : { headers: { Authorization: `Bearer ${token}` } }),
          ...(method === "GET" ? {} : { body: filled(JSON.stringify(entry.body ?? {})) }),
        });
        const { status, code, bytes } = await answerOf(response);
        // 202: begun, and not yet done.
        expect(status === 202 ? 200 : status, `${caller}: ${bytes}`).toBe(entry.but?.[caller] ?? entry.rest);
        if (!response.ok) {
          expect(code).not.toBeNull();
          expect(fort.stored(), caller).toBe(before);
        }
        expect(bytes).not.toContain("set-cookie");
        if (!response.ok || method === "GET") continue;
        stand = await stage("unowned");
        stranger = await stand.fort.customer();
      }
    },
  );

  test("[A2, A12, A13] no other path and no other method is there, for an admin and for a room either", async () => {
    const { fort, customer } = await stage("unowned");
    const unknown = [
      "health/",
      "transcript/",
      "transcript/x",
      "Transcript",
      "export",
      "Config",
      "timeline",
      "internal",
    ];
    const later = ["inbound/sms", "inbound/email", "webhooks", "uploads", "attachments/1/2", "analytics"];
    for (const [party, room] of [
      ["main", customer.id],
      ["workspace", "demo"],
    ] as const) {
      for (const rest of [...unknown, ...later, "sessions/x", "internal/notice/x"]) {
        const path = `/parties/${party}/${room}/${rest}`;
        for (const token of [
          await fort.agentToken({ permissions: ALL_PERMISSIONS }),
          await fort.token("room", { sub: "demo", path }),
        ]) {
          for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
            const init = { method, headers: { Authorization: `Bearer ${token}` } };
            const response = await fort.fetch(path, method === "GET" ? init : { ...init, body: "{}" });
            expect((await answerOf(response)).code, `${method} ${path}`).toBe("not_found");
          }
        }
      }
    }
  });
});
