import type { Conversation } from "../../agent-sdk/conversation.ts";
import ar from "../../locales/ar.json" with { type: "json" };
import en from "../../locales/en.json" with { type: "json" };
import type { Baton } from "../harness/baton.ts";
import { Customer, until } from "./customer.ts";
import { type DrivenBrowser, KEYS } from "./driver.ts";

/** One customer in one browser, who goes through all the steps. */
export type Scene = {
  readonly browser: DrivenBrowser;
  readonly baton: Baton;
  /** The page with the widget. */
  readonly url: string;
  /** A text file to be chosen. */
  readonly file: string;
  customer: Customer;
  /** Ann's end of the customer's conversation. */
  agent(): Promise<Conversation>;
  keepPicture(name: string, png: Buffer): void;
};

export type Step = { title: string; run(scene: Scene): Promise<void> };

const DONE = '.next-file[data-state="done"]';

/** One after the other; each begins where the one before has ended. */
export const STEPS: readonly Step[] = [
  {
    title: "the page loads, the launcher is there, and no socket is open",
    async run({ customer }) {
      await customer.has("launcher");
      await customer.sees("sockets()", 0);
    },
  },
  {
    title: "a click opens the chat, the keyboard is in it; Escape closes it, and gives the focus back",
    async run({ customer }) {
      await customer.opens();
      await customer.tab.type(KEYS.escape);
      await customer.sees("focus()", "launcher");
      await customer.opens();
    },
  },
  {
    title: "a question, and the answer of the AI comes in pieces",
    async run({ customer }) {
      await customer.tab.evaluate("probe.watchAnswer()");
      await customer.says("How long does delivery take?");
      await customer.hears("ai");
      await until(
        "pieces",
        () => customer.tab.evaluate("probe.pieces()"),
        (pieces) => Number(pieces) > 1,
      );
    },
  },
  {
    title: "an agent takes over: the spinner, with its words",
    async run({ customer, agent }) {
      await (await agent()).takeOver();
      await customer.has("waiting");
      await customer.sees(`text('[part~="waiting"]').includes(${JSON.stringify(en["waiting.text"])})`, true);
    },
  },
  {
    title: "the agent writes: their message, and no spinner",
    async run({ customer, agent }) {
      await (await agent()).send("Hi, this is Ann.");
      await customer.hears("agent", "Hi, this is Ann.");
      await customer.has("waiting", "", 0);
    },
  },
  {
    title: "back to the AI: both separators",
    async run({ customer, agent }) {
      await (await agent()).allowAiReplies();
      await customer.has("separator", '[data-kind="ai_resumed"]');
      await customer.has("separator", '[data-kind="live_chat"]');
    },
  },
  {
    title: "a reload: the same conversation, the same log",
    async run({ customer, url }) {
      const story = await customer.story();
      await customer.tab.go(url);
      await customer.opens();
      await customer.tells(story);
    },
  },
  {
    title: "a picture is dropped",
    async run({ customer }) {
      await customer.tab.evaluate('probe.drop("box.png")');
      await customer.sees(`count(${JSON.stringify(DONE)})`, 1);
    },
  },
  {
    title: "a file is chosen",
    async run({ customer, file }) {
      await customer.tab.setFiles(`probe.find('input[type="file"]')`, [file]);
      await customer.sees(`texts(${JSON.stringify(DONE)}).some((text) => text.includes("notes.txt"))`, true);
    },
  },
  {
    title: "files are sent; the picture is shown, and still after a reload; the log is at its end",
    async run({ customer, url }) {
      await customer.clicks("send");
      await customer.sees("pictures().join()", "320");
      await customer.tab.go(url);
      await customer.opens();
      await customer.sees("pictures().join()", "320");
      await customer.sees("isAtEnd()", true);
    },
  },
  {
    title: "another language: Arabic, from right to left, dark",
    async run({ customer, keepPicture }) {
      await customer.calls("setLocale", "ar");
      await customer.calls("update", { colorScheme: "dark" });
      await customer.sees("direction()", "rtl");
      await customer.sees(
        `texts('[part~="separator"]').join()`,
        [ar["separator.live_chat"], ar["separator.ai_resumed"]].join(),
      );
      keepPicture("ar-dark", await customer.tab.screenshot());
      await customer.calls("update", { colorScheme: "light" });
      await customer.calls("setLocale", "en");
      await customer.sees("direction()", "ltr");
      keepPicture("en-light", await customer.tab.screenshot());
    },
  },
  {
    title: "a second tab: one socket, one log, and it goes on when the first is closed",
    async run(scene) {
      const { browser, url, customer: first } = scene;
      const second = new Customer(await browser.open(url));
      await second.tab.show();
      await second.opens();
      await second.tells(await first.story());
      await second.says("Thank you!");
      await first.hears("customer", "Thank you!");
      const open = async () => (await first.sockets()) + (await second.sockets());
      await until("sockets in both tabs", open, (sockets) => sockets === 1);
      await first.tab.close();
      scene.customer = second;
      await second.sees("sockets()", 1);
      const ann = await scene.agent();
      await ann.takeOver();
      await ann.send("Ann again.");
      await second.hears("agent", "Ann again.");
    },
  },
  {
    title: "the server is down: what is written waits, through a reload too, and arrives once and in order",
    async run({ baton, customer, url, agent }) {
      const texts = ["Are you there?", "I can wait."];
      const ann = await agent();
      const sending = '[data-author="customer"][data-state="sending"]';
      await baton.whileStopped(async () => {
        for (const text of texts) await customer.writes(text);
        await customer.has("connection");
        await customer.has("message", sending, 2);
        await customer.tab.go(url);
        await customer.opens();
        await customer.has("message", sending, 2);
      });
      await customer.hears("customer", "I can wait.");
      await customer.has("connection", "", 0);
      const arrived = async () =>
        ann
          .snapshot()
          .timeline.flatMap((entry) => (entry.kind === "message" ? [entry.text] : []))
          .slice(-2);
      await until("what the agent has", arrived, (last) => last.join() === texts.join());
      const story = (await customer.story()).slice(-3);
      if (story.join() !== ["agent: Ann again.", ...texts.map((text) => `customer: ${text}`)].join())
        throw new Error(`the log ends with ${story.join(" | ")}`);
    },
  },
  {
    title: "all of this kept to the policy of the docs, Trusted Types included: the page would have noticed",
    async run({ customer }) {
      await customer.tab.evaluate("void probe.violate()");
      await customer.sees("trouble.length", 2);
      await customer.tab.evaluate("void probe.trouble.splice(0)");
    },
  },
];
