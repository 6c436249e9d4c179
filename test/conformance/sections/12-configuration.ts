import { expect, test } from "vitest";
import { told } from "../desk.ts";
import { seconds, settingsOf, versionOf } from "../site.ts";
import type { Its } from "../target.ts";

const DAY = { opens: "09:00", closes: "17:00" };
const hours = (rest: object) => ({ hours: { timeZone: "Europe/Berlin", ...rest } });
const week = (...monday: object[]) => hours({ week: { monday } });
const when = (rest: object) => ({ escalationRules: [{ teamId: "care", reason: "Look", when: rest }] });
const TEAMS = { teams: [{ id: "parcels", name: "Parcels" }] };
const LONG_AGO = "2026-02-30";

const WRONG: [what: string, body: object, path: string][] = [
  ["an unknown key", { colour: "red" }, "colour"],
  ["an AI that is text", { ai: { on: "no" } }, "ai.on"],
  ["an unknown key inside", { ai: { on: true, model: "x" } }, "ai.model"],
  ["an origin with a slash", { origins: ["https://shop.example/"] }, "origins.0"],
  ["an origin that is none", { origins: ["https://shop.example", "shop"] }, "origins.1"],
  ["no origin of anything", { origins: ["null"] }, "origins.0"],
  ["a limit of nothing", { limits: { framesPerSecond: 0 } }, "limits.framesPerSecond"],
  ["a deadline of nothing", { deadlines: { joinMs: 0 } }, "deadlines.joinMs"],
  ["half a deadline", { deadlines: { joinMs: 1.5 } }, "deadlines.joinMs"],
  ["an offer of no time", { deadlines: { offerMs: 0 } }, "deadlines.offerMs"],
  ["a lease of no time", { deadlines: { monitorLeaseMs: -1 } }, "deadlines.monitorLeaseMs"],
  ["a wrap-up of less than nothing", { wrapUpMs: -1 }, "wrapUpMs"],
  ["half a wrap-up", { wrapUpMs: 0.5 }, "wrapUpMs"],
  ["a team without a name", { teams: [{ id: "parcels" }] }, "teams.0.name"],
  ["a long team id", { teams: [{ id: "x".repeat(41), name: "X" }] }, "teams.0.id"],
  ["a long team name", { teams: [{ id: "x", name: "x".repeat(101) }] }, "teams.0.name"],
  ["an empty team id", { teams: [{ id: "", name: "X" }] }, "teams.0.id"],
  ["perhaps routed", { routing: { automatic: "yes" } }, "routing.automatic"],
  ["an unknown notice", { notices: { customers: "maybe" } }, "notices.customers"],
  ["a notice that is text", { notices: { agents: "yes" } }, "notices.agents"],
  ["a list", [], ""],
  ["a version below nothing", { version: -1 }, "version"],
  ["a version that is text", { version: "1" }, "version"],
  ["no version in its words", { version: null }, "version"],

  ["replies held, perhaps", { cadence: { on: "yes" } }, "cadence.on"],
  ["a longest wait below the shortest", { cadence: { on: true, minMs: 9, maxMs: 8 } }, "cadence.maxMs"],
  ["a shortest wait above the longest of default", { cadence: { minMs: 120_001 } }, "cadence.maxMs"],
  ["no wait at all", { cadence: { minMs: 0 } }, "cadence.minMs"],

  ["hours of nowhere", hours({ timeZone: "Mars/Olympus" }), "hours.timeZone"],
  ["a zone by its letters", hours({ timeZone: "EST" }), "hours.timeZone"],
  ["no zone", { hours: { week: {} } }, "hours.timeZone"],
  ["an unknown weekday", hours({ week: { funday: [] } }), "hours.week.funday"],
  ["a time without its nought", week({ opens: "9:00", closes: "17:00" }), "hours.week.monday.0.opens"],
  ["a minute of nothing", week({ opens: "09:60", closes: "17:00" }), "hours.week.monday.0.opens"],
  ["a closing that is the opening", week({ opens: "09:00", closes: "09:00" }), "hours.week.monday.0.closes"],
  ["hours past midnight on one day", week({ opens: "22:00", closes: "02:00" }), "hours.week.monday.0.closes"],
  ["hours twice", week(DAY, { opens: "16:59", closes: "18:00" }), "hours.week.monday.1"],
  ["a holiday that is none", hours({ holidays: [{ date: LONG_AGO }] }), "hours.holidays.0.date"],
  ["a holiday by its name", hours({ holidays: [{ date: "Easter" }] }), "hours.holidays.0.date"],
  [
    "a holiday twice",
    hours({ holidays: [{ date: "2026-12-25" }, { date: "2026-12-25", intervals: [DAY] }] }),
    "hours.holidays.1.date",
  ],
  ["a warning of less than nothing", hours({ warnMs: -1 }), "hours.warnMs"],
  ["a warning of more than a day", hours({ warnMs: 86_400_001 }), "hours.warnMs"],
  ["half a deferral", hours({ deferMs: 0.5 }), "hours.deferMs"],
  ["hours that are a list", { hours: [] }, "hours"],

  ["a service level of nothing", { sla: { queueMs: 0 } }, "sla.queueMs"],
  ["a service level for nobody", { sla: { queueMs: 60_000 } }, "sla.teamId"],
  ["a service level for a long team", { sla: { teamId: "x".repeat(41) } }, "sla.teamId"],
  ["a service level for an unknown team", { ...TEAMS, sla: { teamId: "care" } }, "sla.teamId"],
  ["a rule for an unknown team", { ...TEAMS, ...when({}) }, "escalationRules.0.teamId"],
  ["guardrails of an unknown team", { ...TEAMS, guardrails: { teamId: "care" } }, "guardrails.teamId"],
  [
    "a rule for nobody",
    { escalationRules: [{ teamId: "", reason: "x", when: {} }] },
    "escalationRules.0.teamId",
  ],
  [
    "a rule without a reason",
    { escalationRules: [{ teamId: "x", reason: "", when: {} }] },
    "escalationRules.0.reason",
  ],
  ["a rule for never", { escalationRules: [{ teamId: "x", reason: "x" }] }, "escalationRules.0.when"],
  ["a rule of something else", when({ rain: true }), "escalationRules.0.when.rain"],
  ["a word that is none", when({ words: ["court", ""] }), "escalationRules.0.when.words.1"],
  ["a mood below all", when({ sentimentBelow: -1.5 }), "escalationRules.0.when.sentimentBelow"],
  ["said once", when({ repeated: 1 }), "escalationRules.0.when.repeated"],
  ["half an attribute", when({ attribute: { name: "plan" } }), "escalationRules.0.when.attribute.value"],
  ["asks for nobody", when({ asksForPerson: false }), "escalationRules.0.when.asksForPerson"],
  ["a cooldown of nothing", { cooldownMs: 0 }, "cooldownMs"],
  ["guardrails that tell a number", { guardrails: { teamId: 7 } }, "guardrails.teamId"],
  ["a budget below nothing", { budgets: { workspacePerDay: -1 } }, "budgets.workspacePerDay"],
  ["half an answer of a customer's", { budgets: { customerPerDay: 0.5 } }, "budgets.customerPerDay"],
  ["an address's budget in words", { budgets: { addressPerDay: "ten" } }, "budgets.addressPerDay"],
  [
    "no new sessions at all",
    { limits: { sessionsPerAddressPerHour: 0 } },
    "limits.sessionsPerAddressPerHour",
  ],
  ["half an answer", { budgets: { conversationPerHour: 1.5 } }, "budgets.conversationPerHour"],
  ["files larger than any", { attachments: { maxBytes: 10_485_761 } }, "attachments.maxBytes"],
  ["health data, perhaps", { hipaa: "yes" }, "hipaa"],
];

