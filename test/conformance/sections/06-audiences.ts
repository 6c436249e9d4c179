import { expect, test } from "vitest";
import type { RawClient } from "../client.ts";
import { done } from "../scenes.ts";
import { leaseOf, monitored, onDuty, prepared, watch } from "../supervision.ts";
import type { Its } from "../target.ts";

/** What has come by the time that `act` is done: welcomes, commits and acks, in order. */
async function during(client: RawClient, act: () => Promise<unknown>): Promise<string[]> {
  const seen = client.frames.length;
  await act();
  await client.answersPing();
  const types = client.frames.slice(seen).map(({ type }) => type);
  return types.filter((type) => ["welcome", "commit", "ack"].includes(type));
}

/** 6.2, what comes after the first welcome: where one's audience changes, another one stands in for the commit. */
export function audiences(its: Its): void {
  onDuty(() => its.site, "sue");

  test("[M4, M6, T1] watching, and no longer: a welcome, and then the ack", async () => {
    const { sue, leaseId } = await monitored(its.site);
    expect(await during(sue, () => done(sue, { type: "stop_monitor", leaseId }))).toEqual(["welcome", "ack"]);
    expect(sue.state?.audience).toBe("head");
    expect(await during(sue, () => watch(sue))).toEqual(["welcome", "ack"]);
    expect(sue.state?.audience).toBe("supervisor");
  });

  test("[S4, M13] joining, leaving, and watching again as one who had a part", async () => {
    const { sue, leaseId } = await monitored(its.site);
    expect(await during(sue, () => done(sue, { type: "join", leaseId }))).toEqual(["welcome", "ack"]);
    expect(sue.state?.audience).toBe("agent");
    expect(await during(sue, () => done(sue, { type: "leave_consult" }))).toEqual(["welcome", "ack"]);
    expect(sue.state?.audience).toBe("head");
    expect(await during(sue, () => watch(sue))).toEqual(["welcome", "ack"]);
    expect(sue.state?.audience).toBe("agent");
  });

  test("[T4, S6, M8] taking over, the displaced agent's wrap-up, and the end of it all", async () => {
    const { ann, sue, leaseId } = await monitored(its.site);
    const confirmation = await prepared(sue, leaseId);
    const confirm = () => done(sue, { type: "confirm_take_over", confirmation });
    expect(await during(sue, confirm)).toEqual(["welcome", "ack"]);
    expect(sue.state?.audience).toBe("agent");
    const complete = (agent: RawClient) => () => done(agent, { type: "complete_wrap_up" });
    expect(await during(ann, complete(ann))).toEqual(["welcome", "ack"]);
    expect(ann.state?.audience).toBe("head");
    expect(await during(ann, () => done(sue, { type: "end", epoch: 3 }))).toEqual(["welcome"]);
    expect(ann.state?.audience).toBe("agent");
    expect(await during(sue, complete(sue))).toEqual(["welcome", "ack"]);
    expect(sue.state).toMatchObject({ audience: "supervisor", state: "closed" });
  });

  test("[T4, M13] where it does not change, such as for a supervisor who had a part before, it is a commit", async () => {
    const { sue, leaseId } = await monitored(its.site);
    await done(sue, { type: "join", leaseId });
    await done(sue, { type: "leave_consult" });
    const again = leaseOf(await done(sue, { type: "monitor" }));
    const confirmation = await prepared(sue, again);
    const confirm = () => done(sue, { type: "confirm_take_over", confirmation });
    expect(await during(sue, confirm)).toEqual(["commit", "ack"]);
    expect(sue.state).toMatchObject({ audience: "agent", owner: { id: "sue" } });
  });
}
