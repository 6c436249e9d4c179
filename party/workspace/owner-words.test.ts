import { expect, test, vi } from "vitest";
import { OwnerWords } from "./owner-words.ts";

/** A conversation that hears each word when the test lets it, and an agent who comes and goes. */
function bench() {
  const heard: boolean[] = [];
  const underWay: ((arrives: boolean) => void)[] = [];
  const agent = { gone: false };
  const words = new OwnerWords({
    isGone: () => agent.gone,
    tell: (_id, notice) =>
      new Promise((resolve) => {
        underWay.push((arrives) => {
          if (arrives && notice.kind === "owner_presence") heard.push(notice.present);
          resolve(arrives);
        });
      }),
  });
  const settle = async (arrives: boolean) => {
    await Promise.resolve().then(() => undefined);
    underWay.shift()?.(arrives);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { words, agent, heard, underWay, settle };
}

test("[H21] the word that an owner is back does not overtake the word that they were gone", async () => {
  const { words, agent, heard, underWay, settle } = bench();
  agent.gone = true;
  const said = [words.tell("demo:one", "ann")];
  await settle(false); // the first try is slow, and gets lost
  agent.gone = false;
  said.push(words.tell("demo:one", "ann"));
  expect(underWay).toHaveLength(1);
  while (underWay.length > 0) await settle(true);
  await Promise.all(said);
  expect(heard.at(-1)).toBe(true);
});

test("[H21] a word that gets lost is said again, as it is true by then", async () => {
  const { words, agent, heard, settle } = bench();
  const said = words.tell("demo:one", "ann");
  await settle(false);
  agent.gone = true;
  await settle(false);
  await settle(true);
  await said;
  expect(heard).toEqual([false]);
});

test("conversations do not wait for each other", async () => {
  const { words, underWay } = bench();
  void words.tell("demo:one", "ann");
  void words.tell("demo:two", "ann");
  await vi.waitFor(() => expect(underWay).toHaveLength(2));
});
