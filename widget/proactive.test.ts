import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { applies, followRules, rulesOf } from "./proactive.ts";
import type { ProactiveMessage } from "./settings.ts";

const moment = { url: new URL("https://shop.example/pricing/eu?plan=pro#top"), seconds: 10, locale: "pt-BR" };

describe("a rule of proactive messages", () => {
  it.each<[boolean, Omit<ProactiveMessage, "text">]>([
    [true, {}],
    [true, { url: "/pricing/eu" }],
    [true, { url: "/pricing/*" }],
    [true, { url: "*" }],
    [true, { url: "https://shop.example/*" }],
    [true, { url: "*/eu" }],
    [true, { url: "/pricing/eu?plan=*" }],
    [false, { url: "/pricing" }],
    [false, { url: "/pricing.eu" }],
    [false, { url: "/eu" }],
    [false, { url: "/pricing/eu?plan=basic" }],
    [false, { url: "https://other.example/*" }],
    [true, { after: 10 }],
    [false, { after: 11 }],
    [true, { language: "pt" }],
    [true, { language: "PT-br" }],
    [false, { language: "p" }],
    [false, { language: "pt-PT" }],
    [false, { url: "/pricing/*", after: 10, language: "de" }],
  ])("applies: %s, for %j", (expected, rule) => {
    expect(applies({ text: "Hello", ...rule }, moment)).toBe(expected);
  });

  it("comes from a list or from JSON; what is no rule costs the others nothing", () => {
    const slips = [{ txt: "No" }, null, "No", { text: "No", url: 5 }, { text: "No", language: ["de"] }];
    const rules = [{ text: "One" }, ...slips, { text: "Two", after: 5 }];
    const expected = [{ text: "One" }, { text: "Two", after: 5 }];
    expect(rulesOf(JSON.stringify(rules))).toEqual(expected);
    expect(Reflect.apply(rulesOf, null, [rules])).toEqual(expected);
    for (const none of ["", "[{", "{}", undefined]) expect(rulesOf(none)).toEqual([]);
  });
});

describe("following the rules", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    history.replaceState(null, "", "/");
  });

  it("counts the seconds at each address, however it was changed", () => {
    const rules = signal<ProactiveMessage[]>([
      { text: "Here", url: "/here", after: 3 },
      { text: "There", url: "/there", after: 2 },
    ]);
    history.replaceState(null, "", "/here");
    const { applying, stop } = followRules(rules, signal("en"));
    const texts = () => applying.value.map(({ text }) => text);
    vi.advanceTimersByTime(2_000);
    expect(texts()).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(texts()).toEqual(["Here"]);
    history.pushState(null, "", "/there");
    vi.advanceTimersByTime(1_000);
    expect(texts()).toEqual([]);
    vi.advanceTimersByTime(2_000);
    expect(texts()).toEqual(["There"]);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("has no timer where there are no rules", () => {
    const rules = signal<ProactiveMessage[]>([]);
    const { stop } = followRules(rules, signal("en"));
    expect(vi.getTimerCount()).toBe(0);
    rules.value = [{ text: "Hello" }];
    expect(vi.getTimerCount()).toBe(1);
    rules.value = [];
    expect(vi.getTimerCount()).toBe(0);
    stop();
  });
});
