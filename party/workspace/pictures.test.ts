import { describe, expect, test } from "vitest";
import { DeploymentBench } from "./testing/deployment-bench.ts";
import { directoryOf, framesOf, lastOf } from "./testing/frames.ts";

/** An agent's picture goes where their name goes, and nowhere else. */

let ids = 0;
const clientId = () => `p${++ids}`;
const pictureOf = (id: string) => `https://pictures.test/${id}.jpg`;
const [ANN, SUE] = [pictureOf("ann"), pictureOf("sue")];

/** Ann and Sue have pictures, Ben has none. Maria talks to the AI. */
async function scene() {
  const bench = new DeploymentBench();
  for (const id of ["ann", "sue"]) bench.pictures.set(id, pictureOf(id));
  const desks = {
    ann: await bench.desk("ann"),
    ben: await bench.desk("ben"),
    sue: await bench.desk("sue", "supervisor"),
  };
  for (const { send } of Object.values(desks)) {
    await send({ type: "set_presence", clientId: clientId(), status: "available" });
  }
  const maria = await bench.customer();
  await maria.send({ type: "send_message", clientId: clientId(), text: "Where is my parcel?" });
  return { bench, desks, maria };
}

type Line = Awaited<ReturnType<DeploymentBench["agent"]>>;
const heardBy = ({ connection }: Line) => connection.received.join("\n");
const stateOf = ({ connection }: Line) => framesOf(connection).findLast(({ state }) => state)?.state;
const entriesOf = ({ connection }: Line) =>
  framesOf(connection).flatMap((frame) => frame.public?.entries ?? []);
const epochOf = (line: Line) => stateOf(line)?.epoch;
const says = (line: Line, text: string) =>
  line.send({ type: "send_message", clientId: clientId(), epoch: epochOf(line), text });

describe("pictures of agents", () => {
  test("the customer sees the one of who answers, in the state and beside each message", async () => {
    const { bench, desks, maria } = await scene();
    const ann = await bench.agent("ann", maria.id);
    expect(lastOf(ann.connection, "welcome")).toMatchObject({ me: { id: "ann", avatarUrl: ANN } });
    await ann.send({ type: "take_over", clientId: clientId() });
    await says(ann, "Hi, this is Ann.");
    await ann.send({ type: "typing", on: true });
    await bench.pass(1_000);
    const person = { id: "ann", name: "ann", avatarUrl: ANN };
    expect(stateOf(maria)).toMatchObject({ state: "agent_active", agent: person });
    expect(entriesOf(maria).at(-1)?.author).toEqual({ ...person, role: "agent" });
    expect(lastOf(maria.connection, "typing")).toMatchObject({ person });
    // And so do the others of the team, at their desks.
    expect(directoryOf(desks.ben.connection).get(maria.id)).toMatchObject({ owner: person });
    expect(lastOf((await bench.desk("ben")).connection, "welcome")).toMatchObject({
      agents: expect.arrayContaining([expect.objectContaining(person)]),
    });
  });

  test("[I16] it outlives the room's sleep", async () => {
    const { bench, maria } = await scene();
    const ann = await bench.agent("ann", maria.id);
    await bench.pass(10_000);
    expect(bench.conversation(maria.id).hibernate()).toBe(true);
    await ann.send({ type: "take_over", clientId: clientId() });
    await says(ann, "Hi, this is Ann.");
    expect(entriesOf(maria).at(-1)?.author).toMatchObject({ avatarUrl: ANN });
  });

  test("messages keep the one that their author had", async () => {
    const { bench, maria } = await scene();
    const ann = await bench.agent("ann", maria.id);
    await ann.send({ type: "take_over", clientId: clientId() });
    await says(ann, "Hi, this is Ann.");
    bench.pictures.set("ann", pictureOf("ann-2"));
    const again = await bench.agent("ann", maria.id);
    await says(again, "It is me.");
    bench.pictures.delete("ann");
    await says(await bench.agent("ann", maria.id), "And me.");
    const pictures = entriesOf(maria).flatMap(({ author }) =>
      author?.role === "agent" ? [author.avatarUrl] : [],
    );
    expect(pictures).toEqual([ANN, pictureOf("ann-2"), undefined]);
  });

  test("[M2, I8] of a supervisor who watches, types and whispers nothing reaches the customer", async () => {
    const { bench, maria } = await scene();
    const ann = await bench.agent("ann", maria.id);
    await ann.send({ type: "take_over", clientId: clientId() });
    await says(ann, "Hi, this is Ann.");
    const sue = await bench.agent("sue", maria.id, "supervisor");
    await sue.send({ type: "monitor", clientId: clientId() });
    await sue.send({ type: "typing", on: true });
    await bench.pass(1_000);
    expect(stateOf(sue)).toMatchObject({ monitor: { person: { avatarUrl: SUE } } });
    for (const line of [maria, ann]) expect(heardBy(line)).not.toContain(SUE);
    // A whisper is a note: the agent sees whose it is, the customer that there is none.
    await sue.send({ type: "add_note", clientId: clientId(), text: "Offer a voucher." });
    await bench.pass(1_000);
    expect(heardBy(ann)).toContain(SUE);
    expect(heardBy(maria)).toContain(ANN);
    expect(heardBy(maria)).not.toContain(SUE);
    const { answer } = await bench.session({ key: String(1).padEnd(43, "k") });
    const transcript = await bench.fetch(`/parties/main/${maria.id}/transcript`, {
      headers: { Authorization: `Bearer ${answer?.token}` },
    });
    const text = await transcript.text();
    expect(text).toContain(ANN);
    expect(text).not.toContain(SUE);
  });
});
