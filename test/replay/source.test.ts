import { expect, test } from "vitest";
import { readScripts, scriptsFromAbcd, scriptsFromTable } from "./source.ts";

const table = (...rows: string[][]) =>
  [["conversationId", "turnNumber", "utteranceId", "utterance", "slot-labels", "intent"], ...rows]
    .map((row) => row.join("\t"))
    .join("\n");

test("a dialogue's turns come in the order of their numbers, not of their rows", () => {
  const scripts = scriptsFromTable(
    table(
      ["a", "10", "u", "third", "O", "i"],
      ["b", "0.0", "u", "other", "O", "i"],
      ["a", "0.0", "u", "first", "O", "i"],
      ["a", "2.0", "u", "second", "O", "i"],
    ),
  );
  expect(scripts.map(({ id, turns }) => [id, turns.map(({ text }) => text)])).toEqual([
    ["a", ["first", "second", "third"]],
    ["b", ["other"]],
  ]);
});

test("a quoted turn may hold line breaks and quotes; a blank one is left out", () => {
  const scripts = scriptsFromTable(
    table(
      ["a", "0", "u", '"53140 \n ""kenosha"" wi"', "O", "i"],
      ["a", "2", "u", " ", "O", "i"],
      ["a", "4", "u", "ok", "O", ""],
    ),
  );
  expect(scripts[0]?.turns.map(({ text }) => text)).toEqual(['53140 \n "kenosha" wi', "ok"]);
});

test("an agent's deeds beside speaking are no turns", () => {
  const original = [
    ["agent", "Hi!"],
    ["action", "Account has been pulled up."],
    ["customer", "hello"],
  ];
  expect(scriptsFromAbcd(JSON.stringify([{ convo_id: 7, original }]))).toEqual([
    {
      id: "abcd-7",
      locale: "en",
      turns: [
        { from: "agent", text: "Hi!" },
        { from: "customer", text: "hello" },
      ],
    },
  ]);
});

test("without a folder the project's own dialogues are played", () => {
  expect(readScripts(undefined).length).toBeGreaterThan(20);
});
