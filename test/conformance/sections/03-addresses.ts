import { describe, expect, test } from "vitest";
import { RawClient } from "../client.ts";
import { newKey, welcomed } from "../site.ts";
import type { Its } from "../target.ts";

export function addresses(its: Its): void {
  test("the workspace says that it is up", async () => {
    const { site } = its;
    const answer = await site.ask(`workspace/${site.workspace.name}/health`);
    expect(answer).toMatchObject({ status: 200, body: { ok: true } });
  });

  test("[A1, A4] an id never issued or another workspace's is answered before any room wakes", async () => {
    const { site } = its;
    const { session } = await site.customer();
    const id = session.conversationId;
    const last = id.at(-1) === "A" ? "B" : "A";
    const workspace = site.workspace.name;
    const forged = `${id.slice(0, -1)}${last}`;
    const foreign = id.replace(`${workspace}:`, "no-such-place:");
    for (const name of [forged, foreign, `${id}A`, `${workspace}:x`, "x", workspace, "%", "%00"]) {
      expect(await RawClient.connect(site.roomUrl(name)), name).toBe(404);
      const transcript = await site.transcript(name, site.agentToken("ann"));
      expect(transcript, name).toMatchObject({ status: 404, body: { code: "not_found" } });
    }
  });

  test("[A1] a workspace that the server does not have is not there", async () => {
    const { site } = its;
    for (const name of ["no-such-place", site.workspace.name.toUpperCase(), "x".repeat(33), "%20"]) {
      expect(await RawClient.connect(`${site.sockets}/workspace/${name}`), name).toBe(404);
      for (const path of ["health", "sessions", "config"]) {
        const answer = await site.ask(`workspace/${name}/${path}`);
        expect(answer, `${name}/${path}`).toMatchObject({ status: 404, body: { code: "not_found" } });
      }
    }
  });

  test("[A1] a percent-encoded id is the same conversation", async () => {
    const { site } = its;
    const { client, session } = await site.customer();
    const encoded = encodeURIComponent(session.conversationId);
    expect(encoded).toContain("%3A");
    const ann = await site.agent("ann", encoded);
    await ann.command({ type: "take_over" });
    expect(await client.until(() => client.state?.agent)).toEqual({ id: "ann", name: "Ann" });
    const { body } = await site.transcript(encoded, session.token);
    expect(body).toMatchObject({ id: session.conversationId, entries: [{ code: "live_chat" }] });
  });

  describe("[A4] no token in an address, and no cookie", () => {
    test("lets anybody in over a socket", async () => {
      const { site } = its;
      const { session } = await site.customer();
      const { conversationId, token } = session;
      const client = await site.connect(`${conversationId}?token=${token}&_pk=${newKey()}`, {
        headers: { Cookie: `token=${token}`, Authorization: `Bearer ${token}` },
      });
      expect(await client.refusal({ type: "ping" })).toMatchObject({ error: { code: "unauthenticated" } });
    });

    test("reads a transcript", async () => {
      const { site } = its;
      const { session } = await site.customer();
      const { conversationId, token } = session;
      const headers = { Cookie: `token=${token}` };
      const answer = await site.ask(`main/${conversationId}/transcript?token=${token}`, { headers });
      expect(answer).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    });
  });

  test("[A14] a connection id that a client has chosen is nobody's identity", async () => {
    const { site } = its;
    const { session } = await site.customer();
    const { session: other } = await site.customer();
    const mine = await site.connect(`${session.conversationId}?_pk=chosen`);
    welcomed(await mine.hello(session.token));
    const thief = await site.connect(`${session.conversationId}?_pk=chosen`);
    expect(await thief.hello(other.token)).toMatchObject({ type: "refused", error: { code: "not_found" } });
    expect(await mine.command({ type: "send_message", text: "Still here" })).toMatchObject({ type: "ack" });
  });
}
