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
  expect(desk.settings).toEqual({ ...SETTINGS, cooldownMs: 180_000 });
  expect(settings.dirty.value).toBe(false);
});

test("what somebody else has changed meanwhile stays", async () => {
  const { desk, settings } = await open();
  desk.settings = { ...SETTINGS, wrapUpMs: 7 };
  settings.change({ cooldownMs: 180_000 });
  await settings.save();
  expect(desk.settings).toMatchObject({ wrapUpMs: 7, cooldownMs: 180_000 });
  expect(settings.form.value?.wrapUpMs).toBe(7);
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
