import { beforeAll, describe, expect, it } from "vitest";
import type { Words } from "./i18n.ts";
import { fakeLine, fakeMessage } from "./testing/fake-client.ts";
import { fakeView, wordsOf } from "./testing/views.ts";
import {
  absenceText,
  authorName,
  backText,
  connectionText,
  headline,
  noticeText,
  queueText,
  separatorText,
  systemText,
  typingText,
  waitingText,
} from "./wording.ts";

let words: Words;
let arabic: Words;
beforeAll(async () => {
  [words, arabic] = await Promise.all([wordsOf("en"), wordsOf("ar")]);
});

const ann = { id: "ann", name: "Ann" };
const system = (code: string, params?: Record<string, string>) => {
  const line = fakeLine({ kind: "system", code }, params);
  if (line.kind !== "system") throw new Error("not a system line");
  return line;
};

describe("what the customer reads", () => {
  it("[H5] while an agent joins: exactly these words, and others when it takes longer (H21)", () => {
    expect(waitingText(fakeView({ waiting: true }), words)).toBe("Waiting for support agent to join");
    expect(waitingText(fakeView({ waiting: true, waitingLong: true }), words)).toMatch(/longer than usual/);
    expect(waitingText(fakeView({ waiting: false, waitingLong: true }), words)).toBeNull();
  });

  it("[H18] in the queue: the place from 1, and 10+ beyond ten", () => {
    const at = (queuePosition: number | null) =>
      queueText(fakeView({ state: "queued", queuePosition }), words);
    expect(at(1)).toBe("You're number 1 in the queue");
    expect(at(10)).toBe("You're number 10 in the queue");
    expect(at(11)).toBe("You're number 10+ in the queue");
    expect(at(null)).toBe("You're in the queue");
    expect(queueText(fakeView({ queuePosition: 3 }), words)).toBeNull();
  });

  it("[A8] that their network has started too many chats, and when it is tried again where that is known", () => {
    const now = new Date(2026, 10, 20, 18, 0).getTime();
    const crowdedUntil = new Date(2026, 10, 20, 18, 7).toISOString();
    const until = noticeText({ crowdedUntil }, words, now);
    expect(until).toMatch(
      /^Too many chats were started from your network\. We'll try again today.*6:07\sPM\.$/,
    );
    expect(noticeText({ crowdedUntil: null }, words, now)).toMatch(
      /your network\. Please try again later\.$/,
    );
    expect(noticeText("notice.rate_limited", words, now)).toMatch(/^That was very quick/);
  });

  it("[B6] when people are back, in the queue and where nobody was there", () => {
    const now = new Date(2026, 10, 20, 18, 0).getTime();
    const backAt = new Date(2026, 10, 21, 9, 0).toISOString();
    const queued = fakeView({ state: "queued", backAt });
    expect(backText(queued, null, words, now)).toMatch(/^We're back tomorrow.*9:00/);
    expect(backText(fakeView({ backAt }), backAt, words, now)).toBeNull();
    expect(backText(queued, null, words, Date.parse(backAt))).toBeNull();
    // Not told yet by a conversation without an AI that began at night.
    expect(backText(fakeView({ state: "queued" }), backAt, words, now)).toMatch(/^We're back tomorrow/);
    expect(backText(fakeView({ state: "queued" }), null, words, now)).toBeNull();
    const line = { ...system("no_agent_available", { backAt }), at: new Date(now).toISOString() };
    expect(systemText(line, words)).toMatch(/We're back tomorrow.*9:00.*AI assistant keeps helping/);
    expect(systemText(system("no_agent_available"), words)).toMatch(/available right now\. The AI/);
  });

  it("[B6] on the next evening what was told the evening before hides nothing", () => {
    const [said, now] = [new Date(2026, 10, 21, 9, 0), new Date(2026, 10, 21, 18, 0)];
    const backAt = new Date(2026, 10, 22, 9, 0).toISOString();
    const view = (told: string | null) =>
      fakeView({ state: "ai_active", canRequestHuman: true, backAt: told });
    expect(absenceText(view(said.toISOString()), backAt, words, now.getTime())).toMatch(/tomorrow.*9:00/);
    expect(absenceText(view(backAt), backAt, words, now.getTime())).toBeNull();
    expect(absenceText(view(null), backAt, words, Date.parse(backAt))).toBeNull();
  });

  it("[H2] [H13] separators by their codes, in any language", () => {
    const live = {
      ...fakeLine({ kind: "separator", code: "live_chat" }),
      kind: "separator",
      code: "live_chat",
    } as const;
    expect(separatorText(live, words)).toBe("Live Chat");
    expect(separatorText({ ...live, code: "ai_resumed" }, words)).toBe("AI Resumed");
    expect(separatorText(live, arabic)).toBe("محادثة مباشرة");
  });

  it("nothing for a line of the room that this widget has no words for", () => {
    expect(systemText(system("brand_new_code"), words)).toBeNull();
    expect(systemText(system("conversation_ended", { by: "agent" }), words)).toBe(
      "This conversation has ended",
    );
    expect(systemText(system("returned_to_queue"), words)).toMatch(/back in the queue/);
  });

  it("[T5] at the top: who answers now, by name where it is a person", () => {
    expect(headline(fakeView(), words)).toEqual({ title: "AI assistant", line: "Answers right away" });
    expect(headline(fakeView({ state: "queued" }), words).title).toBe("Support team");
    expect(headline(fakeView({ state: "agent_joining", agent: ann }), words).title).toBe("Ann");
    expect(
      headline(fakeView({ state: "agent_active", agent: { id: "sue", name: "Sue" } }), words).title,
    ).toBe("Sue");
    expect(headline(fakeView({ state: "ended" }), words).line).toBe("Conversation ended");
  });

  it("who types, but not while the AI's words are appearing", () => {
    expect(typingText(fakeView({ typing: ["ai"] }), words)).toBe("AI assistant is typing");
    const timeline = [fakeMessage("ai", "We", { state: "streaming", seq: null })];
    expect(typingText(fakeView({ typing: ["ai"], timeline }), words)).toBeNull();
    expect(typingText(fakeView({ typing: ["agent"], agent: ann }), words)).toBe("Ann is typing");
    expect(typingText(fakeView({ typing: ["agent"] }), words)).toBe("Support team is typing");
  });

  it("the AI's name is made on the screen; a person without one is the team", () => {
    expect(authorName({ id: "ai", name: "", role: "ai" }, words)).toBe("AI assistant");
    expect(authorName({ id: "x", name: "", role: "agent" }, words)).toBe("Support team");
  });

  it("a Latin name is kept apart in a right-to-left sentence", () => {
    expect(typingText(fakeView({ typing: ["agent"], agent: ann }), arabic)).toBe("\u2068Ann\u2069 يكتب");
  });

  it("about the connection only what is wrong", () => {
    expect(connectionText("idle", true, words)).toBeNull();
    expect(connectionText("online", true, words)).toBeNull();
    expect(connectionText("offline", true, words)).toBe("Reconnecting…");
    expect(connectionText("offline", true, words, true)).toMatch(/We'll send your messages/);
    expect(connectionText("offline", false, words)).toMatch(/^You're offline\./);
    expect(connectionText("online", false, words)).toMatch(/^You're offline\./);
    expect(connectionText("refused", true, words)).toMatch(/can't be reached/);
  });
});
