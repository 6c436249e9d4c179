import { fireEvent, render } from "@testing-library/preact";
import { beforeEach, expect, test } from "vitest";
import { Session } from "../model/session.ts";
import { FakeDesk } from "../testing/fake-desk.ts";
import { part, parts } from "../testing/render-console.tsx";
import { anOwnedView, aView } from "../testing/samples.ts";
import { App } from "./app.tsx";

beforeEach(() => sessionStorage.clear());
function start() {
  const desks: FakeDesk[] = [];
  const session = new Session({
    connect: () => {
      const desk = new FakeDesk();
      desk.add(aView({ id: "demo:1" }), { waitingSince: "2026-11-21T14:00:00.000Z" });
      desk.add(anOwnedView(undefined, { id: "demo:2" }));
      desks.push(desk);
      return desk;
    },
    demoToken: async () => "token",
    storage: sessionStorage,
  });
  session.start({ demoCode: "c0de", as: null, conversation: null });
  render(<App session={session} />);
  return {
    session,
    desk: () => {
      const desk = desks.at(-1);
      if (!desk) throw new Error("nobody has connected");
      return desk;
    },
  };
}

async function signIn(id: string, desk: () => FakeDesk) {
  const choice = parts("persona").find((persona) => persona.dataset.id === id);
  fireEvent.click(choice ?? document.body);
  desk().become("online");
  await expect.poll(() => parts("row").length).toBe(2);
}

test("a persona is picked, and another one later from the menu", async () => {
  const { session, desk } = start();
  expect(parts("persona").map((persona) => persona.dataset.id)).toEqual(["ann", "ben", "sue", "ada"]);
  await signIn("ann", desk);
  fireEvent.click(part("presence"));
  await expect.poll(() => parts("persona").length).toBe(3);
  fireEvent.click(parts("persona")[0] ?? document.body);
  desk().become("online");
  await expect.poll(() => session.stage.value).toMatchObject({ at: "console", persona: "ben" });
});

test("[S9] presence is set from the menu, and shown on its button", async () => {
  const { desk } = start();
  await signIn("ann", desk);
  await expect.poll(() => part("presence").dataset.status).toBe("available");
  fireEvent.click(part("presence"));
  await expect.poll(() => parts("presence-option").length).toBe(4);
  const away = parts("presence-option").find((option) => option.dataset.id === "away");
  fireEvent.click(away ?? document.body);
  await expect.poll(() => part("presence").dataset.status).toBe("away");
  expect(desk().presenceSet).toEqual(["available", "away"]);
  // Its name begins with what is seen, and says the rest behind it.
  const button = part("presence");
  await expect.poll(() => button.textContent).toBe("Ann Away");
  expect(button.getAttribute("aria-label")).toBe("Ann Away: presence and account");
});

test("a lost connection is said, and goes by itself", async () => {
  const { desk } = start();
  await signIn("ann", desk);
  desk().become("offline");
  await expect.poll(() => parts("banner").map((banner) => banner.dataset.kind)).toEqual(["connection"]);
  desk().become("online");
  await expect.poll(() => parts("banner")).toEqual([]);
});

test("keys: j and k walk, n and r write, t takes over, ? lists them", async () => {
  const { desk } = start();
  await signIn("ann", desk);
  const key = (name: string) => fireEvent.keyDown(document.body, { key: name });
  const current = () => parts("row").find((row) => row.getAttribute("aria-current"))?.dataset.id;
  key("j");
  await expect.poll(current).toBe("demo:1");
  await expect.poll(() => parts("take-over").length).toBe(1);
  key("t");
  await expect.poll(() => desk().conversation("demo:1").calls).toContain("takeOver");
  key("j");
  await expect.poll(current).toBe("demo:2");
  key("k");
  await expect.poll(current).toBe("demo:1");
  await expect.poll(() => parts("composer").length).toBe(1);
  key("n");
  await expect.poll(() => document.activeElement?.getAttribute("data-part")).toBe("composer");
  expect(part("mode-note").dataset.chosen).toBe("true");
  fireEvent.keyDown(part("composer"), { key: "j" });
  expect(current()).toBe("demo:1");
  key("?");
  await expect.poll(() => parts("keys-dialog").length).toBe(1);
});

test("[H21] a reminder for a conversation that is not open offers to open it", async () => {
  const { desk } = start();
  await signIn("ann", desk);
  desk().conversation("demo:2").notify("nudge");
  await expect.poll(() => parts("toast").length).toBe(1);
  expect(part("toast").textContent).toContain("Tom Baker waits for your first message.");
  fireEvent.click(part("toast").querySelector("button") ?? document.body);
  await expect.poll(() => location.hash).toBe("#conversation=demo%3A2");
});
