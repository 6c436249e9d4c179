import { expect, test } from "vitest";
import type { Event } from "../../conversation/core/events.ts";
import { Specimen } from "../../conversation/core/testing/specimen.ts";
import { resultOf } from "./answers.ts";

test("[E6] who escalates is told whether a cooldown holds it back", () => {
  const { state } = new Specimen();
  const escalate = { type: "escalate", clientId: "c1", teamId: "care", reason: "Again" } as const;
  const answer = (...events: Event[]) =>
    resultOf(escalate, state, events, { monitorUntil: 0, prepared: null });
  const again = { escalationId: "e1", teamId: "care", reason: "Again", by: "agent", person: null } as const;
  expect(answer({ type: "re_escalated", ...again })).toEqual({ suppressed: false });
  const held = { teamId: "care", reason: "Again", until: 1 };
  expect(answer({ type: "escalation_suppressed", ...held })).toEqual({ suppressed: true });
});