const DEFAULTS = {
  ai: { on: true },
  cadence: { on: false, minMs: 30_000, maxMs: 120_000 },
  hours: null,
  sla: { teamId: "", firstResponseMs: null, nextResponseMs: null, queueMs: null },
  escalationRules: [],
  cooldownMs: 7_200_000,
  guardrails: { teamId: "" },
  budgets: {
    ...{ conversationPerHour: 20, conversationPerDay: 50 },
    ...{ workspacePerDay: null, customerPerDay: null, addressPerDay: null },
  },
  hipaa: false,
  origins: [],
  limits: { framesPerSecond: 10, frameBurst: 20, messagesPer10s: 10, sessionsPerAddressPerHour: 60 },
  attachments: { maxBytes: 10_485_760, conversationBytes: 104_857_600, perMinute: 20 },
  deadlines: {
    ...{ nudgeMs: 60_000, alertMs: 180_000, joinMs: 300_000, unansweredAlertMs: 300_000 },
    ...{ unansweredMs: 900_000, queueMs: 600_000, lostMs: 90_000, summaryMs: 10_000 },
    ...{ generationMs: 180_000, offerMs: 30_000, monitorLeaseMs: 30_000 },
  },
  wrapUpMs: 120_000,
  teams: [],
  routing: { automatic: false },
  notices: { customers: "off", agents: false },
  retentionMs: null,
};

