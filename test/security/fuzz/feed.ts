import { randomFrom } from "../../harness/random.ts";
import { ALL_PERMISSIONS, Fort, type Socket } from "../fort.ts";

/** Accepted frames go into a room of a real deployment in memory, sent by a customer and by agents. */

export type FeedReport = {
  frames: number;
  acks: number;
  rejects: number;
  reconnects: number;
  trouble: readonly string[];
};

const STATE_LIMIT = 32 * 1024;
/** A conversation is given up for a new one after so many frames. */
const FRAMES_PER_ROOM = 300;

export async function feed(frames: readonly string[], seed: number): Promise<FeedReport> {
  const random = randomFrom(seed);
  const report = { frames: 0, acks: 0, rejects: 0, reconnects: 0 };
  const trouble: string[] = [];
  for (let start = 0; start < frames.length; start += FRAMES_PER_ROOM) {
    const fort = new Fort();
    const { id, token, socket } = await fort.customer();
    const tokens = [
      token,
      await fort.agentToken({ permissions: ALL_PERMISSIONS }),
      await fort.agentToken({ sub: "ben" }),
      await fort.agentToken({ sub: "guest", permissions: ["conversation.read"] }),
    ];
    const sockets: (Socket | null)[] = [socket, null, null, null];
    const room = fort.conversation(id);
    for (const raw of frames.slice(start, start + FRAMES_PER_ROOM)) {
      const who = random.between(0, tokens.length - 1);
      let one = sockets[who] ?? null;
      if (!one || one.connection.closedWith) {
        one = await fort.socket(`/parties/main/${id}`);
        await one?.say({ type: "hello", protocol: 1, token: tokens[who] });
        sockets[who] = one;
        report.reconnects += 1;
      }
      fort.clock.skip(5);
      // Half of the hellos carry a good token, or every one of them would only be refused.
      const sent =
        raw.includes('"hello"') && random.chance(0.5)
          ? withToken(raw, tokens[who] ?? "")
          : withEpoch(raw, room.room.conversation.journal.state.epoch, random.chance(0.7));
      const answers = (await one?.say(sent)) ?? [];
      report.frames += 1;
      if (answers.some((answer) => answer.startsWith('{"type":"ack"'))) report.acks += 1;
      if (answers.some((answer) => answer.startsWith('{"type":"reject"'))) report.rejects += 1;
      if (answers.some((answer) => answer.includes('"internal","message"')))
        trouble.push(`internal: ${sent.slice(0, 300)}`);
      if (random.chance(0.01)) await fort.clock.pass(2_000);
    }
    await fort.clock.pass(1_000);
    const state = JSON.stringify(room.room.conversation.journal.state).length;
    if (state > STATE_LIMIT) trouble.push(`a state of ${state} bytes`);
    const last = await fort.socket(`/parties/main/${id}`);
    const welcome = await last?.say({ type: "hello", protocol: 1, token });
    if (!welcome?.[0]?.startsWith('{"type":"welcome"'))
      trouble.push(`no welcome afterwards: ${welcome?.[0]}`);
    const pong = await last?.say({ type: "ping" });
    if (!pong?.some((raw) => raw === '{"type":"pong"}')) trouble.push("no pong afterwards");
    trouble.push(...fort.logged());
  }
  return { ...report, trouble };
}

function withToken(raw: string, token: string): string {
  return JSON.stringify({ ...JSON.parse(raw), token, protocol: 1 });
}

/** The fence of now, so that commands get further than the door. */
function withEpoch(raw: string, epoch: number, current: boolean): string {
  const frame = JSON.parse(raw);
  return current && "epoch" in frame ? JSON.stringify({ ...frame, epoch }) : raw;
}
