import { fireEvent } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import type { DirectoryRow } from "../../desk.ts";
import { ROW_PX } from "../../model/row-window.ts";
import { FakeDesk } from "../../testing/fake-desk.ts";
import { part, parts, renderConsole } from "../../testing/render-console.tsx";
import { aRow } from "../../testing/samples.ts";
import { Directory } from "./directory.tsx";
import { DirectoryRowLink } from "./directory-row.tsx";

const MANY = 2_000;
const idAt = (place: number) => `demo:${place}`;
const drawn = () => parts("row").map((row) => row.dataset.id);
const focused = () => document.activeElement?.getAttribute("data-id");
const rowOf = (id: string) => parts("row").find((row) => row.dataset.id === id);
/** Newer than all that is there. */
const news = { role: "customer" as const, name: "Tom", text: "News!", at: "2026-12-01T00:00:00.000Z" };

/** Thousands of conversations, the newest first, so that each stands at its number. */
async function openMany() {
  const desk = new FakeDesk();
  const at = (place: number) => new Date(Date.UTC(2026, 10, 1) - place * 60_000).toISOString();
  const rows = Array.from({ length: MANY }, (_, place) => aRow({ id: idAt(place), createdAt: at(place) }));
  desk.setRows(rows);
  const view = renderConsole(<Directory />, { desk });
  await expect.poll(() => drawn()[0]).toBe(idAt(0));
  return {
    ...view,
    /** As from the SDK: what has not changed is the same object as before. */
    change(id: string, change: Partial<DirectoryRow>) {
      desk.setRows(
        desk.directory.snapshot().rows.map((row) => (row.id === id ? { ...row, ...change } : row)),
      );
    },
    add: (row: DirectoryRow) => desk.setRows([...desk.directory.snapshot().rows, row]),
  };
}

afterEach(() => vi.restoreAllMocks());

/** How often a row has been rendered since this was last asked. */
function renderCounter(): () => number {
  const render = vi.spyOn(DirectoryRowLink.prototype, "render");
  return () => render.mock.calls.splice(0).length;
}

function scrollTo(px: number): void {
  part("directory-scroller").scrollTop = px;
  fireEvent.scroll(part("directory-scroller"));
}

test("[S1] one change renders one row", async () => {
  const { change } = await openMany();
  const renders = renderCounter();
  change(idAt(3), { unread: 7 });
  await expect.poll(() => rowOf(idAt(3))?.textContent).toContain("7 unread");
  expect(renders()).toBe(1);

  change(idAt(5), { lastMessage: news });
  await expect.poll(() => drawn()[0]).toBe(idAt(5));
  expect(renders()).toBe(1);

  change(idAt(1_500), { lastMessage: { ...news, at: "2026-12-02T00:00:00.000Z" } });
  await expect.poll(() => drawn()[0]).toBe(idAt(1_500));
  expect(renders()).toBe(1);

  change(idAt(1_000), { unread: 1 });
  change(idAt(3), { unread: 8 });
  await expect.poll(() => rowOf(idAt(3))?.textContent).toContain("8 unread");
  expect(renders()).toBe(1);
});

test("[S1] of thousands of conversations those near the view are drawn, and say where they stand", async () => {
  await openMany();
  expect(drawn().length).toBeLessThan(40);
  scrollTo(1_000 * ROW_PX);
  await expect.poll(drawn).toContain(idAt(1_000));
  expect(drawn()).not.toContain(idAt(0));
  expect(drawn().length).toBeLessThan(60);
  const item = rowOf(idAt(1_000))?.closest("li");
  expect(item?.getAttribute("aria-posinset")).toBe("1001");
  expect(item?.getAttribute("aria-setsize")).toBe(String(MANY));
});

test("[S1] j and k reach every conversation, drawn or not, and take the focus along", async () => {
  const { console } = await openMany();
  expect(console.shownIds.value).toHaveLength(MANY);
  scrollTo(1_000 * ROW_PX);
  await expect.poll(drawn).not.toContain(idAt(0));
  console.step(1);
  await expect.poll(focused).toBe(idAt(0));
  for (let place = 1; place <= 12; place += 1) {
    console.step(1);
    await expect.poll(focused).toBe(idAt(place));
  }
  console.step(-1);
  await expect.poll(focused).toBe(idAt(11));
});

test("[S1] the open row and the one with the focus stay when they are scrolled out of view", async () => {
  const { console } = await openMany();
  console.go(idAt(2));
  rowOf(idAt(6))?.focus();
  scrollTo(1_000 * ROW_PX);
  await expect.poll(drawn).toContain(idAt(1_000));
  expect(focused()).toBe(idAt(6));
  expect(rowOf(idAt(2))?.getAttribute("aria-current")).toBe("true");
  // Tab goes on to the next one.
  expect(drawn().slice(0, 6)).toEqual([1, 2, 3, 5, 6, 7].map(idAt));
});

test("[S1] what comes above the view leaves it where it is; at the top it shows", async () => {
  const { add } = await openMany();
  add(aRow({ id: "first", lastMessage: news }));
  await expect.poll(() => drawn()[0]).toBe("first");
  expect(part("directory-scroller").scrollTop).toBe(0);
  scrollTo(50 * ROW_PX + 7);
  await expect.poll(drawn).toContain(idAt(60));
  const before = drawn();
  const renders = renderCounter();
  add(aRow({ id: "second", lastMessage: { ...news, at: "2026-12-02T00:00:00.000Z" } }));
  await expect.poll(() => part("directory-scroller").scrollTop).toBe(51 * ROW_PX + 7);
  expect(drawn()).toEqual(before);
  expect(renders()).toBe(0);
});

test("[S1] another question's list begins at its top", async () => {
  await openMany();
  scrollTo(1_000 * ROW_PX);
  await expect.poll(drawn).toContain(idAt(1_000));
  fireEvent.change(part("sort"), { target: { value: "latest" } });
  await expect.poll(() => drawn()[0]).toBe(idAt(0));
  expect(part("directory-scroller").scrollTop).toBe(0);
});
