import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { Settings } from "../../model/settings/settings.ts";
import { words } from "../../words.ts";

/**
 * A field's ids, and what the server finds wrong with it: its path, or one inside of it. `whole` is the path of what it
 * is a part of, where it speaks for that.
 */
export function useField(settings: Settings, path: string, whole?: string) {
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLSelectElement & HTMLTextAreaElement>(null);
  const { value: problem } = settings.problem;
  const named = problem !== null && "path" in problem ? problem.path : null;
  const isWrong = named !== null && (named === path || named === whole || named.startsWith(`${path}.`));
  useLayoutEffect(() => {
    if (isWrong) field.current?.focus();
  }, [problem, isWrong]);
  return {
    id,
    field,
    isWrong,
    given: {
      id,
      ref: field,
      "data-path": path,
      "aria-invalid": isWrong,
      "aria-describedby": `${id}-problem`,
    },
    said: isWrong ? wrongAt(named) : null,
  };
}

/** The server names the field and no more: what may be wrong with it is known here. */
function wrongAt(path: string): string {
  const { wrong } = words.settings;
  if (path === "cadence.maxMs") return wrong.max;
  if (path === "hours.timeZone") return wrong.zone;
  if (/\.(?:opens|closes)$|^hours\.(?:week|holidays)\..*\d$/u.test(path)) return wrong.time;
  if (path.endsWith(".date")) return wrong.date;
  if (path.startsWith("budgets.")) return wrong.budget;
  if (path.startsWith("limits.")) return wrong.limit;
  if (/Ms$|repeated$|sentimentBelow$/u.test(path)) return wrong.number;
  if (path.endsWith(".teamId")) return wrong.team;
  return /\.(?:reason|id|name)$/u.test(path) ? wrong.empty : wrong.any;
}
