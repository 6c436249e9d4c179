import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import { now } from "../../model/clock.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { ANN, aRow, BEN } from "../../testing/samples.ts";
import { Directory } from "./directory.tsx";

const said = (minute: number, text = "Hello") => ({
  role: "customer" as const,
  name: "Tom",
  text,
  at: `2026-11-21T14:0${minute}:00.000Z`,
});

function open() {
  const desk = new FakeDesk();
  desk.setRows([aRow({ id: "a", lastMessage: said(3) }), aRow({ id: "b", lastMessage: said(2) })]);
  return renderConsole(<Directory />, { desk });
}

const ids = () => parts("row").map((row) => row.dataset.id);

test("[S1] a row says who, what last, in which state, since when somebody waits, and what is unread", async () => {
  const { desk } = open();
  const waitingSince = new Date(now.value - 4 * 60_000).toISOString();
  desk.setRows([aRow({ state: "queued", unread: 2, waitingSince, lastMessage: said(1, "Anybody\nthere?") })]);
  await expect.poll(() => parts("row-state").map((chip) => chip.textContent)).toEqual(["Queue"]);
  const row = part("row");
  expect(row.dataset.state).toBe("queued");
  expect(row.textContent).toContain("Tom Baker");
  expect(row.textContent).toContain("Anybody there?");
  expect(part("row-waiting").textContent).toContain("4 min");
  expect(part("row-unread").textContent).toContain("2 unread");
});

test("[N6] where the directory holds no text, the row says so, and whose it would be", async () => {
  const { desk } = open();
  desk.setRows([
    aRow({ id: "a", lastMessage: said(3, "") }),
    aRow({ id: "b", lastMessage: { ...said(2, ""), role: "ai" } }),
  ]);
  const last = () => [...document.querySelectorAll(".row-last")].map(({ textContent }) => textContent);
  await expect.poll(last).toEqual(["Text not shown here", "AI: Text not shown here"]);
});

test("[S1, M10, T5] the last words are their author's, and not whoever has it now", async () => {
  const { desk } = open();
  const by = (name: string) => ({ ...said(3), role: "agent" as const, name });
  desk.setRows([
    aRow({ id: "a", state: "agent_active", owner: ANN, lastMessage: by("Ann") }),
    aRow({ id: "b", state: "agent_active", owner: ANN, lastMessage: by("Sue") }),
    aRow({ id: "c", state: "agent_active", owner: BEN, lastMessage: by("Ben") }),
  ]);
  const lines = () => parts("row").map((row) => row.querySelector(".row-last")?.textContent);
  await expect.poll(lines).toEqual(["You: Hello", "Sue: Hello", "Ben: Hello"]);
});

test("[S1] the chip names the owner, and oneself as you", async () => {
  const { desk } = open();
  desk.setRows([
    aRow({ id: "a", state: "agent_active", owner: ANN }),
    aRow({ id: "b", state: "agent_joining", owner: BEN }),
  ]);
  await expect
    .poll(() =>
      parts("row-state")
        .map((chip) => chip.textContent)
        .sort(),
    )
    .toEqual(["Ben joining", "You"]);
});

test("[S1] the directory is live", async () => {
  const { desk } = open();
  expect(ids()).toEqual(["a", "b"]);
  desk.setRows([aRow({ id: "a", lastMessage: said(3) }), aRow({ id: "b", lastMessage: said(5) })]);
  await expect.poll(ids).toEqual(["b", "a"]);
});

test("[S1] nothing jumps under the pointer: the order waits until the pointer has left", async () => {
  const { desk } = open();
  fireEvent.pointerEnter(part("directory-body"));
  await expect.poll(() => parts("update-order")).toEqual([]);
  desk.setRows([
    aRow({ id: "a", lastMessage: said(3) }),
    aRow({ id: "b", lastMessage: said(5, "News!") }),
    aRow({ id: "c", lastMessage: said(6) }),
  ]);
  await expect.poll(() => parts("update-order")[0]?.textContent).toBe("1 new");
  expect(ids()).toEqual(["a", "b", "c"]);
  expect(parts("row")[1]?.textContent).toContain("News!");
  fireEvent.pointerLeave(part("directory-body"));
  await expect.poll(ids).toEqual(["c", "b", "a"]);
});

