import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { GREETING_DIALOGUES } from "../../../test/fixtures/greetings.ts";
import { smallTalkKinds } from "./small-talk.ts";
import { summarise } from "./summarise.ts";

type Dialogue = { language: string; says: readonly string[] };

/** Real dialogues where BATON_DATA names their folder, otherwise the ones written for this project. */
function dialogues(): Dialogue[] {
  const folder = join(process.env.BATON_DATA ?? "", "multidogo");
  if (process.env.BATON_DATA === undefined || !existsSync(folder)) return [...GREETING_DIALOGUES];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".tsv"))
    .flatMap((file) => openedByGreeting(readFileSync(join(folder, file), "utf8")));
}

function openedByGreeting(tsv: string): Dialogue[] {
  const byConversation = new Map<string, { text: string; intent: string }[]>();
  for (const row of tsv.split("\n").slice(1)) {
    const [conversation = "", , , text = "", , intent = ""] = row.split("\t");
    if (conversation === "") continue;
    byConversation.set(conversation, [...(byConversation.get(conversation) ?? []), { text, intent }]);
  }
  return [...byConversation.values()]
    .filter(([first]) => first?.intent === "openinggreeting")
    .map((turns) => ({ language: "en", says: turns.map((turn) => turn.text) }));
}

describe("[H11] dialogues that open with a greeting", () => {
  const all = dialogues();
  const summaries = all.map(({ language, says }) => ({
    says,
    ...summarise(
      says.map((text) => ({ role: "customer", name: "", text, interrupted: false })),
      language,
    ),
  }));

  test("there are at least 50", () => {
    expect(all.length).toBeGreaterThanOrEqual(50);
  });

  test("no subject is small talk", () => {
    const greetings = summaries.filter(
      ({ subject }) => subject !== "" && smallTalkKinds(subject) !== undefined,
    );
    expect(greetings.map(({ subject }) => subject)).toEqual([]);
  });

  test("no subject is the opening turn when that is a greeting", () => {
    const opening = summaries.filter(
      ({ says, subject }) => subject.toLowerCase() === (says[0] ?? "").trim().toLowerCase() && subject !== "",
    );
    // A turn labelled a greeting may hold the issue too, and then be all there is to cut from: very few do.
    expect(opening.length / all.length).toBeLessThan(0.01);
  });

  test("nearly all of them get a subject", () => {
    const named = summaries.filter(({ subject }) => subject !== "");
    expect(named.length / all.length).toBeGreaterThan(0.95);
  });
});
