import type { ConfigurationJson } from "../desk.ts";

const DAY = [
  { opens: "09:00", closes: "12:30" },
  { opens: "13:30", closes: "17:00" },
];

/** A workspace with everything set, as its server tells it. */
export const SETTINGS: ConfigurationJson = {
  version: 1,
  ai: { on: true },
  cadence: { on: true, minMs: 30_000, maxMs: 120_000 },
  hours: {
    timeZone: "America/Chicago",
    week: {
      ...{ monday: DAY, tuesday: DAY, wednesday: DAY, thursday: DAY },
      ...{ friday: [{ opens: "09:00", closes: "15:00" }], saturday: [], sunday: [] },
    },
    holidays: [
      { date: "2026-12-25", intervals: [] },
      { date: "2026-12-31", intervals: [{ opens: "09:00", closes: "12:00" }] },
    ],
    warnMs: 1_800_000,
    deferMs: 900_000,
  },
  sla: { teamId: "billing", firstResponseMs: 300_000, nextResponseMs: 600_000, queueMs: null },
  escalationRules: [
    { teamId: "billing", reason: "Legal", when: { words: ["lawyer", "court"], sentimentBelow: -0.5 } },
    { teamId: "tech", reason: "Gold customer asks for a person", when: { asksForPerson: true } },
  ],
  cooldownMs: 7_200_000,
  guardrails: { teamId: "tech" },
  budgets: {
    ...{ conversationPerHour: 20, conversationPerDay: 50 },
    ...{ customerPerDay: null, addressPerDay: 500, workspacePerDay: 2_000 },
  },
  limits: { framesPerSecond: 10, frameBurst: 20, messagesPer10s: 10, sessionsPerAddressPerHour: 60 },
  wrapUpMs: 120_000,
  notices: { customers: "notice", agents: true },
  hipaa: false,
  teams: [
    { id: "billing", name: "Payments" },
    { id: "tech", name: "Workbench" },
  ],
  origins: ["https://example.com"],
  retentionMs: null,
};
