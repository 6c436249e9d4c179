const UNITS = ["byte", "kilobyte", "megabyte"] as const;

/** A file's size as people say it: "183 kB". */
export function formatBytes(locale: string, bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = UNITS[step] ?? "byte";
  return new Intl.NumberFormat(locale, {
    ...{ style: "unit", unit, unitDisplay: step === 0 ? "long" : "short" },
    maximumFractionDigits: step === 2 ? 1 : 0,
  }).format(bytes / 1_000 ** step);
}
