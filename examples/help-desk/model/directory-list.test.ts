import { expect, test } from "vitest";
import type { DirectoryRow } from "../desk.ts";
import { ANN, aRow, BEN, SUE } from "../testing/samples.ts";
import { type Asker, arrange, countIn, type Query } from "./directory-list.ts";

const minute = (of: number) => `2026-11-21T14:${String(of).padStart(2, "0")}:00.000Z`;

const customer = (name: string) => ({ id: name, name, locale: "en" });
const said = (at: string, text = "Hello") => ({ role: "customer" as const, name: "", text, at });

const ROWS: readonly DirectoryRow[] = [
  aRow({ id: "ai", customer: customer("Zoë Lund"), lastMessage: said(minute(30), "Wo ist mein Päckchen?") }),
  aRow({ id: "queue", state: "queued", customer: customer("Bea"), waitingSince: minute(9) }),
  aRow({
    id: "mine",
    state: "agent_active",
    owner: ANN,
    customer: customer("Cem"),
    lastMessage: said(minute(20)),
  }),
  aRow({
    id: "bens",
    state: "agent_joining",
    owner: BEN,
    customer: customer("Dan"),
    waitingSince: minute(5),
  }),
  aRow({ id: "over", state: "closed", customer: customer("Eve"), lastMessage: said(minute(40)) }),
];

const ANN_ASKS: Asker = {
  id: ANN.id,
  teamsOf: (agentId) => (agentId === BEN.id ? ["tech"] : ["billing"]),
};

function ids(query: Partial<Query>): string[] {
  return arrange(ROWS, { view: "open", sort: "waiting", search: "", ...query }, ANN_ASKS).map(({ id }) => id);
}

test("[S1] who waits longest stands first, then the newest talk", () => {
  expect(ids({})).toEqual(["bens", "queue", "ai", "mine"]);
});

test("[S1] the directory sorts by the latest message or by name", () => {
  expect(ids({ sort: "latest" })).toEqual(["ai", "mine", "bens", "queue"]);
  expect(ids({ sort: "name" })).toEqual(["queue", "mine", "bens", "ai"]);
});

test.each([
  ["queue", ["queue"]],
  ["mine", ["mine"]],
  ["ai", ["ai"]],
  ["team", ["bens", "mine"]],
  ["ended", ["over"]],
] as const)("[S1] the %s filter shows what it says, and counts it", (view, shown) => {
  expect(ids({ view })).toEqual(shown);
  expect(countIn(ROWS, view, ANN_ASKS)).toBe(shown.length);
});

test("[S1] search looks at name, last message and owner, and minds neither case nor accents", () => {
  expect(ids({ search: "zoe" })).toEqual(["ai"]);
  expect(ids({ search: "packchen wo" })).toEqual(["ai"]);
  expect(ids({ search: "ben" })).toEqual(["bens"]);
  expect(ids({ search: "nobody" })).toEqual([]);
});

const SUPERVISED: readonly DirectoryRow[] = [
  aRow({ id: "calm", state: "queued", teamId: "tech", sentiment: 0.1, waitingSince: minute(8) }),
  aRow({ id: "bens", state: "agent_active", owner: BEN, sentiment: -0.8, monitor: SUE }),
  aRow({ id: "anns", state: "agent_active", owner: ANN, sentiment: -0.3, monitor: null }),
  aRow({
    id: "offered",
    state: "queued",
    waitingSince: minute(9),
    transferOffer: { offerId: "o1", from: null, to: { teamId: "billing" }, expiresAt: minute(10) },
  }),
  aRow({ id: "over", state: "closed", owner: BEN, sentiment: -1 }),
];

test.each([
  ["team:tech", ["bens", "calm"]],
  ["team:billing", ["anns"]],
  ["agent:ben", ["bens"]],
  ["monitored", ["bens"]],
  ["upset", ["anns", "bens"]],
  ["offered", ["offered"]],
  ["waiting", ["calm", "offered"]],
] as const)("[S1] the %s filter shows what a supervisor looks for", (view, shown) => {
  const found = arrange(SUPERVISED, { view, sort: "waiting", search: "" }, ANN_ASKS);
  expect(found.map(({ id }) => id).sort()).toEqual(shown);
});

test("[S1, S8] the worst mood stands first, and who shows none stands last", () => {
  const found = arrange(SUPERVISED, { view: "open", sort: "mood", search: "" }, ANN_ASKS);
  expect(found.map(({ id }) => id)).toEqual(["bens", "anns", "calm", "offered"]);
});
