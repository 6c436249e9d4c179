import { describe, expect, test } from "vitest";
import type { Permission } from "../../conversation/core/actor.ts";
import { ROLE_PERMISSIONS } from "../../party/auth/claims.ts";
import { ALL_PERMISSIONS, type Fort, type Socket } from "./fort.ts";
import { COMMANDS, DESK_FRAMES, FRAMES } from "./matrix.ts";
import { type CommandEntry, MORE_SCENES, type Moment, SCENES, type Scene } from "./matrix-rules.ts";
import { outcomeFor } from "./roles-table.ts";
import { stage } from "./scenes.ts";

/** Every role against every command and frame: the tables of `matrix.ts` say who may, everybody else may not. */

const READ: Permission = "conversation.read";

/** Presets, each permission alone, and all but one: with `conversation.read`, or nobody would be in the room. */
const HOLDERS: readonly [name: string, permissions: readonly Permission[]][] = [
  ...Object.entries(ROLE_PERMISSIONS),
  ...ALL_PERMISSIONS.map((one): [string, Permission[]] => [`${one} alone`, [...new Set([READ, one])]]),
  ...ALL_PERMISSIONS.filter((one) => one !== READ).map((one): [string, Permission[]] => [
    `all but ${one}`,
    ALL_PERMISSIONS.filter((other) => other !== one),
  ]),
];

const commands = Object.entries(COMMANDS);

let tried = 0;
const frameOf = (type: string, entry: CommandEntry, now: Moment) => {
  tried += 1;
  return { type, clientId: `try-${tried}`, ...entry.fields(now) };
};

/** A refusal must have changed nothing that is stored anywhere. */
async function attempt(
  fort: Fort,
  socket: Socket,
  frame: { type: string; clientId: string },
): Promise<string> {
  const before = fort.stored();
  const outcome = await socket.outcome(frame);
  if (outcome !== "ack") expect(fort.stored(), `${JSON.stringify(frame)}: ${outcome}`).toBe(before);
  return outcome;
}

describe.each([...SCENES, ...MORE_SCENES])(
  "in a conversation that is %s",
  { timeout: 120_000 },
  (scene: Scene) => {
    test("[A2, S7] every agent, with each permission and without it, gets what the table says", async () => {
      const outcomes = { ack: 0, refused: 0 };
      let stand = await stage(scene);
      const hasOwner = scene !== "unowned" && scene !== "ended";
      for (const relation of hasOwner ? (["owner", "other"] as const) : (["other"] as const)) {
        for (const [name, permissions] of HOLDERS) {
          const sub = relation === "owner" ? "ann" : "ben";
          let socket = await stand.fort.agent(stand.customer.id, { sub, permissions });
          for (const [type, entry] of commands) {
            const rule = entry.rules[scene];
            if (!rule) continue;
            const outcome = await attempt(stand.fort, socket, frameOf(type, entry, stand));
            const wanted = outcomeFor(rule[relation], permissions);
            expect(outcome, `${scene}, ${relation} with ${name}: ${type}`).toBe(wanted);
            outcomes[outcome === "ack" ? "ack" : "refused"] += 1;
            if (outcome !== "ack") continue;
            stand = await stage(scene);
            socket = await stand.fort.agent(stand.customer.id, { sub, permissions });
          }
          socket.machine.disconnect(socket.connection);
        }
      }
      expect(outcomes.ack).toBeGreaterThan(10);
      expect(outcomes.refused).toBeGreaterThan(50);
      console.info(
        `${scene}: ${outcomes.ack} allowed, ${outcomes.refused} refused without a stored byte changed`,
      );
    });

    test("[A2] the customer gets what the table says", async () => {
      for (const [type, entry] of commands) {
        const rule = entry.rules[scene];
        if (!rule) continue;
        const { fort, customer, ...now } = await stage(scene);
        const outcome = await attempt(fort, customer.socket, frameOf(type, entry, now));
        expect(outcome, `${scene}, customer: ${type}`).toBe(rule.customer);
      }
    });

    test("[A2, A4] who has no right to be in the room is let go, whatever they send", async () => {
      const { fort, customer, ...now } = await stage(scene);
      const stranger = await fort.customer();
      const person = { id: "v_x", name: "X", locale: "en" };
      const session = { sub: "v_x", conversationId: customer.id, customer: person };
      const tokens: Record<string, [token: string | null, code: string]> = {
        "nobody at all": [null, "unauthenticated"],
        "another customer": [stranger.token, "not_found"],
        "a customer made up for this conversation": [await fort.token("session", session), "not_found"],
        "an identity token": [
          await fort.token("identity", { sub: "4711", name: "Maria" }),
          "unauthenticated",
        ],
        "a room token": [
          await fort.token("room", { sub: "demo", path: `/parties/main/${customer.id}/internal/head` }),
          "unauthenticated",
        ],
        "an agent of another workspace": [await fort.agentToken({ workspace: "other" }), "unauthenticated"],
        "an agent without conversation.read": [
          await fort.agentToken({ permissions: ALL_PERMISSIONS.filter((one) => one !== READ) }),
          "forbidden",
        ],
        "an agent without any permission": [await fort.agentToken({ permissions: [] }), "forbidden"],
      };
      const before = fort.stored();
      const everything = [
        ...commands.map(([type, entry]) => frameOf(type, entry, now)),
        ...Object.entries(FRAMES).map(([type, { fields }]) => ({ type, ...fields })),
      ];
      for (const [who, [token, code]] of Object.entries(tokens)) {
        for (const frame of everything) {
          const socket = await fort.socket(`/parties/main/${customer.id}`);
          if (!socket) throw new Error("no room");
          const hello = token === null ? [] : [{ type: "hello", protocol: 1, token }];
          for (const one of [...hello, frame]) await socket.say(one);
          expect(socket.connection.closedWith?.code, `${who}: ${frame.type}`).toBe(4400);
          const [first, ...more] = socket.connection.received;
          expect(JSON.parse(first ?? ""), `${who}: ${frame.type}`).toMatchObject({
            type: "refused",
            error: { code },
          });
          expect(more).toEqual([]);
        }
      }
      expect(fort.stored()).toBe(before);
    });
  },
);

