import { expect, test } from "vitest";
import { ANN, MARIA, Specimen, SYSTEM } from "../testing/specimen.ts";
import { expiresAt } from "../timers.ts";

const named = (name: string) => ({ id: "v_maria", name, locale: "de" });

test("[H12] an older word on who the customer is changes nothing; one of the same number or none is taken", () => {
  const specimen = new Specimen();
  const say = (name: string, customerVersion?: number) =>
    specimen.do(SYSTEM, {
      type: "identify",
      customer: named(name),
      ...(customerVersion === undefined ? {} : { customerVersion }),
    });
  expect(say("Maria Lang", 3)).toEqual(["customer_identified"]);
  expect(say("Visitor 3f2a", 2)).toEqual([]);
  expect(specimen.state.customer.name).toBe("Maria Lang");
  expect(say("Maria L.", 3)).toEqual(["customer_identified"]);
  expect(say("Maria")).toEqual(["customer_identified"]);
  expect(specimen.state).toMatchObject({ customer: named("Maria"), customerVersion: 3 });
});

test("[H12] what was said again counts as said last: a word from in between changes nothing", () => {
  const specimen = new Specimen();
  const say = (name: string, customerVersion: number) =>
    specimen.do(SYSTEM, { type: "identify", customer: named(name), customerVersion });
  say("Maria", 1);
  say("Maria", 3);
  say("Visitor 3f2a", 2);
  expect(specimen.state.customer.name).toBe("Maria");
  expect(say("Maria", 3)).toEqual([]);
});

test("[N5] only what has ended has a last day, and only where there is one", () => {
  const specimen = new Specimen();
  const kept = { ...specimen.config, retentionMs: 1_000 };
  expect(expiresAt(specimen.state, kept)).toBeNull();
  specimen.do(ANN, { type: "take_over", clientId: "t" });
  expect(expiresAt(specimen.state, kept)).toBeNull();
  specimen.do(MARIA, { type: "end", clientId: "e", epoch: specimen.state.epoch });
  expect(expiresAt(specimen.state, kept)).toBe(specimen.now + 1_000);
  expect(expiresAt(specimen.state, { ...kept, retentionMs: null })).toBeNull();
});
