import { expect, test } from "vitest";
import { newId } from "../client.ts";
import { exportBody } from "../forms.ts";
import { done, kinds, owned } from "../scenes.ts";
import { type Answer, newKey, type Site } from "../site.ts";
import type { Its } from "../target.ts";

const ERASER = { permissions: ["conversation.read", "conversation.erase"] };

/** Asks as somebody who may erase, until it is said to be done. */
async function erase<T>(
  site: Site,
  path: string,
  token = site.agentToken("adam", ERASER),
): Promise<Answer<T>> {
  const headers = { Authorization: `Bearer ${token}` };
  for (let tries = 0; ; tries += 1) {
    const answer = await site.ask<T>(path, { method: "DELETE", headers });
    if (answer.status !== 202 || tries > 50) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** 12.3 and 12.4. */
export function erasing(its: Its): void {
  test("[N5, I12] an erased conversation ends for who is there, and is then as if it had never been", async () => {
    const { site } = its;
    const { maria, ann, session } = await owned(site);
    const id = session.conversationId;
    const retry = { type: "send_message", clientId: newId(), text: "Once only" };
    await done(maria, retry);
    expect(await erase(site, `main/${id}`)).toMatchObject({ status: 200, body: { id, erased: true } });
    for (const client of [maria, ann]) {
      await client.until(() => client.frames.at(-1)?.type === "refused");
      expect(client.frames.at(-1)).toMatchObject({ error: { code: "not_found" } });
      await client.ending();
    }
    for (const token of [session.token, site.agentToken("ann")]) {
      const back = await site.connect(id);
      const refused = { type: "refused", error: { code: "not_found" } };
      expect(await back.hello(token, maria.cursor)).toMatchObject(refused);
      expect((await site.transcript(id, token)).status).toBe(404);
    }
    expect((await erase(site, `main/${id}`)).status).toBe(404);
    const desk = await site.desk();
    await desk.hello(site.agentToken("ben"));
    expect(desk.bytes).not.toContain(id);
  });

  test("[N5, S11] whose conversation was erased begins a new one with the same key", async () => {
    const { site } = its;
    const key = newKey();
    const { session } = await site.customer(key);
    await erase(site, `main/${session.conversationId}`);
    const { session: next, client } = await site.customer(key);
    expect(next.conversationId).not.toBe(session.conversationId);
    expect(next.customer).toEqual(session.customer);
    expect(client.public).toEqual([]);
  });

  test("[N5] a customer's copy is all that they saw, and nothing that was among agents", async () => {
    const { site } = its;
    const sub = newKey().slice(0, 10);
    const { client: maria, session } = await site.customer(newKey(), site.identity(sub, "Maria"));
    const ann = await site.agent("ann", session.conversationId);
    await done(ann, { type: "take_over" });
    await done(ann, { type: "add_note", text: `note of ${sub}` });
    await done(maria, { type: "send_message", text: "Hello" });
    await done(maria, { type: "rate", score: 4, comment: "Fine" });
    const headers = { Authorization: `Bearer ${site.agentToken("adam", ERASER)}` };
    const customers = `workspace/${site.workspace.name}/customers`;
    for (const name of [session.customer.id, `identity:${sub}`].map(encodeURIComponent)) {
      const { status, body } = await site.ask(`${customers}/${name}/export`, { headers });
      expect(status).toBe(200);
      exportBody(body, "export");
      expect(body).toMatchObject({
        customer: { id: session.customer.id, name: "Maria" },
        identity: sub,
        sessions: 1,
        conversations: [
          { id: session.conversationId, ratings: [{ score: 4, comment: "Fine" }], entries: maria.public },
        ],
      });
      expect(JSON.stringify(body)).not.toContain("note of");
    }
    expect(kinds(maria.public)).toEqual(["live_chat", "customer"]);
  });

  test("[N5, I12] an erased customer is nobody: neither key nor identity knows what was", async () => {
    const { site } = its;
    const [key, sub] = [newKey(), newKey().slice(0, 10)];
    const { session } = await site.customer(key, site.identity(sub, "Maria"));
    const path = `workspace/${site.workspace.name}/customers/${encodeURIComponent(`identity:${sub}`)}`;
    const erased = { id: session.customer.id, conversations: 1, pending: 0 };
    expect(await erase(site, path)).toMatchObject({ status: 200, body: erased });
    expect((await erase(site, path)).status).toBe(404);
    expect((await site.session({ key, locale: "en", start: false })).status).toBe(404);
    const back = await site.connect(session.conversationId);
    expect(await back.hello(session.token)).toMatchObject({ error: { code: "not_found" } });
    const { session: anew } = await site.customer(key, site.identity(sub, "Maria"));
    expect(anew.customer.id).not.toBe(session.customer.id);
  });

  test("[A1, A2, N5] erasing and copies are for who may erase, and for what there is", async () => {
    const { site } = its;
    const { session } = await site.customer();
    const customers = `workspace/${site.workspace.name}/customers/${session.customer.id}`;
    const ROUTES = [
      ["DELETE", `main/${session.conversationId}`],
      ["DELETE", customers],
      ["GET", `${customers}/export`],
    ] as const;
    const REFUSED: [token: string, status: number, code: string][] = [
      [site.agentToken("ann"), 403, "forbidden"],
      [session.token, 401, "unauthenticated"],
      [site.agentToken("adam", { ...ERASER, exp: 1 }), 401, "token_expired"],
    ];
    await site.unchanged("ann", session.conversationId, async () => {
      for (const [method, path] of ROUTES) {
        for (const [token, status, code] of REFUSED) {
          const answer = await site.ask(path, { method, headers: { Authorization: `Bearer ${token}` } });
          expect(answer.status, `${method} ${path} ${code}`).toBeGreaterThanOrEqual(400);
          // A session's token is no agent's: whether it is none here or not allowed is the door's to say.
          if (token !== session.token) expect(answer).toMatchObject({ status, body: { code } });
        }
      }
    });
    const headers = { Authorization: `Bearer ${site.agentToken("adam", ERASER)}` };
    const nobody = `workspace/${site.workspace.name}/customers/v_${newKey().slice(0, 16)}`;
    for (const [method, path] of [
      ["DELETE", nobody],
      ["GET", `${nobody}/export`],
    ] as const) {
      expect((await site.ask(path, { method, headers })).status).toBe(404);
    }
  });
}
