import { expect, test } from "vitest";
import { aRow } from "../testing/samples.ts";
import { type SteadyList, SteadyOrder } from "./steady-order.ts";

const row = (id: string, unread = 0) => aRow({ id, unread });
const ids = ({ rows }: SteadyList) => rows.map(({ id }) => id);

function settled(...rows: string[]): SteadyOrder {
  const order = new SteadyOrder();
  order.settle(rows.map((id) => row(id)));
  return order;
}

test("[S1] held rows keep their places while their content stays live", () => {
  const next = [row("b", 3), row("a")];
  const list = settled("a", "b").hold(next, next);
  expect(list.rows.map(({ id, unread }) => [id, unread])).toEqual([
    ["a", 0],
    ["b", 3],
  ]);
  expect(list.moved).toBe(true);
});

test("[S1] new conversations stand at the end, in the order they came, and are counted", () => {
  const order = settled("a", "b");
  const first = [row("c"), row("a"), row("b")];
  expect(ids(order.hold(first, first))).toEqual(["a", "b", "c"]);
  const second = [row("d"), ...first];
  const list = order.hold(second, second);
  expect(ids(list)).toEqual(["a", "b", "c", "d"]);
  expect(list.arrived).toBe(2);
  expect(order.settle(second)).toEqual({ rows: second, arrived: 0, moved: false });
});

test("[S1] one that left the view stays; one that is gone goes", () => {
  const list = settled("a", "b", "c").hold([row("a")], [row("a"), row("b")]);
  expect(ids(list)).toEqual(["a", "b"]);
  expect(list.moved).toBe(true);
});

test("[S1] nothing is offered where the order on the screen is the order that would be", () => {
  const rows = [row("a"), row("b")];
  expect(settled("a", "b").hold(rows, rows)).toEqual({ rows, arrived: 0, moved: false });
});
