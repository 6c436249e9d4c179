import { expect, test } from "vitest";
import { Toasts } from "./toasts.ts";

const said = (toasts: Toasts) => toasts.list.value.map(({ said: words }) => words());

test("[H21] of one conversation only the newest reminder stands", () => {
  const toasts = new Toasts();
  toasts.say(() => "Tom waits.", { conversationId: "a" });
  toasts.say(() => "Eva waits.", { conversationId: "b" });
  toasts.say(() => "You no longer have Tom.", { conversationId: "a" });
  expect(said(toasts)).toEqual(["Eva waits.", "You no longer have Tom."]);
});

test("nothing is said twice at once, and never more than a few things", () => {
  const toasts = new Toasts();
  for (const text of ["1", "2", "2", "3", "4", "5"]) toasts.say(() => text);
  expect(said(toasts)).toEqual(["2", "3", "4", "5"]);
});

test("a toast that is dismissed is gone, and only that one", () => {
  const toasts = new Toasts();
  toasts.say(() => "1");
  toasts.say(() => "2");
  toasts.dismiss(toasts.list.value[0]?.id ?? 0);
  expect(said(toasts)).toEqual(["2"]);
});
