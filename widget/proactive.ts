import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { ProactiveMessage, Settings } from "./settings.ts";

/** Messages that the site offers by itself: where the visitor is, for how long, and in which language. */

/** What the page and the visitor are like at a moment. */
export type Moment = { url: URL; seconds: number; locale: string };

/** The rules of the setting. What is no rule is left out: a slip in one must not cost the others. */
export function rulesOf(setting: Settings["proactive"]): ProactiveMessage[] {
  const given: unknown = typeof setting === "string" ? parsed(setting) : setting;
  return Array.isArray(given) ? given.filter(isRule) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRule(value: unknown): value is ProactiveMessage {
  const { text, ...rest }: Partial<ProactiveMessage> = Object(value);
  const { id, url, language } = rest;
  return (
    typeof text === "string" &&
    [id, url, language].every((one) => one === undefined || typeof one === "string")
  );
}

/** Dismissed by this, a message stays dismissed. */
export const ruleKey = ({ id, text }: ProactiveMessage): string => id ?? text;

export function applies({ url, after = 0, language }: ProactiveMessage, moment: Moment): boolean {
  return (
    moment.seconds >= +after &&
    (url === undefined || fits(url, moment.url)) &&
    (language === undefined || speaks(moment.locale, language))
  );
}

/** A pattern from `/` on is held against the path, any other against the whole address; `*` is anything. */
function fits(pattern: string, { pathname, origin, search }: URL): boolean {
  const path = pattern.includes("?") ? pathname + search : pathname;
  const anything = pattern.split("*").map((piece) => piece.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  return new RegExp(`^${anything.join(".*")}$`).test(pattern.startsWith("/") ? path : origin + path);
}

/** `pt` is spoken in `pt-BR`, and not the other way round. */
function speaks(locale: string, language: string): boolean {
  const [spoken, wanted] = [locale.toLowerCase(), language.toLowerCase()];
  return spoken === wanted || spoken.startsWith(`${wanted}-`);
}

/**
 * The rules that apply now, first come first. Looked at once a second, and only where there are any: a router changes
 * the address without telling anybody, and time goes by.
 */
export function followRules(rules: ReadonlySignal<ProactiveMessage[]>, locale: ReadonlySignal<string>) {
  const href = signal(location.href);
  const seconds = signal(0);
  let since = performance.now();

  function look(): void {
    if (location.href !== href.peek()) {
      since = performance.now();
      href.value = location.href;
    }
    seconds.value = Math.floor((performance.now() - since) / 1_000);
  }

  const stop = effect(() => {
    if (rules.value.length === 0) return;
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  });
  const applying = computed(() => {
    const moment = { url: new URL(href.value), seconds: seconds.value, locale: locale.value };
    return rules.value.filter((rule) => applies(rule, moment));
  });
  return { applying, stop };
}
