import type { CustomerView } from "../../conversation/core/view/types.ts";
import type { ChatClient } from "../../widget/chat-options.ts";
import type { NoticesTold } from "../../widget/notices.ts";
import type { Settings } from "../../widget/settings.ts";
import type { Phrases } from "./phrases.ts";
import type { Stage } from "./stage.ts";
import { ANN, NOW, type Said, talk, type Words } from "./talk.ts";

/** Every state that a visitor can find the widget in. */
export type State = {
  /** What the room says; nothing has been said where it is left out. */
  view?: (say: Phrases) => Partial<CustomerView>;
  /** Default `online`, and `idle` where there is no conversation. */
  status?: ChatClient["status"];
  settings?: (say: Phrases) => Settings;
  notices?: Partial<NoticesTold>;
  /** The chat is closed, as the page shows it at first. */
  closed?: true;
  /** Left out where the panel is narrow, as the button is. */
  needsRoom?: true;
  /** What the visitor does then; resolves when it shows. */
  act?: (stage: Stage, say: Phrases) => Promise<void>;
};

const asked = (say: Phrases): Words => ({ role: "customer", text: say.question });
const answered = (say: Phrases): Words => ({ role: "ai", text: say.answer });
const followedUp = (say: Phrases): Said[] => [
  asked(say),
  answered(say),
  { role: "customer", text: say.followUp },
];
const LIVE: Said = { kind: "separator", code: "live_chat" };
const withAnn = (say: Phrases): Said[] => [...followedUp(say), LIVE, { role: "agent", text: say.agentHello }];
const ended = (say: Phrases) => ({
  ...talk([...withAnn(say), { kind: "system", code: "conversation_ended" }]),
  state: "ended" as const,
});
const inHours = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000).toISOString();

const PHOTO = { id: "photo", name: "IMG_2291.png", type: "image/png", size: 48_213, width: 320, height: 200 };

const ALL = {
  launcher: { closed: true },
  badge: {
    closed: true,
    view: (say) => ({ ...talk(withAnn(say)), state: "agent_active", agent: ANN, unread: 3 }),
    act: (stage) => stage.shows("preview"),
  },
  proactive: {
    closed: true,
    status: "idle",
    settings: (say) => ({ proactive: [{ text: say.proactive }] }),
    act: (stage) => stage.shows("preview"),
  },
  empty: { status: "idle" },
  "monitoring, with consent": { status: "idle", notices: { monitoring: "consent" } },
  "outside hours": { status: "idle", notices: { backAt: inHours(18) } },
  "pre-chat form": {
    status: "idle",
    settings: (say) => ({ prechat: ["name*", "email*", say.prechat] }),
    act: (stage) => stage.shows("prechat"),
  },
  loading: { view: () => ({ id: "demo:one" }), status: "connecting" },
  sending: { view: (say) => talk([{ role: "customer", text: say.question, state: "sending" }]) },
  "AI types": { view: (say) => ({ ...talk([asked(say)]), typing: ["ai"] }) },
  "AI writes": {
    view: (say) =>
      talk([
        asked(say),
        { role: "ai", text: say.answer.slice(0, say.answer.length / 2), state: "streaming" },
      ]),
  },
  "AI has answered": {
    view: (say) =>
      talk([
        asked(say),
        { ...answered(say), sources: [{ title: say.source, url: "https://shop.example/help/delivery" }] },
      ]),
    act: (stage) => stage.finds(".sources"),
  },
  suggestions: {
    view: (say) => talk([asked(say), { ...answered(say), suggestions: say.suggestions }]),
    act: (stage, say) => stage.reads(say.suggestions[0] ?? ""),
  },
  "AI is unsure": { view: (say) => talk([asked(say), { ...answered(say), offersPerson: true }]) },
  "AI was interrupted": {
    view: (say) => talk([asked(say), { role: "ai", text: say.answer.slice(0, 40), state: "interrupted" }]),
  },
  "in the queue": { view: (say) => ({ ...talk(followedUp(say)), state: "queued", queuePosition: 3 }) },
  "in the queue, outside hours": {
    view: (say) => ({ ...talk(followedUp(say)), state: "queued", queuePosition: 1, backAt: inHours(18) }),
  },
  "nobody is there": {
    view: (say) =>
      talk([
        ...followedUp(say),
        { kind: "system", code: "no_agent_available", params: { backAt: inHours(18) } },
      ]),
  },
  joining: {
    view: (say) => ({ ...talk(followedUp(say)), state: "agent_joining", agent: ANN, waiting: true }),
  },
  "joining, late": {
    view: (say) => ({
      ...talk(followedUp(say)),
      ...{ state: "agent_joining", agent: ANN, waiting: true, waitingLong: true },
    }),
  },
  "a person answers": {
    view: (say) => ({
      ...talk(
        [...withAnn(say), { role: "agent", text: say.agentAnswer }, { role: "customer", text: say.thanks }],
        [asked(say), answered(say)],
      ),
      ...{ state: "agent_active", agent: ANN, seen: true, typing: ["agent"] },
    }),
  },
  "back to the AI": {
    view: (say) =>
      talk([
        ...withAnn(say),
        { kind: "separator", code: "ai_resumed" },
        { role: "customer", text: say.thanks },
      ]),
  },
  "not sent": {
    view: (say) =>
      talk([asked(say), answered(say), { role: "customer", text: say.followUp, state: "failed" }]),
  },
  reconnecting: { view: (say) => talk([asked(say), answered(say)]), status: "offline" },
  offline: {
    view: (say) =>
      talk([asked(say), answered(say), { role: "customer", text: say.followUp, state: "sending" }]),
    status: "offline",
    act: (stage) => stage.loseNetwork(),
  },
  refused: { view: (say) => talk([asked(say), answered(say)]), status: "refused" },
  "too quick": {
    view: (say) => talk([asked(say), answered(say)]),
    act: (stage) => stage.refuses("rate_limited"),
  },
  "files to send": {
    view: (say) => talk([asked(say), answered(say)]),
    act: (stage, say) => stage.adds(["IMG_2291.png", "archive.exe", say.fileName]),
  },
  "files sent": {
    view: (say) => ({
      ...talk([
        ...withAnn(say),
        { role: "customer", text: "", attachments: [PHOTO] },
        {
          role: "agent",
          text: say.agentAnswer,
          attachments: [{ id: "pdf", name: say.fileName, type: "application/pdf", size: 120_482 }],
        },
      ]),
      ...{ state: "agent_active", agent: ANN },
    }),
    act: (stage) => stage.shows("attachment"),
  },
  emoji: {
    needsRoom: true,
    view: (say) => talk([asked(say), answered(say)]),
    act: async (stage) => {
      await stage.press("emoji");
      await stage.finds("[role=toolbar]");
    },
  },
  menu: {
    view: (say) => talk([asked(say), answered(say)]),
    act: async (stage) => {
      await stage.press("menu");
      await stage.finds("[role=menu]");
    },
  },
  "end?": {
    view: (say) => talk([asked(say), answered(say)]),
    act: async (stage) => {
      await stage.press("menu");
      await stage.choose("end");
      await stage.finds("[role=alertdialog]");
    },
  },
  ended: { view: ended, act: (stage) => stage.shows("rating") },
  "earlier conversations": {
    view: ended,
    act: async (stage) => {
      await stage.press("menu");
      await stage.choose("earlier");
      await stage.finds("[part~=conversations] li");
    },
  },
} satisfies Record<string, State>;

export type StateName = keyof typeof ALL;
export const STATES: Readonly<Record<StateName, State>> = ALL;
