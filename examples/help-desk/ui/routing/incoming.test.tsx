import { fireEvent } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import type { IncomingOffer } from "../../desk.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, aHeadView, anOwnedView, aView, BEN, SUE } from "../../testing/samples.ts";
import { Conversation } from "../conversation/conversation.tsx";
import { IncomingOffers } from "./incoming-offers.tsx";

afterEach(() => vi.useRealTimers());

const EXPIRES = "2026-11-21T14:05:30.000Z";

function offered(change: Partial<IncomingOffer["offer"]> = {}): IncomingOffer {
  const offer = { offerId: "o1", from: BEN, to: { agent: ANN }, expiresAt: EXPIRES, ...change };
  return { conversationId: "demo:1", offer };
}

async function start(...offers: IncomingOffer[]) {
  const desk = new FakeDesk();
  const transferOffer = {
    offerId: "o1",
    from: BEN,
    to: { agent: ANN },
    note: "Knows you.",
    expiresAt: EXPIRES,
  };
  const room = desk.add(aHeadView(BEN, { transferOffer, can: ["acceptTransfer", "rejectTransfer"] }));
  desk.add(aView({ id: "demo:2" }));
  desk.setDirectory({ offers, teams: [{ id: "tech", name: "Tech" }] });
  const screen = (
    <>
      <IncomingOffers />
      <Conversation />
    </>
  );
  const { console } = renderConsole(screen, { desk, open: "demo:2" });
  await expect.poll(() => parts("incoming-offer").length).toBe(offers.length);
  return { desk, room, console };
}

test("[S3] wherever the agent looks, an offer says from whom, for whom, why, and for how long", async () => {
  vi.useFakeTimers({ toFake: ["Date", "setInterval"], now: new Date("2026-11-21T14:05:00.000Z") });
  await start(offered());
  expect(part("incoming-offer").textContent).toContain("Ben wants to hand you this conversation");
  expect(part("incoming-customer").textContent).toBe("Tom Baker");
  expect(part("incoming-note").textContent).toBe("Knows you.");
  await expect.poll(() => part("countdown").textContent).toContain("30 s left to answer");
  vi.advanceTimersByTime(12_000);
  await expect.poll(() => part("countdown").textContent).toContain("18 s left to answer");
  const announced = part("incoming-announcement");
  expect(announced.getAttribute("role")).toBe("status");
  expect(announced.textContent).toBe("Ben wants to hand you this conversation, Tom Baker");
});

test("[S3] accepting opens the conversation, with the keyboard in the reply", async () => {
  const { desk, room, console } = await start(offered());
  room.onCall = () => desk.setDirectory({ offers: [] });
  fireEvent.click(part("accept-transfer"));
  await expect.poll(() => console.openId.value).toBe("demo:1");
  expect(room.calls).toContain("acceptTransfer o1");
  expect(room.closed).toBe(false);
  // The room tells its news whenever it comes: before the answer, or after it.
  room.moveControl(anOwnedView(ANN), ANN);
  await expect.poll(() => document.activeElement === parts("composer")[0]).toBe(true);
  expect(parts("incoming-offer")).toEqual([]);
});

test("[S3] rejecting may give a reason, and leaves the screen as it is", async () => {
  const { room, console } = await start(offered());
  fireEvent.click(part("reject-transfer"));
  await expect.poll(() => parts("reject-reason").length).toBe(1);
  expect(document.activeElement).toBe(part("reject-reason"));
  fireEvent.input(part("reject-reason"), { target: { value: "At lunch" } });
  fireEvent.click(part("reject-confirm"));
  await expect.poll(() => room.calls).toContain("rejectTransfer o1 At lunch");
  await expect.poll(() => parts("incoming-offer")).toEqual([]);
  expect(console.openId.value).toBe("demo:2");
});

test("[S3] a team's offer names the team, one by the desk itself nobody", async () => {
  await start(offered({ to: { teamId: "tech" } }), offered({ offerId: "o2", from: null }));
  const said = parts("incoming-offer").map((card) => card.querySelector("h2")?.textContent);
  expect(said).toEqual([
    "Ben wants to hand this conversation to Tech",
    "This conversation is offered to you",
  ]);
});

test("[S3] the card is gone when the offer is over, and its room is left", async () => {
  const { desk, room } = await start(offered());
  desk.setDirectory({ offers: [] });
  await expect.poll(() => parts("incoming-offer")).toEqual([]);
  expect(room.closed).toBe(true);
});

test("[S3] whoever accepts too late is told that it is over, and opens nothing", async () => {
  const { room, console } = await start(offered());
  room.refuse("acceptTransfer", "offer_gone");
  fireEvent.click(part("accept-transfer"));
  await expect
    .poll(() => console.toasts.list.value.map(({ said }) => said()))
    .toEqual(["The offer is over."]);
  expect(console.openId.value).toBe("demo:2");
  expect(parts("incoming-offer")).toEqual([]);
});

test("[S3] an answer that did not arrive may be given again", async () => {
  const { room } = await start(offered());
  room.refuse("acceptTransfer", "unavailable");
  fireEvent.click(part("accept-transfer"));
  await expect.poll(() => part("accept-transfer").getAttribute("aria-disabled")).toBe("false");
  room.allow("acceptTransfer");
  fireEvent.click(part("accept-transfer"));
  await expect.poll(() => room.calls.filter((call) => call === "acceptTransfer o1").length).toBe(2);
});

test("[S3] under the pointer nothing moves: what is over keeps its place, and what comes stands above", async () => {
  const first = offered();
  const second = { ...offered({ offerId: "o2", from: SUE }), conversationId: "demo:2" };
  const { desk } = await start(first);
  fireEvent.pointerEnter(part("incoming-offers"));
  desk.setDirectory({ offers: [second] });
  const places = () =>
    [...part("incoming-offers").querySelectorAll("section")].map(({ dataset }) => dataset.part);
  await expect.poll(places).toEqual(["incoming-offer", "offer-over"]);
  fireEvent.pointerLeave(part("incoming-offers"));
  await expect.poll(places).toEqual(["incoming-offer"]);
});
