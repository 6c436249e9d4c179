import { describe, expect, test } from "vitest";
import { fingerprint } from "../../conversation/core/fingerprint.ts";
import type { Monitoring } from "./monitors.ts";
import { asideFor, deskRow, monitorFor, sees, type Viewer } from "./sight.ts";
import { row } from "./testing/rows.ts";

const [ANN, BEN, SUE, SAM] = ["ann", "ben", "sue", "sam"].map((id) => ({ id, name: id }));
if (!ANN || !BEN || !SUE || !SAM) throw new Error("somebody is missing");
const agent = (person = ANN, ...teams: string[]): Viewer => ({ person, supervises: false, teams });
const supervisor = (person = SUE): Viewer => ({ person, supervises: true, teams: [] });

const escalated = (...teams: string[]) =>
  row("a", {
    teamId: "tech",
    escalations: teams.length,
    escalatedTo: teams.map((teamId) => ({ id: `e-${teamId}`, teamId, mark: "m1" })),
  });

describe("who is told of an escalation", () => {
  const told = (viewer: Viewer) => {
    const theirs = escalated("billing", "care");
    return deskRow(theirs, asideFor(viewer, theirs, undefined));
  };

  test("[E8] members of its team are; a supervisor who is one, too", () => {
    for (const viewer of [agent(ANN, "billing"), { ...supervisor(), teams: ["billing"] }])
      expect(told(viewer).escalatedToYou).toEqual([{ id: "e-billing", mark: "m1" }]);
  });

  test("[E2] everybody else is told how many are open, and no team is named to anybody", () => {
    for (const viewer of [agent(ANN, "tech"), supervisor()])
      expect(told(viewer)).not.toHaveProperty("escalatedToYou");
    for (const viewer of [agent(ANN, "billing"), agent(ANN, "tech"), supervisor()]) {
      expect(told(viewer).escalations).toBe(2);
      expect(JSON.stringify(told(viewer))).not.toMatch(/"(billing|care)"|escalatedTo"/u);
    }
  });
});

describe("which rows an agent's desk has", () => {
  const offered = (to: { agent?: typeof ANN; teamId?: string }) =>
    row("a", {
      teamId: "tech",
      transferOffer: { offerId: "o", from: null, to, expiresAt: "2026-11-20T12:00:30.000Z" },
    });

  test("[S1] those of no team and of their own teams, and not of others", () => {
    expect(sees(agent(), row("a"))).toBe(true);
    expect(sees(agent(ANN, "tech", "billing"), row("a", { teamId: "tech" }))).toBe(true);
    expect(sees(agent(ANN, "billing"), row("a", { teamId: "tech" }))).toBe(false);
    expect(sees(agent(), row("a", { teamId: "tech" }))).toBe(false);
  });

  test("[S1] of whatever team, those they own", () => {
    const owned = row("a", { teamId: "tech", owner: ANN });
    expect([sees(agent(ANN), owned), sees(agent(BEN), owned)]).toEqual([true, false]);
  });

  test("[S1, S3] of whatever team, those that are offered to them, or to a team of theirs", () => {
    expect(sees(agent(ANN), offered({ agent: ANN }))).toBe(true);
    expect(sees(agent(BEN), offered({ agent: ANN }))).toBe(false);
    expect(sees(agent(ANN, "billing"), offered({ teamId: "billing" }))).toBe(true);
    expect(sees(agent(ANN, "sales"), offered({ teamId: "billing" }))).toBe(false);
  });

  test("[S1, E1] of whatever team, those that are escalated to a team of theirs", () => {
    const theirs = escalated("billing");
    expect(sees(agent(ANN, "billing"), theirs)).toBe(true);
    expect(sees(agent(ANN, "sales"), theirs)).toBe(false);
  });

  test("[S1] a supervisor has all of them", () => {
    expect(sees(supervisor(), row("a", { teamId: "tech", owner: ANN }))).toBe(true);
  });
});

describe("who is told who monitors", () => {
  const owned = row("a", { owner: ANN });
  const by = (monitor: typeof SUE | null, hiddenFrom: Monitoring["hiddenFrom"] = []): Monitoring => ({
    ...{ version: 1, monitor, hiddenFrom },
  });
  const marks = (...people: string[]) => people.map(fingerprint);

  test("[M4] supervisors are: who, or that nobody does", () => {
    expect(monitorFor(supervisor(SAM), owned, by(SUE))).toEqual(SUE);
    expect(monitorFor(supervisor(SAM), owned, by(null))).toBeNull();
    expect(monitorFor(supervisor(SAM), owned, undefined)).toBeNull();
  });

  test("[M2] an agent's row does not have the key", () => {
    for (const monitoring of [undefined, by(null), by(SUE)]) {
      expect(deskRow(owned, asideFor(agent(ANN), owned, monitoring))).not.toHaveProperty("monitor");
    }
  });

  test("[M13] nor does the row of a supervisor who owns it", () => {
    const theirs = row("a", { owner: SAM });
    for (const monitoring of [undefined, by(null), by(SUE), by(SUE, marks("sam"))]) {
      expect(deskRow(theirs, asideFor(supervisor(SAM), theirs, monitoring))).not.toHaveProperty("monitor");
    }
  });

  test("[M8, M13] one who has had a part in it is told the same whether somebody monitors or not", () => {
    for (const hidden of ["everybody", marks("ann", "sam")] as const) {
      const told = [undefined, by(null, hidden), by(SUE, hidden)].map((monitoring) =>
        monitorFor(supervisor(SAM), owned, monitoring),
      );
      expect(told).toEqual([null, null, null]);
    }
  });

  test("[M15] one sees oneself monitor, whatever part one has had", () => {
    for (const hidden of ["everybody", marks("sue")] as const) {
      expect(monitorFor(supervisor(SUE), owned, by(SUE, hidden))).toEqual(SUE);
    }
  });
});
