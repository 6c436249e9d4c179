import { describe, expect, test } from "vitest";
import { ANN, MARIA, Specimen } from "../testing/specimen.ts";
import { customerState, stateFor } from "../visibility.ts";

const LIVE = { queuePosition: null };

let ids = 0;
const rate = (score: number, comment?: string) =>
  ({ type: "rate", clientId: `r${++ids}`, score, ...(comment === undefined ? {} : { comment }) }) as const;

describe("[N1] a rating of the conversation", () => {
  test("is shown to the customer as they last gave it, after the end too", () => {
    const it = new Specimen();
    it.says(MARIA, "Where is it?");
    const seen = () => customerState(it.state, LIVE).rating;
    expect(customerState(it.state, LIVE)).not.toHaveProperty("rating");
    expect(it.do(MARIA, rate(2, "slow"))).toEqual(["rated"]);
    expect(seen()).toBe(2);
    it.do(MARIA, { type: "end", clientId: "e", epoch: it.state.epoch });
    expect(seen()).toBe(2);
    expect(it.do(MARIA, rate(5))).toEqual(["rated"]);
    expect(seen()).toBe(5);
  });

  test("[I3] the same again changes nothing, another comment does", () => {
    const it = new Specimen();
    it.says(MARIA, "Where is it?");
    it.do(MARIA, rate(2, "slow"));
    expect(it.do(MARIA, rate(2, "slow"))).toEqual([]);
    expect(it.do(MARIA, rate(2, "late"))).toEqual(["rated"]);
  });

  test("is the customer's alone to give, and agents read it where they read what happened", () => {
    const it = new Specimen();
    it.says(MARIA, "Where is it?");
    it.takesOver(ANN);
    expect(it.do(ANN, rate(5))).toBe("forbidden");
    it.do(MARIA, rate(4));
    expect(stateFor(it.state, ANN, LIVE)).not.toHaveProperty("rating");
    expect(it.internal.at(-1)).toMatchObject({ code: "rated", params: { score: 4, comment: "" } });
  });
});
