import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { entriesOf, type Form } from "./form.ts";
import {
  accessLogBody,
  conversationFrame,
  exportBody,
  noticesBody,
  sessionBody,
  transcriptBody,
  workspaceFrame,
} from "./forms.ts";

/** docs/SPEC.md's examples are of the forms that the page describes, and that servers are held to. */

const FRAMES = ["welcome", "commit", "stream_delta", "page", "ack", "reject", "refused", "pong", "directory"];

/** What an example must be one of; null for what clients send, and what other tests hold to. */
function formsFor(example: unknown): readonly Form[] | null {
  const fields = entriesOf(example, "example");
  const type = fields.get("type");
  if (FRAMES.includes(String(type)) || (type === "typing" && fields.has("role")))
    return [conversationFrame, workspaceFrame];
  if (type !== undefined) return null;
  if (fields.has("exportedAt")) return [exportBody];
  if (fields.has("entries")) return [transcriptBody];
  if (fields.has("accesses")) return [accessLogBody];
  if (fields.has("monitoring")) return [noticesBody];
  return fields.has("conversationId") ? [sessionBody] : null;
}

function faultOf(form: Form, example: unknown): string | null {
  try {
    form(example, "example");
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const page = readFileSync(new URL("../../docs/SPEC.md", import.meta.url), "utf8");
const EXAMPLES = [...page.matchAll(/^```(json|jsonl)\n(.*?)^```$/gmsu)].flatMap((found) => {
  const [, kind, text = ""] = found;
  const line = page.slice(0, found.index).split("\n").length + 1;
  const texts = kind === "jsonl" ? text.trimEnd().split("\n") : [text];
  return texts.map((each, index) => [kind === "jsonl" ? line + index : line, JSON.parse(each)] as const);
});

test.each(EXAMPLES)("the example in line %i of docs/SPEC.md is of the page's forms", (_line, example) => {
  const faults = (formsFor(example) ?? []).map((form) => faultOf(form, example));
  if (faults.length > 0 && !faults.includes(null)) expect.fail(faults.join("\n"));
});

test("most of the page's examples are held to a form", () => {
  expect(EXAMPLES.filter(([, example]) => formsFor(example) !== null).length).toBeGreaterThan(30);
});
