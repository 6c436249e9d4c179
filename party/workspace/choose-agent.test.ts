import { describe, expect, test } from "vitest";
import { type Candidate, chooseAgent } from "./choose-agent.ts";

const agent = (id: string, free: number, ...teams: string[]): Candidate => ({
  ...{ person: { id, name: id }, free, teams },
});
type Question = { team?: string; asked?: string[]; turns?: string[] };
const chosen = (candidates: Candidate[], { team, asked = [], turns = [] }: Question = {}) => {
  const choice = chooseAgent(team ?? null, candidates, asked, turns);
  return choice && [choice.agent.person.id, choice.again];
};

describe("who is offered a conversation", () => {
  test("[S10] whoever has the most free capacity", () => {
    expect(chosen([agent("ann", 1), agent("ben", 3), agent("cat", 2)])).toEqual(["ben", false]);
  });

  test("[S10] among equals, whose turn is the longest ago; who never had one comes first", () => {
    const three = [agent("ann", 2), agent("ben", 2), agent("cat", 2)];
    expect(chosen(three, { turns: ["ann", "cat", "ben"] })).toEqual(["ann", false]);
    expect(chosen(three, { turns: ["ann", "cat"] })).toEqual(["ben", false]);
  });

  test("[S10] nobody who is full, and nobody where there is nobody", () => {
    expect(chosen([agent("ann", 0), agent("ben", -1)])).toBeNull();
    expect(chosen([])).toBeNull();
  });

  test("[S10] of a team's queue, its members only", () => {
    const both = [agent("ann", 5, "billing"), agent("ben", 1, "billing", "tech")];
    expect(chosen(both, { team: "tech" })).toEqual(["ben", false]);
    expect(chosen(both, { team: "sales" })).toBeNull();
  });

  test("[S10] who has been asked is asked again only when everybody has been", () => {
    const three = [agent("ann", 5), agent("ben", 3), agent("cat", 0)];
    expect(chosen(three, { asked: ["ann"] })).toEqual(["ben", false]);
    expect(chosen(three, { asked: ["ann", "ben"] })).toEqual(["ann", true]);
    expect(chosen([agent("ann", 5)], { asked: ["ann"] })).toEqual(["ann", true]);
  });
});