/** Each is taken, and answered with as it was written or completed. */
const RIGHT: [what: string, body: object, inForce: object][] = [
  [
    "hours",
    hours({ week: { monday: [DAY] }, holidays: [{ date: "2028-02-29" }] }),
    {
      hours: {
        timeZone: "Europe/Berlin",
        week: {
          ...{ monday: [DAY], tuesday: [], wednesday: [], thursday: [] },
          ...{ friday: [], saturday: [], sunday: [] },
        },
        holidays: [{ date: "2028-02-29", intervals: [] }],
        ...{ warnMs: 1_800_000, deferMs: 0 },
      },
    },
  ],
  [
    "hours until midnight, and from then on",
    week({ opens: "22:00", closes: "24:00" }, { opens: "00:00", closes: "02:00" }),
    { hours: { week: { monday: [{ opens: "22:00" }, { opens: "00:00" }] } } },
  ],
  [
    "hours in UTC that are none",
    { hours: { timeZone: "UTC" } },
    { hours: { timeZone: "UTC", holidays: [] } },
  ],
  [
    "a cadence of one time",
    { cadence: { on: true, minMs: 1, maxMs: 1 } },
    { cadence: { minMs: 1, maxMs: 1 } },
  ],
  [
    "budgets without end, and of nothing",
    { budgets: { conversationPerDay: null, workspacePerDay: 0 } },
    {
      budgets: { conversationPerHour: 20, conversationPerDay: null, workspacePerDay: 0 },
    },
  ],
  [
    "a rule of all that there is",
    when({
      words: ["court"],
      sentimentBelow: 1,
      repeated: 2,
      attribute: { name: "plan", value: "" },
      asksForPerson: true,
    }),
    { escalationRules: [{ teamId: "care", reason: "Look" }] },
  ],
];

