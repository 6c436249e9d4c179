import { paragraph } from "../conversation/core/view/paragraph.ts";
import type { Line } from "./transcript-lines.ts";

/** The transcript as plain text: each entry one paragraph, whatever is in it. `about` stands at the top. */
export function transcriptText(lines: readonly Line[], about: readonly string[]): string {
  const body = lines.map((line) =>
    line.kind === "message"
      ? `[${line.when}] ${paragraph(`${line.who}: ${line.text.join("\n")}`)}`
      : `[${line.when}] --- ${paragraph(line.text)} ---`,
  );
  return [...about.map(paragraph), "", ...body, ""].join("\n");
}
