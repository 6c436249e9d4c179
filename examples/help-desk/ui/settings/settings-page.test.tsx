import { fireEvent } from "@testing-library/preact";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { BatonError } from "../../../../agent-sdk/connect-agent.ts";
import { Session } from "../../model/session.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { SETTINGS } from "../../testing/gallery-settings.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { aView } from "../../testing/samples.ts";
import { ConsoleScreen } from "../console-screen.tsx";

// The test's page has no modal dialogs.
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= () => {};
});
beforeEach(() => sessionStorage.clear());

async function open(permissions = ["workspace.configure"]) {
  const desk = new FakeDesk();
  desk.settings = SETTINGS;
  desk.permissions = permissions;
  desk.add(aView({ id: "demo:2" }));
  const session = new Session({
    connect: () => desk,
    demoToken: async () => "token",
    storage: sessionStorage,
  });
  desk.become("online");
  const { console, rerender } = renderConsole(<div />, { desk });
  rerender(<ConsoleScreen session={session} console={console} persona="ada" />);
  fireEvent.click(part("presence"));
  await expect.poll(() => parts("presence-option").length).toBe(4);
  return { desk, console };
}

async function openSettings() {
  const opened = await open();
  fireEvent.click(part("open-settings"));
  await expect.poll(() => parts("settings-section").length).toBe(8);
  return opened;
}

const at = (path: string) => {
  const field = document.querySelector<HTMLInputElement>(`[data-path="${path}"]`);
  if (!field) throw new Error(`there is no field for ${path}`);
  return field;
};
const write = (path: string, text: string) => fireEvent.input(at(path), { target: { value: text } });
const count = (path: string, number: number) =>
  fireEvent.input(at(path), {
    target: { value: Number.isNaN(number) ? "" : String(number), valueAsNumber: number },
  });
const save = () => fireEvent.submit(document.querySelector("form") ?? document.body);

test("[S7] who may not configure the workspace is not offered it", async () => {
  await open(["conversation.monitor"]);
  expect(parts("open-settings")).toEqual([]);
});

test("[B1] hours of a day are changed, added and removed, and saved with all the rest", async () => {
  const { desk, console } = await openSettings();
  expect(at("hours.week.monday.0.closes").value).toBe("12:30");
  write("hours.week.monday.0.closes", "12:00");
  write("hours.timeZone", "Europe/Berlin");
  const saturday = [...document.querySelectorAll("fieldset")].find((day) =>
    /Saturday/u.test(day.textContent),
  );
  fireEvent.click(saturday?.querySelector("[data-part=add-hours]") ?? document.body);
  await expect
    .poll(() => document.querySelectorAll('[data-path="hours.week.saturday.0.opens"]').length)
    .toBe(1);
  save();
  await expect
    .poll(() => desk.settings)
    .toMatchObject({
      origins: ["https://example.com"],
      hours: {
        timeZone: "Europe/Berlin",
        week: { monday: [{ opens: "09:00", closes: "12:00" }, {}], saturday: [{ opens: "09:00" }] },
      },
    });
  await expect.poll(() => console.toasts.list.value.length).toBe(1);
});

test("durations are in the units people think in", async () => {
  const { desk } = await openSettings();
  expect(at("cooldownMs").value).toBe("120");
  count("sla.queueMs", 2.5);
  count("sla.firstResponseMs", Number.NaN);
  save();
  await expect.poll(() => desk.settings.sla).toMatchObject({ queueMs: 150_000, firstResponseMs: null });
});

test("[B1] what the server does not take is said beside the field, which has the keyboard", async () => {
  const { desk } = await openSettings();
  const path = "hours.week.monday.1.closes";
  desk.settingsRefusal = new BatonError({ code: "invalid", message: "", details: { path } });
  write(path, "13:00");
  save();
  await expect.poll(() => parts("field-problem").length).toBe(1);
  expect(at(path).getAttribute("aria-describedby")).toBe(part("field-problem").parentElement?.id);
  expect(at(path).getAttribute("aria-invalid")).toBe("true");
  expect(document.activeElement).toBe(at(path));
  save();
  await expect.poll(() => parts("field-problem")).toEqual([]);
});

test("[E1] a service level without a team is said beside the team", async () => {
  const { desk } = await openSettings();
  const path = "sla.teamId";
  desk.settingsRefusal = new BatonError({ code: "invalid", message: "", details: { path } });
  fireEvent.change(at(path), { target: { value: "" } });
  save();
  await expect.poll(() => part("field-problem").textContent).toContain("Choose one of the teams");
  expect(document.activeElement).toBe(at(path));
});

