import { cpus, loadavg } from "node:os";
import * as Plot from "@observablehq/plot";
import { Window } from "happy-dom";
import { exceeds, type Measure, quantile } from "./bench.ts";

/** After the point. */
const DIGITS: Record<Measure["unit"], number> = {
  ...{ ms: 1, rows: 0, frames: 0, MB: 2, kB: 1, requests: 0, CLS: 3 },
};

/** The measures as a table in Markdown, which reads well in a terminal too. */
export function tableOf(measures: readonly Measure[]): string {
  const head = ["measure", "median", "10th to 90th percentile", "runs", "limit"];
  const rows = measures.map((measure) => {
    const { what, unit, samples, limit } = measure;
    const at = (share: number) => quantile(samples, share).toFixed(DIGITS[unit]);
    const verdict = limit === undefined ? "" : `${limit} ${unit}${exceeds(measure) ? ": EXCEEDED" : ""}`;
    return [what, `${at(0.5)} ${unit}`, `${at(0.1)} to ${at(0.9)}`, String(samples.length), verdict];
  });
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0), title.length),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** Every sample of the times as a dot, the medians as ticks, the limits as red lines. Null where there are no times. */
export function plotOf(measures: readonly Measure[]): string | null {
  const times = measures.filter(({ unit, samples }) => unit === "ms" && samples.length > 0);
  if (times.length === 0) return null;
  const window = new Window();
  const dots = times.flatMap(({ what, samples }) => samples.map((ms) => ({ what, ms })));
  const medians = times.map(({ what, samples }) => ({ what, ms: quantile(samples, 0.5) }));
  const limits = times.flatMap(({ what, limit }) => (limit === undefined ? [] : [{ what, ms: limit }]));
  const options: Plot.PlotOptions = {
    width: 860,
    height: 60 + 36 * times.length,
    marginLeft: 330,
    x: { label: "ms", zero: true, grid: true },
    y: { label: null, domain: times.map(({ what }) => what) },
    marks: [
      Plot.dot(dots, { x: "ms", y: "what", fill: "#2f6f73", fillOpacity: 0.5, r: 3.5 }),
      Plot.tickX(medians, { x: "ms", y: "what", stroke: "#111", strokeWidth: 2 }),
      Plot.tickX(limits, { x: "ms", y: "what", stroke: "#c0392b", strokeWidth: 2 }),
    ],
  };
  // A DOM in all that Plot uses of one, though not by its types.
  Reflect.set(options, "document", window.document);
  const plot = Plot.plot(options);
  plot.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const svg = plot.outerHTML;
  void window.happyDOM.close();
  return svg;
}

/** Figures without their machine, and what else it did, mean little. */
export function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? "unknown processor";
  const load = loadavg()[0]?.toFixed(1) ?? "unknown";
  return `${processors.length} × ${model}, load ${load} before, Node ${process.versions.node}, ${process.platform}`;
}
