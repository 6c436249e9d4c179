import { expect, test } from "vitest";
import { newId, type RawClient } from "../client.ts";
import { normalised } from "../normalise.ts";
import { done, owned, say } from "../scenes.ts";
import { newKey, type Site } from "../site.ts";
import { leaseOf, offered, onDuty, watch } from "../supervision.ts";
import type { Its } from "../target.ts";

/** What a supervisor does to a conversation at each moment of it, in one of two runs. */
type Watcher = (conversationId: string) => Promise<void>;

type Recording = Record<"maria" | "ann" | "ben" | "pat" | "transcripts", string[]>;

/**
 * Maria's conversation goes from Ann to Pat, who is a supervisor herself, and to its end; Ben looks on. Each
 * step is answered before the next, so that nothing of the order is left to the network.
 */
async function play(site: Site, watcher: Watcher): Promise<Recording> {
  const { client: maria, session } = await site.customer(newKey(), site.identity(newId(), "Maria"));
  const id = session.conversationId;
  const [ann, ben, pat] = [
    await site.agent("ann", id, { teams: ["parcels"] }),
    await site.agent("ben", id),
    await site.supervisor("pat", id),
  ];
  const transcripts: string[] = [];
  const moment = async () => {
    await watcher(id);
    for (const token of [session.token, site.agentToken("ann")])
      transcripts.push(JSON.stringify((await site.transcript(id, token)).body));
  };
  // No queue with a place to be told, and no AI that answers: nothing comes at a moment of its own.
  await done(ann, { type: "take_over", clientId: "t-1" });
  await moment();
  await say(ann, "Hi Maria, this is Ann.");
  await done(maria, { type: "send_message", text: "Hello Ann", clientId: newId() });
  await moment();
  await done(ann, { type: "add_note", text: "A kind one" });
  await done(maria, { type: "mark_read", seq: 2 });
  await done(ann, { type: "mark_read", seq: 2 });
  await moment();
  await done(maria, { type: "send_message", text: "Are you there?", clientId: newId() });
  const offerId = await offered(ann, { agentId: "pat" }, { note: "Knows parcels" });
  await done(pat, { type: "accept_transfer", offerId });
  const mine = pat.frames.length;
  await moment();
  for (const [client, token] of [
    [maria, session.token],
    [ann, site.agentToken("ann", { teams: ["parcels"] })],
  ] as const) {
    await client.hello(token);
    client.send({ type: "load_earlier", before: 3, beforeInternal: 3 });
    await client.until(() => client.frames.at(-1)?.type === "page");
  }
  await say(pat, "Pat here.");
  expect((await pat.command({ type: "monitor", clientId: "own" })).type).toBe("reject");
  await moment();
  await done(ann, { type: "leave_consult" });
  await done(pat, { type: "end", epoch: pat.state?.epoch });
  await moment();
  for (const client of [maria, ann, ben, pat]) await client.answersPing();
  const bytes = (client: RawClient, from = 0) => client.bytes.trim().split("\n").slice(from);
  return {
    maria: bytes(maria),
    ann: bytes(ann),
    ben: bytes(ben),
    // Until she comes to own it she may know.
    pat: bytes(pat, mine),
    transcripts,
  };
}

/** Whoever gets frames of a conversation, and how many they have got. */
const counts = (clients: readonly RawClient[]) => clients.map(({ frames }) => frames.length);

/** 8.6: whoever is watched cannot tell. */
export function silence(its: Its): void {
  onDuty(() => its.site, "sue", "sam", "pat");

  its.where("script", () => {
    test("[M2, M13, I8] with and without a monitor everybody else receives the same bytes", async () => {
      const { site } = its;
      const alone = await play(site, async () => undefined);
      const doings = new Set<string>();
      const watched = await play(site, async (id) => {
        const sue = await site.supervisor("sue", id);
        const sam = await site.supervisor("sam", id);
        const answer = await sue.command({ type: "monitor" });
        if (answer.type === "reject") throw new Error(answer.error.code);
        const leaseId = leaseOf(answer);
        doings.add(sue.state?.state ?? "");
        await sam.command({ type: "monitor" });
        sue.send({ type: "typing", on: true });
        sue.send({ type: "renew_monitor", leaseId });
        sue.send({ type: "load_earlier", before: 2, beforeInternal: 2, beforeAudit: 2 });
        await sue.command({ type: "mark_read", seq: 100 });
        if (sue.state?.owner) await sue.command({ type: "prepare_take_over", leaseId });
        await sue.command({ type: "confirm_take_over", confirmation: "x" });
        // One connection is lost; the lease goes on, and is shared by the next.
        sue.cut();
        const tab = await site.supervisor("sue", id);
        await tab.command({ type: "stop_monitor", leaseId });
        await watch(tab);
        tab.send({ type: "typing", on: true });
        await done(tab, { type: "stop_monitor", leaseId: tab.state?.monitor?.leaseId });
        await sam.answersPing();
        for (const client of [tab, sam]) await client.close();
      });
      expect([...doings]).toEqual(["agent_joining", "agent_active", "wrap_up"]);
      for (const who of ["maria", "ann", "ben", "pat", "transcripts"] as const) {
        expect(normalised(watched[who]), who).toEqual(normalised(alone[who]));
      }
    });
  });

  test("[M2, M13, I8] nobody gets a frame because somebody monitors", async () => {
    const { site } = its;
    const { maria, ann, session } = await owned(site);
    const id = session.conversationId;
    const [ben, sue] = [await site.agent("ben", id), await site.supervisor("sue", id)];
    const others = [maria, ann, ben];
    for (const client of others) await client.answersPing();
    const before = counts(others);
    await site.unchanged("ann", id, async () => {
      const leaseId = await watch(sue);
      sue.send({ type: "typing", on: true });
      sue.send({ type: "renew_monitor", leaseId });
      await done(sue, { type: "mark_read", seq: 2 });
      await done(sue, { type: "prepare_take_over", leaseId });
      await done(sue, { type: "stop_monitor", leaseId });
      // Whatever went out to them has come before the answer to this.
      for (const client of others) await client.answersPing();
    });
    expect(counts(others)).toEqual(before.map((count) => count + 1));
  });
}
