import { play, type Run, type Step } from "./run.ts";

/**
 * The fewest steps of a failing seed that still break the same rule: faults are left out first, then what
 * people do, in ever smaller stretches.
 */
export async function shrink(
  seed: number,
  all: readonly Step[],
  rule: string,
  onProgress: (left: number) => void = () => undefined,
): Promise<{ steps: Step[]; run: Run }> {
  let steps = [...all];
  let run = await play(seed, steps);
  const without = async (gone: ReadonlySet<Step>): Promise<boolean> => {
    const rest = steps.filter((step) => !gone.has(step));
    const tried = await play(seed, rest);
    if (!tried.violations.some((violation) => violation.rule === rule)) return false;
    steps = rest;
    run = tried;
    onProgress(steps.length);
    return true;
  };
  for (const isFault of [true, false, true]) {
    const count = steps.filter((step) => step.isFault === isFault).length;
    for (let size = Math.max(1, count); size >= 1; size = Math.floor(size / 2)) {
      const candidates = steps.filter((step) => step.isFault === isFault);
      for (let start = 0; start < candidates.length; start += size) {
        await without(new Set(candidates.slice(start, start + size)));
      }
    }
  }
  return { steps, run };
}
