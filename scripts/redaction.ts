/**
 * `npm run redaction [-- --data <folder>]`: how much of the labelled identifiers in `multidogo/*.tsv` is redacted,
 * as the tables of docs/redaction.md. Without `--data`, the folder is `BATON_DATA`. Fails below what is promised.
 */
import { parseArgs } from "node:util";
import { broken, type Figure, figures, formFigures, type Share } from "../test/redaction/figures.ts";
import { readLabelled } from "../test/redaction/labelled.ts";

const { values } = parseArgs({ options: { data: { type: "string" } } });
const folder = values.data ?? process.env.BATON_DATA;
if (folder === undefined) {
  console.error("Name the folder that holds multidogo/*.tsv: --data <folder>, or BATON_DATA.");
  process.exit(1);
}

const turns = readLabelled(folder);
const lines = figures(turns);
console.log(`${turns.length} turns\n`);
console.log("| kind | recall, well-formed | recall, all labels | hidden under any name | precision |");
console.log("|---|---|---|---|---|");
for (const line of lines) console.log(row(line));

console.log("\n| kind | written as | recall | hidden under any name |\n|---|---|---|---|");
for (const { kind, form, found, hidden } of formFigures(turns)) {
  console.log(`| ${kind.replaceAll("_", " ")} | ${form} | ${inWords(found)} | ${inWords(hidden)} |`);
}

const below = broken(lines);
if (below.length > 0)
  console.error(`\nBelow what is promised: ${below.map(({ title }) => title).join("; ")}`);
process.exitCode = below.length === 0 ? 0 : 1;

function row({ title, wellFormed, all, hidden, right }: Figure): string {
  const cells = [
    title,
    wellFormed === null ? "" : inWords(wellFormed),
    inWords(all),
    inWords(hidden),
    inWords(right),
  ];
  // A kind's second line tells of its well-formed values alone.
  return `| ${(title.startsWith("–") ? [...cells.slice(0, 2), "", "", ""] : cells).join(" | ")} |`;
}

/** `0.97 (33 of 34)`, rounded down: nothing rounds up to a promise. */
function inWords({ count, of }: Share): string {
  return of === 0 ? "none" : `${(Math.floor((count / of) * 1_000) / 1_000).toFixed(3)} (${count} of ${of})`;
}