describe("frames that are no commands", () => {
  test("[A2, M14] each is answered as the table says, by what somebody may see", async () => {
    for (const [type, { fields, ...answers }] of Object.entries(FRAMES)) {
      const { fort, customer } = await stage("owned");
      const sockets = {
        customer: customer.socket,
        agent: await fort.agent(customer.id, { sub: "ann" }),
        head: await fort.agent(customer.id, { sub: "ben" }),
      };
      for (const who of ["customer", "agent", "head"] as const) {
        const before = fort.stored();
        const [raw] = await sockets[who].say({ type, ...fields });
        const answer = raw === undefined ? "-" : JSON.parse(raw);
        const got = answer === "-" ? "-" : answer.type === "reject" ? answer.error.code : answer.type;
        expect(got, `${who}: ${type}`).toBe(answers[who]);
        expect(fort.stored()).toBe(before);
      }
    }
  });

  test("[A2, M14] who sees only the head is not seen typing, and sees nobody type", async () => {
    const { fort, customer } = await stage("owned");
    const ben = await fort.agent(customer.id, { sub: "ben", permissions: ALL_PERMISSIONS });
    const ann = await fort.agent(customer.id, { sub: "ann" });
    const seen = [customer.socket, ann].map(({ connection }) => connection.received.length);
    await ben.say({ type: "typing", on: true });
    expect([customer.socket, ann].map(({ connection }) => connection.received.length)).toEqual(seen);
    const bens = ben.connection.received.length;
    await customer.socket.say({ type: "typing", on: true });
    expect(ben.connection.received.length).toBe(bens);
  });

  test("[A2] a desk answers agents who may read, and nobody else", async () => {
    const { fort, customer } = await stage("unowned");
    const tokens: [token: string | null, code: string][] = [
      [null, "unauthenticated"],
      [customer.token, "unauthenticated"],
      [await fort.token("identity", { sub: "4711" }), "unauthenticated"],
      [await fort.agentToken({ workspace: "other" }), "unauthenticated"],
      [await fort.agentToken({ permissions: ALL_PERMISSIONS.filter((one) => one !== READ) }), "forbidden"],
    ];
    for (const [type, { fields, agent }] of Object.entries(DESK_FRAMES)) {
      for (const [token, code] of tokens) {
        const socket = await fort.socket("/parties/workspace/demo");
        const hello = token === null ? [] : [{ type: "hello", protocol: 1, token }];
        const before = fort.stored();
        for (const one of [...hello, { type, ...fields }]) await socket?.say(one);
        const [first = "{}"] = socket?.connection.received ?? [];
        expect(JSON.parse(first), type).toMatchObject({ type: "refused", error: { code } });
        expect(fort.stored()).toBe(before);
      }
      const desk = await fort.socket("/parties/workspace/demo");
      await desk?.say({ type: "hello", protocol: 1, token: await fort.agentToken({ permissions: [READ] }) });
      const [answer = "{}"] = (await desk?.say({ type, ...fields })) ?? [];
      expect(JSON.parse(answer)).toMatchObject({ type: agent });
    }
  });
});
