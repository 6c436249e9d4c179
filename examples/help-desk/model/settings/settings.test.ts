import { expect, test } from "vitest";
import { BatonError } from "../../../../agent-sdk/connect-agent.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { SETTINGS } from "../../testing/gallery-settings.ts";
import { Settings } from "./settings.ts";

async function open() {
  const desk = new FakeDesk();
  desk.settings = SETTINGS;
  const settings = new Settings(desk.configuration);
  await expect.poll(() => settings.form.value).not.toBeNull();
  return { desk, settings };
}

test("nothing is changed before something is", async () => {
  const { settings } = await open();
  expect(settings.dirty.value).toBe(false);
  settings.change({ wrapUpMs: 1 });
  expect(settings.dirty.value).toBe(true);
  settings.discard();
  expect(settings.dirty.value).toBe(false);
  expect(settings.form.value?.wrapUpMs).toBe(120_000);
});

test("what the page does not show is given back as it came", async () => {
  const { desk, settings } = await open();
  settings.change({ cooldownMs: 180_000 });
  await expect(settings.save()).resolves.toBe(true);
  expect(desk.settings).toEqual({ ...SETTINGS, version: 2, cooldownMs: 180_000 });
  expect(settings.dirty.value).toBe(false);
});

/** Somebody else saves, while this one writes. */
async function overtaken(theirs: object) {
  const { desk, settings } = await open();
  desk.settings = { ...SETTINGS, ...theirs, version: 2 };
  settings.change({ cooldownMs: 180_000 });
  await expect(settings.save()).resolves.toBe(false);
  return { desk, settings };
}

test("where somebody else has changed them meanwhile nothing is saved, however often, and nothing written is lost", async () => {
  const { desk, settings } = await overtaken({ wrapUpMs: 7 });
  expect(settings.problem.value).toMatchObject({ refusal: { code: "stale_epoch" } });
  await expect(settings.save()).resolves.toBe(false);
  expect(desk.settings).toEqual({ ...SETTINGS, wrapUpMs: 7, version: 2 });
  expect(settings.form.value).toMatchObject({ cooldownMs: 180_000, wrapUpMs: 120_000 });
});

test("theirs are loaded, with what is changed here on top; then it can be saved", async () => {
  const { desk, settings } = await overtaken({ wrapUpMs: 7 });
  await settings.loadTheirs();
  expect(settings.form.value).toMatchObject({ cooldownMs: 180_000, wrapUpMs: 7 });
  expect([settings.problem.value, settings.both.value, settings.dirty.value]).toEqual([null, [], true]);
  await expect(settings.save()).resolves.toBe(true);
  expect(desk.settings).toEqual({ ...SETTINGS, cooldownMs: 180_000, wrapUpMs: 7, version: 3 });
});

test("what both have changed is named, and theirs is shown to who discards", async () => {
  const { settings } = await overtaken({ cooldownMs: 7, ai: { on: false } });
  await settings.loadTheirs();
  expect(settings.both.value).toEqual(["rules"]);
  expect(settings.form.value).toMatchObject({ cooldownMs: 180_000, ai: { on: false } });
  settings.discard();
  expect(settings.form.value?.cooldownMs).toBe(7);
  expect(settings.both.value).toEqual([]);
});

test("[B1] the field that the server names is kept, and so is what was written", async () => {
  const { desk, settings } = await open();
  const path = "hours.timeZone";
  desk.settingsRefusal = new BatonError({ code: "invalid", message: "", details: { path } });
  settings.change({ wrapUpMs: 1 });
  await expect(settings.save()).resolves.toBe(false);
  expect(settings.problem.value).toEqual({ path });
  expect(settings.form.value?.wrapUpMs).toBe(1);
});

test("who leaves with changes is asked first", async () => {
  const { settings } = await open();
  let gone = 0;
  const go = () => {
    gone += 1;
  };
  settings.leave(go);
  expect(gone).toBe(1);
  settings.change({ wrapUpMs: 1 });
  settings.leave(go);
  expect(gone).toBe(1);
  settings.leaving.value?.();
  expect(gone).toBe(2);
});
