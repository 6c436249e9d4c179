import { expect, test } from "vitest";
import { done, lastOf, owned } from "../scenes.ts";
import { pause } from "../site.ts";
import { monitored, onDuty, watch } from "../supervision.ts";
import type { Its } from "../target.ts";

const LEASE_MS = 2_000;
const short = { deadlines: { monitorLeaseMs: LEASE_MS } };

/** 8.6: how long monitoring lasts. */
export function lease(its: Its): void {
  test("[M5] lasts 30 s from when it begins, and begins anew when its holder asks again", async () => {
    const { site } = its;
    const desk = await site.present("sue", "available", 0);
    const { ann, sue, leaseId } = await monitored(site);
    await desk.close();
    const noted = async () => {
      const { result } = await done(ann, { type: "add_note", text: "now" });
      return Date.parse(result.internal?.at ?? "");
    };
    const begun = await noted();
    const { result } = await done(sue, { type: "monitor" });
    const over = await noted();
    expect(result.leaseId).toBe(leaseId);
    const until = Date.parse(result.expiresAt ?? "");
    expect(until - 30_000).toBeGreaterThanOrEqual(begun);
    expect(until - 30_000).toBeLessThanOrEqual(over);
  });

  its.where("configure", () => {
    onDuty(() => its.apart, "sue", "sam");

    test("[M5] it runs out when a line is cut without goodbye, and the next one can monitor", async () => {
      const { apart: site } = its;
      await site.configured(short, async () => {
        const { client: maria, session } = await site.customer();
        const sue = await site.supervisor("sue", session.conversationId);
        const sam = await site.supervisor("sam", session.conversationId);
        const { result } = await done(sue, { type: "monitor" });
        sue.cut();
        expect(await sam.command({ type: "monitor" })).toMatchObject({
          error: { code: "already_monitored" },
        });
        await sam.until(() => sam.audit.length === 2);
        const stopped = { code: "monitor_stopped", params: { by: "Sue", byId: "sue", reason: "expired" } };
        expect(lastOf(sam.audit)).toMatchObject(stopped);
        expect(Date.parse(lastOf(sam.audit).at)).toBeGreaterThanOrEqual(Date.parse(result.expiresAt ?? ""));
        await watch(sam);
        await maria.answersPing();
        expect(maria.frames.map((frame) => frame.type)).toEqual(["welcome", "pong"]);
      });
    });

    test("[M5] renewed it goes on; unrenewed it is over on an open socket too, and cannot be brought back", async () => {
      const { apart: site } = its;
      await site.configured(short, async () => {
        const { ann, session } = await owned(site);
        const id = session.conversationId;
        const [sue, sam] = [await site.supervisor("sue", id), await site.supervisor("sam", id)];
        const begun = Date.now();
        const leaseId = await watch(sue);
        while (Date.now() - begun < 1.7 * LEASE_MS) {
          sue.send({ type: "renew_monitor", leaseId });
          await pause(LEASE_MS / 10);
        }
        await sue.answersPing();
        expect(sue.state).toMatchObject({ audience: "supervisor", monitor: { leaseId } });
        // Nobody else keeps it up, nor does anything but a renewal of that very lease.
        const useless = setInterval(() => {
          sam.send({ type: "renew_monitor", leaseId });
          ann.send({ type: "renew_monitor", leaseId });
          sue.send({ type: "renew_monitor", leaseId: "another" });
        }, LEASE_MS / 3);
        await sue.until(() => sue.state?.audience === "head");
        clearInterval(useless);
        expect(sue.state?.monitor).toBeNull();
        sue.send({ type: "renew_monitor", leaseId });
        for (const command of ["stop_monitor", "prepare_take_over", "join"]) {
          const answer = await sue.command({ type: command, leaseId });
          expect(answer, command).toMatchObject({ error: { code: "not_monitoring" } });
        }
        const next = await watch(sam);
        expect(next).not.toBe(leaseId);
      });
    });
  });
}