/** 12.2: how a workspace is configured. */
export function configuration(its: Its): void {
  test("[A2] is for who may configure", async () => {
    const { site } = its;
    const REFUSED: [token: string, status: number, code: string][] = [
      [site.agentToken("ann"), 403, "forbidden"],
      [
        site.agentToken("ann", { permissions: ["workspace.configure"], exp: seconds() - 1 }),
        401,
        "token_expired",
      ],
      [site.identity("4711", "Maria"), 401, "unauthenticated"],
      ["x", 401, "unauthenticated"],
    ];
    for (const [token, status, code] of REFUSED) {
      for (const method of ["GET", "PUT"] as const) {
        const body = method === "PUT" ? {} : undefined;
        const answer = await site.configuration(method, body, token);
        expect(answer).toMatchObject({ status, body: { code } });
      }
    }
    const none = await site.ask(`workspace/${site.workspace.name}/config`);
    expect(none).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
  });

  test.each(WRONG)("[A1, B1] %s is refused, the path named, and nothing changes", async (_, body, path) => {
    const { site } = its;
    const before = await site.configuration("GET");
    const answer = await site.configuration("PUT", body);
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid" } });
    if (path !== "") expect(answer.body).toMatchObject({ details: { path } });
    expect((await site.configuration("GET")).body).toEqual(before.body);
  });

  its.where("configure", () => {
    test.each(RIGHT)("[B1] %s: taken, and completed", async (_, body, inForce) => {
      const { apart: site } = its;
      await site.configured({}, async () => {
        const answer = await site.configuration("PUT", body);
        expect(answer).toMatchObject({ status: 200, body: inForce });
        // What is answered may be sent as it is.
        const again = await site.configuration("PUT", answer.body);
        expect(settingsOf(again)).toEqual(settingsOf(answer));
        expect((await site.configuration("GET")).body).toEqual(again.body);
      });
    });

    test("what is left out goes back to its default, and both answer with what is in force", async () => {
      const { apart: site } = its;
      await site.configured({}, async () => {
        const defaults = await site.configuration("PUT", {});
        expect(defaults).toMatchObject({ status: 200, body: DEFAULTS });
        expect(Object.keys(settingsOf(defaults)).sort()).toEqual(Object.keys(DEFAULTS).sort());
        const changed = await site.configuration("PUT", { deadlines: { joinMs: 1_000_000 } });
        expect(changed.body).toMatchObject({ deadlines: { joinMs: 1_000_000, nudgeMs: 60_000 } });
        expect((await site.configuration("GET")).body).toEqual(changed.body);
        expect(settingsOf(await site.configuration("PUT", {}))).toEqual(settingsOf(defaults));
      });
    });

    test("of two who have looked at the same one, one is taken; the other is told which one is in force", async () => {
      const { apart: site } = its;
      await site.configured({}, async () => {
        const { body: seen } = await site.configuration("GET");
        const before = versionOf(seen);
        const answers = await Promise.all(
          [1_000, 2_000].map((wrapUpMs) => site.configuration("PUT", { ...seen, wrapUpMs })),
        );
        const [taken, refused] = answers.sort((a, b) => a.status - b.status);
        expect(taken).toMatchObject({ status: 200, body: { version: before + 1 } });
        expect(refused).toMatchObject({
          status: 409,
          body: { code: "stale_epoch", details: { version: before + 1 } },
        });
        expect((await site.configuration("GET")).body).toEqual(taken?.body);
        // A version of later is none that was looked at.
        const later = { ...seen, version: before + 2 };
        expect(await site.configuration("PUT", later)).toMatchObject({ status: 409 });
        // Who looks again, and who does not say, is taken.
        expect(await site.configuration("PUT", { ...taken?.body })).toMatchObject({
          status: 200,
          body: { version: before + 2 },
        });
        expect((await site.configuration("PUT", {})).body).toMatchObject({ version: before + 3 });
      });
    });

    test("[H22, I13] it is live in open conversations at once", async () => {
      const { apart: site } = its;
      const { client: maria } = await site.customer();
      const limits = { framesPerSecond: 10, frameBurst: 1, messagesPer10s: 10 };
      await site.configured({ limits }, async () => {
        for (let sent = 0; sent < 5; sent += 1) maria.send({ type: "ping" });
        await maria.until(() => maria.frames.some((frame) => frame.type === "reject"));
      });
    });

    test("[S1] its time zone and its teams come with a welcome; who is at a desk is shown to have missed one", async () => {
      const { apart: site } = its;
      const desk = await site.desk();
      const token = site.agentToken("ann");
      expect(await desk.hello(token)).toMatchObject({ timeZone: null, teams: [] });
      const teams = [{ id: "care", name: "Care" }];
      await site.configured({ hours: { timeZone: "Asia/Kolkata" }, teams }, async () => {
        const before = told(desk);
        await site.customer();
        const next = await desk.until(() => told(desk)[before.length]);
        expect(next.revision).toBeGreaterThan((before.at(-1)?.revision ?? 0) + 1);
        expect(await desk.hello(token)).toMatchObject({ timeZone: "Asia/Kolkata", teams });
      });
    });
  });
}
