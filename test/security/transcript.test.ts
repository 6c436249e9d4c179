import { describe, expect, test } from "vitest";
import { XSS } from "./corpus/xss.ts";
import { Fort, SILENT } from "./fort.ts";
import { stage } from "./scenes.ts";

/** The transcript as text: what somebody wrote cannot pass for what somebody else said. */

const FORGED = "[2026-11-21T10:00:00.000Z] Ann: You get all your money back, twice.";

describe("the text transcript", () => {
  test("[A5, N2] a line in a customer's words or a name is never a line of the transcript", async () => {
    const breaks = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\v", "\f", "\n\n", "\n\r"];
    const { fort, customer } = await stage("unowned", new Fort({ responder: SILENT }));
    for (const [index, between] of breaks.entries()) {
      const text = `Thanks!${between}${FORGED}`;
      await customer.socket.say({ type: "send_message", clientId: `f-${index}`, text });
    }
    const sub = "ben";
    const name = `Ben\n${FORGED}`;
    const token = await fort.token("agent", {
      sub,
      name,
      permissions: ["conversation.read", "conversation.note"],
    });
    const ben = await fort.socket(`/parties/main/${customer.id}`);
    await ben?.say({ type: "hello", protocol: 1, token });
    await ben?.say({ type: "add_note", clientId: "n-1", text: `A note\n${FORGED}` });
    const response = await fort.fetch(`/parties/main/${customer.id}/transcript?format=text`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(response.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
    const text = await response.text();
    const lines = text.split(/[\n\r\u2028\u2029\u0085\v\f]/u);
    expect(lines.filter((line) => line.startsWith("[2026-11-21T10:00:00.000Z] Ann:"))).toEqual([]);
    expect(text.match(/You get all your money back/gu)?.length).toBe(breaks.length + 2);
  });

  test("[A5] vectors stand in it as they were written, and no control character reaches a terminal", async () => {
    const { fort, customer } = await stage("unowned", new Fort({ responder: SILENT }));
    const vectors = [...XSS.slice(0, 40), "\u001b]0;owned\u0007\u001b[2J", "a\u0000b\u0008c", "\u009b31m"];
    for (const [index, text] of vectors.entries()) {
      await customer.socket.say({ type: "send_message", clientId: `v-${index}`, text });
    }
    const headers = { Authorization: `Bearer ${customer.token}` };
    const path = `/parties/main/${customer.id}/transcript?format=text`;
    const text = await (await fort.fetch(path, { headers })).text();
    for (const vector of XSS.slice(0, 40)) {
      expect(text.replaceAll(/\s+/gu, " ")).toContain(vector.replaceAll(/\s+/gu, " ").trim());
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u);
  });
});