test("[S1] the order can be asked for with the pointer where it is", async () => {
  const { desk } = open();
  fireEvent.pointerEnter(part("directory-body"));
  desk.setRows([aRow({ id: "a", lastMessage: said(3) }), aRow({ id: "b", lastMessage: said(5) })]);
  await expect.poll(() => parts("update-order").length).toBe(1);
  fireEvent.click(part("update-order"));
  await expect.poll(ids).toEqual(["b", "a"]);
});

test("[S1] filter and search narrow the list, and an empty one says what that means", async () => {
  open();
  fireEvent.change(part("filter"), { target: { value: "queue" } });
  await expect.poll(ids).toEqual([]);
  expect(part("directory").textContent).toContain("Nobody is waiting.");
  fireEvent.change(part("filter"), { target: { value: "open" } });
  fireEvent.input(part("search"), { target: { value: "nobody by this name" } });
  await expect
    .poll(() => part("directory").textContent)
    .toContain("Nothing found for “nobody by this name”.");
});

test("a row is a link to its conversation; a plain click opens it here", async () => {
  const { console } = open();
  const [row] = parts("row");
  if (!row) throw new Error("there is no row");
  expect(row.getAttribute("href")).toBe("#conversation=a");
  fireEvent.click(row, { ctrlKey: true });
  expect(console.openId.value).toBeNull();
  fireEvent.click(row);
  expect(console.openId.value).toBe("a");
  await expect.poll(() => row.getAttribute("aria-current")).toBe("true");
});

const options = () => [...part("filter").querySelectorAll("option")].map(({ value }) => value);

/** Sue's desk: teams, and who is in them. */
function supervise() {
  const opened = open();
  opened.desk.permissions = ["conversation.monitor"];
  opened.desk.become("online");
  opened.desk.setDirectory({
    teams: [{ id: "tech", name: "Tech" }],
    agents: [{ ...BEN, status: "available", capacity: 5, load: 1, teams: ["tech"] }],
  });
  return opened;
}

test("[S1, S8] a row shows the mood and where it goes, in words too", async () => {
  const { desk } = open();
  desk.setRows([aRow({ sentiment: -0.64, sentimentTrend: "falling" })]);
  await expect.poll(() => parts("mood")[0]?.textContent).toBe("Mood: Upset, falling");
  expect(part("mood").dataset).toMatchObject({ mood: "upset", trend: "falling" });
  expect(part("mood").title).toBe("Upset, falling (-0.6)");
  desk.setRows([aRow({ sentiment: null })]);
  await expect.poll(() => parts("mood")).toEqual([]);
});

test("[S1, S3] a row says that a transfer waits, and for whom", async () => {
  const { desk } = supervise();
  const offer = { offerId: "o1", from: BEN, expiresAt: "2026-11-21T14:00:30.000Z" };
  desk.setRows([aRow({ transferOffer: { ...offer, to: { teamId: "tech" } } })]);
  await expect
    .poll(() => parts("row-transfer")[0]?.textContent)
    .toBe("Waiting for somebody of Tech to accept…");
  desk.setRows([aRow({ transferOffer: { ...offer, to: { agent: ANN } } })]);
  await expect.poll(() => parts("row-transfer")[0]?.textContent).toBe("Offered to you");
  expect(part("row-transfer").dataset.mine).toBe("true");
});

test("[S1, S2] the queue of a team has its name on the chip", async () => {
  const { desk } = supervise();
  desk.setRows([aRow({ state: "queued", teamId: "tech" })]);
  await expect.poll(() => parts("row-state")[0]?.textContent).toBe("Queue: Tech");
});

test("[S1] one may look by agent and by team; what is monitored is for supervisors", async () => {
  const { desk } = open();
  expect(options()).not.toContain("monitored");
  desk.permissions = ["conversation.monitor"];
  desk.become("offline");
  desk.become("online");
  desk.setDirectory({
    teams: [{ id: "tech", name: "Tech" }],
    agents: [{ ...BEN, status: "available", capacity: 5, load: 1, teams: ["tech"] }],
  });
  await expect.poll(options).toEqual(expect.arrayContaining(["monitored", "agent:ben", "team:tech"]));
  desk.setRows([aRow({ id: "a" }), aRow({ id: "b", state: "agent_active", owner: BEN })]);
  fireEvent.change(part("filter"), { target: { value: "agent:ben" } });
  await expect.poll(ids).toEqual(["b"]);
  desk.setRows([aRow({ id: "a" })]);
  await expect.poll(() => part("directory").textContent).toContain("Ben has no conversations now.");
});