test("somebody else has changed the settings meanwhile: what was written stays, and theirs can be loaded", async () => {
  const { desk, console } = await openSettings();
  write("hours.timeZone", "Europe/Berlin");
  desk.settings = { ...SETTINGS, ai: { on: false }, hours: null, version: 2 };
  save();
  await expect.poll(() => part("settings-problem").textContent).toContain("Somebody else has changed");
  expect(at("hours.timeZone").value).toBe("Europe/Berlin");
  expect(console.toasts.list.value).toEqual([]);
  fireEvent.click(part("load-theirs"));
  await expect
    .poll(() => part("both-changed").textContent)
    .toContain("You have both changed: Business hours.");
  expect(parts("settings-problem")).toEqual([]);
  expect(at("hours.timeZone").value).toBe("Europe/Berlin");
  expect(part("ai-on")).toMatchObject({ checked: false });
  save();
  await expect
    .poll(() => desk.settings)
    .toMatchObject({ version: 3, ai: { on: false }, hours: { timeZone: "Europe/Berlin" } });
});

test("[E1] a rule names words and a team; what it does not name is left out", async () => {
  const { desk } = await openSettings();
  fireEvent.click(part("add-rule"));
  await expect.poll(() => parts("rule").length).toBe(3);
  write("escalationRules.2.reason", "Press");
  write("escalationRules.2.when.words", "journalist, the press, ");
  save();
  await expect
    .poll(() => desk.settings.escalationRules)
    .toMatchObject([
      {},
      {},
      { teamId: "billing", reason: "Press", when: { words: ["journalist", "the press"] } },
    ]);
});

test("[A8] budgets are counts or nothing; the limits that are not shown stay as they are", async () => {
  const { desk } = await openSettings();
  expect(at("budgets.customerPerDay").value).toBe("");
  count("budgets.customerPerDay", 40);
  count("budgets.workspacePerDay", Number.NaN);
  count("limits.sessionsPerAddressPerHour", 12);
  save();
  await expect
    .poll(() => desk.settings)
    .toMatchObject({
      budgets: { conversationPerHour: 20, customerPerDay: 40, addressPerDay: 500, workspacePerDay: null },
      limits: { frameBurst: 20, sessionsPerAddressPerHour: 12 },
    });
});

test.each([
  ["budgets.addressPerDay", "Write a whole number, or leave the field empty"],
  ["limits.sessionsPerAddressPerHour", "Write a whole number of 1 or more."],
])("[A8] what is wrong with %s is said beside it", async (path, said) => {
  const { desk } = await openSettings();
  desk.settingsRefusal = new BatonError({ code: "invalid", message: "", details: { path } });
  count(path, -1);
  save();
  await expect
    .poll(() => parts("field-problem").map((one) => one.textContent))
    .toEqual([expect.stringContaining(said)]);
  expect(document.activeElement).toBe(at(path));
});

test("[E1] the team that is told of a guardrail is chosen, or none", async () => {
  const { desk } = await openSettings();
  expect(at("guardrails.teamId").value).toBe("tech");
  fireEvent.change(at("guardrails.teamId"), { target: { value: "" } });
  save();
  await expect.poll(() => desk.settings.guardrails).toEqual({ teamId: "" });
});

test("[C1] the cadence is switched off", async () => {
  const { desk } = await openSettings();
  fireEvent.click(part("cadence-on"));
  save();
  await expect.poll(() => desk.settings.cadence).toMatchObject({ on: false });
});

test("[N6] HIPAA mode is switched on, and says what comes of it", async () => {
  const { desk } = await openSettings();
  const hint = document.getElementById(part("hipaa").getAttribute("aria-describedby") ?? "");
  expect(hint?.textContent).toContain("leave the directory at once");
  fireEvent.click(part("hipaa"));
  save();
  await expect.poll(() => desk.settings.hipaa).toBe(true);
});

test("what has been changed is not lost by a look elsewhere", async () => {
  const { console } = await openSettings();
  write("hours.timeZone", "UTC");
  await expect.poll(() => parts("unsaved").length).toBe(1);
  console.go("demo:2");
  await expect.poll(() => parts("leave-dialog").length).toBe(1);
  fireEvent.click(part("stay"));
  await expect.poll(() => parts("leave-dialog")).toEqual([]);
  expect(at("hours.timeZone").value).toBe("UTC");
  fireEvent.click(part("leave-settings"));
  await expect.poll(() => parts("leave-anyway").length).toBe(1);
  fireEvent.click(part("leave-anyway"));
  await expect.poll(() => parts("settings")).toEqual([]);
  expect(parts("directory").length + parts("row").length).toBeGreaterThan(0);
});

test("without changes it is left at once", async () => {
  await openSettings();
  fireEvent.click(part("leave-settings"));
  await expect.poll(() => parts("settings")).toEqual([]);
});
