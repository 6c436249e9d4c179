import { cleanup, fireEvent, render } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test } from "vitest";
import { locale, speak } from "../i18n.ts";
import en from "../locales/en.json";
import { Session } from "../model/session.ts";
import type { FakeDesk } from "../testing/fake-desk.ts";
import { galleryDesk } from "../testing/gallery-desk.ts";
import { SETTINGS } from "../testing/gallery-settings.ts";
import { supervisorDesk } from "../testing/gallery-supervisor.ts";
import { part, parts } from "../testing/render-console.tsx";
import { words } from "../words.ts";
import { App } from "./app.tsx";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(async () => {
  cleanup();
  await speak(["en"]);
});

function start(as: "ann" | "sue" | null, prepare: (desk: FakeDesk) => void = () => {}) {
  const desk = as === "sue" ? supervisorDesk() : galleryDesk();
  prepare(desk);
  const session = new Session({
    connect: () => desk,
    demoToken: async () => "token",
    storage: sessionStorage,
  });
  session.start({ demoCode: "c0de", as, conversation: null });
  render(<App session={session} />);
  if (as !== null) desk.become("online");
  const stage = session.stage.value;
  return stage.at === "console" ? stage.console : null;
}

test("the language is chosen in the account menu, and remembered", async () => {
  start("ann");
  await expect.poll(() => parts("row").length).toBeGreaterThan(5);
  fireEvent.click(part("presence"));
  await expect
    .poll(() => parts("language-option").map(({ dataset }) => dataset.id))
    .toEqual(["ar", "de", "en"]);
  const arabic = parts("language-option")[0];
  expect(arabic?.textContent).toBe("العربية");
  fireEvent.click(arabic ?? document.body);
  await expect.poll(locale).toBe("ar");
  expect(localStorage.getItem("baton.language")).toBe("ar");
});

test("before signing in it is chosen below the people", async () => {
  start(null);
  fireEvent.change(part("language"), { target: { value: "ar" } });
  await expect.poll(() => document.querySelector("h1")?.textContent).toContain("اليوم");
  expect(englishOnTheScreen()).toEqual([]);
});

test.each([
  "owned",
  "streaming",
  "queued",
  "head",
  "ended",
  "held",
  "held-read",
  "held-edited",
  "held-taken",
  "escalated",
  "escalated-many",
  "escalated-hidden",
  "closing",
])("a console that has %s open says nothing in English any more once Arabic is chosen", async (id) => {
  const console = start("ann");
  console?.go(id);
  await expect.poll(() => parts("state").length).toBe(1);
  console?.toasts.say(() => words.linkCopied);
  fireEvent.click(part("presence"));
  await expect.poll(() => parts("presence-option").length).toBe(4);
  // Without English on the screen now, none of it gone would tell nothing.
  expect(englishOnTheScreen().length).toBeGreaterThan(20);
  await speak(["ar"]);
  await expect.poll(englishOnTheScreen).toEqual([]);
});

test.each([
  ["escalate", "escalate"],
  ["resolve", { escalation: "e1", how: "resolve" }],
  ["callback", { escalation: "e1", how: "callback" }],
] as const)("the %s dialog says nothing in English any more once Arabic is chosen", async (name, asking) => {
  const console = start("ann");
  console?.go("escalated");
  await expect.poll(() => parts("state").length).toBe(1);
  console?.open.value?.ask(asking);
  await expect.poll(() => parts(`${name}-dialog`).length).toBe(1);
  await speak(["ar"]);
  await expect.poll(englishOnTheScreen).toEqual([]);
});

test("the settings say nothing in English any more once Arabic is chosen", async () => {
  const console = start("ann", (desk) => {
    desk.settings = SETTINGS;
  });
  console?.openSettings();
  await expect.poll(() => parts("settings-section").length).toBe(8);
  expect(englishOnTheScreen().length).toBeGreaterThan(20);
  await speak(["ar"]);
  await expect.poll(englishOnTheScreen).toEqual([]);
});

test.each([
  ["watched", "takeOver"],
  ["watched", "join"],
  ["billing", "assign"],
  ["other", null],
] as const)("nor does a supervisor's, with %s open and asked for %s", async (id, asked) => {
  const console = start("sue");
  console?.go(id);
  await expect.poll(() => parts("state").length).toBe(1);
  console?.open.value?.ask(asked);
  if (asked !== null) await expect.poll(() => document.querySelectorAll("dialog").length).toBe(1);
  expect(englishOnTheScreen().length).toBeGreaterThan(20);
  await speak(["ar"]);
  await expect.poll(englishOnTheScreen).toEqual([]);
});

test("an open dialog changes too, and what it asks stays asked", async () => {
  const console = start("ann");
  console?.go("owned");
  await expect.poll(() => parts("ticket-menu").length).toBe(1);
  fireEvent.click(part("ticket-menu"));
  await expect.poll(() => parts("end").length).toBe(1);
  fireEvent.click(part("end"));
  fireEvent.click(part("keys"));
  await expect.poll(() => [parts("end-dialog").length, parts("keys-dialog").length]).toEqual([1, 1]);
  await speak(["ar"]);
  await expect.poll(englishOnTheScreen).toEqual([]);
  expect(part("end-dialog").textContent).toContain("إنهاء هذه المحادثة؟");
});

test.each([
  ["in Arabic", { key: "ت", code: "KeyJ" }],
  ["in German", { key: "j", code: "KeyJ" }],
  ["moved about", { key: "j", code: "KeyC" }],
])("on a keyboard whose letters are %s, j is where people look for it", async (_letters, pressed) => {
  const console = start("ann");
  await expect.poll(() => parts("row").length).toBeGreaterThan(5);
  fireEvent.keyDown(document.body, pressed);
  expect(console?.openId.value).toBe(parts("row")[0]?.dataset.id);
});

test("what was chosen and written stays when the language changes", async () => {
  const console = start("ann");
  console?.go("owned");
  await expect.poll(() => parts("composer").length).toBe(1);
  fireEvent.change(part("filter"), { target: { value: "mine" } });
  fireEvent.input(part("composer"), { target: { value: "Dear Maria" } });
  await speak(["ar"]);
  await expect.poll(() => part("send").textContent).toContain("إرسال");
  expect(part("composer")).toHaveProperty("value", "Dear Maria");
  expect(part("filter")).toHaveProperty("value", "mine");
});

/** Everything that is shown or read out and is a word of `en.json`. */
function englishOnTheScreen(): string[] {
  return said().filter((text) => ENGLISH.some((word) => word.test(text)));
}

/** Where people's own words stand. */
const SOMEBODYS = "p[dir=auto], span[dir=auto]";

function said(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: string[] = [document.title];
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (!parentElement?.closest(SOMEBODYS)) found.push(textContent ?? "");
  }
  for (const element of document.querySelectorAll("*")) {
    for (const name of ["aria-label", "title", "placeholder"]) found.push(element.getAttribute(name) ?? "");
  }
  return found.map((text) => text.trim()).filter(Boolean);
}

const ENGLISH = textsIn(en)
  .filter((text) => /\p{L}{2}/u.test(text.replaceAll(/\{\{\w+\}\}/gu, "")))
  .map(
    (text) =>
      new RegExp(
        `^${text
          .trim()
          .split(/\{\{\w+\}\}/u)
          .map(escaped)
          .join(".+")}$`,
        "u",
      ),
  );

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/gu, "\\$&");
}

function textsIn(tree: object): string[] {
  return Object.values(tree).flatMap((value) => (typeof value === "string" ? [value] : textsIn(value)));
}
