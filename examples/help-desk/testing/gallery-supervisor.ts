import type { ConversationView, DirectoryRow } from "../desk.ts";
import { FakeDesk } from "./fake-desk.ts";
import { ANN, aHeadView, anOwnedView, aView, aWatchedView, BEN, messageOf, noteOf, SUE } from "./samples.ts";

const SAM = { id: "sam", name: "Sam" };

/** The same team's afternoon, seen by Sue, who supervises it. */
export function supervisorDesk(): FakeDesk {
  const desk = new FakeDesk(SUE);
  desk.permissions = ["conversation.monitor", "conversation.assign", "conversation.take_over_agent"];
  for (const scene of scenes()) play(desk, scene);
  desk.setDirectory({
    monitoringNotice: true,
    teams: [
      { id: "billing", name: "Payments" },
      { id: "tech", name: "Workbench" },
    ],
    agents: [
      { ...ANN, status: "available", capacity: 5, load: 2, teams: ["billing"] },
      { ...BEN, status: "available", capacity: 4, load: 4, teams: ["tech"] },
      { ...SAM, status: "away", capacity: 5, load: 1, teams: [] },
      { ...SUE, status: "available", capacity: 5, load: 0, teams: [] },
      { id: "eve", name: "Eve Achterberg-Montgomery", status: "busy", capacity: 3, load: 5, teams: ["tech"] },
    ],
  });
  return desk;
}

function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

type Scene = { id: string; whole: ConversationView; view: ConversationView; row: Partial<DirectoryRow> };

/** What the server would do with a supervisor's calls. */
function play(desk: FakeDesk, { id, whole, view, row }: Scene): void {
  const room = desk.add(view, row);
  const setRow = (change: Partial<DirectoryRow>) =>
    desk.setRows(desk.directory.snapshot().rows.map((one) => (one.id === id ? { ...one, ...change } : one)));
  const { monitor: _monitor, ...unwatched } = whole;
  room.onCall = (call) => {
    if (call === "monitor") {
      room.update(whole);
      setRow({ monitor: SUE });
    }
    if (call === "stop") {
      room.update({ ...aHeadView(whole.owner ?? BEN), id, can: ["viewTicket", "monitor"], monitor: null });
      setRow({ monitor: null });
    }
    if (call === "join") {
      room.update({ ...unwatched, monitor: null, consultants: [SUE], can: ["send", "note", "viewTicket"] });
      setRow({ monitor: null });
    }
    if (call === "confirm") {
      room.moveControl({ ...anOwnedView(SUE, { id, customer: whole.customer }), monitor: null }, SUE);
      setRow({ monitor: null, owner: SUE });
    }
    if (call.startsWith("assign")) {
      room.moveControl({ ...aHeadView(ANN), id, can: ["viewTicket", "monitor"] }, ANN);
      setRow({ owner: ANN, state: "agent_joining" });
    }
  };
}

function scenes(): Scene[] {
  return [watched(), other(), billing(), offered(), upset(), calm(), withAi()];
}

function row(
  name: string,
  text: string,
  minutes: number,
  change: Partial<DirectoryRow>,
): Partial<DirectoryRow> {
  return {
    customer: { id: `c-${name}`, name, locale: "en" },
    lastMessage: { role: "customer", name, text, at: ago(minutes) },
    ...change,
  };
}

function watched(): Scene {
  const name = "Maria Oliveira";
  const whole = aWatchedView(BEN, {
    id: "watched",
    ownedSince: ago(14),
    customer: { id: "c2", name, email: "maria.oliveira@example.com", locale: "pt-BR" },
    unread: 1,
    sentiment: -0.62,
    sentimentTrend: "falling",
    typing: [BEN],
    monitor: { person: SUE, since: ago(3), leaseId: "lease" },
    timeline: [
      messageOf("customer", "My order should have been here on Monday.", { name, at: ago(16) }),
      messageOf("agent", "Hello Maria, this is Ben. I am looking at it now.", { name: "Ben", at: ago(12) }),
      noteOf("The carrier says the driver could not find the door.", ago(11)),
      messageOf("customer", "That is what you told me last time as well.", { name, at: ago(2) }),
    ],
  });
  const text = "That is what you told me last time as well.";
  return {
    id: "watched",
    whole,
    view: whole,
    row: row(name, text, 2, {
      waitingSince: ago(2),
      sentiment: -0.62,
      sentimentTrend: "falling",
      monitor: SUE,
      unread: 1,
    }),
  };
}

function other(): Scene {
  const whole = aWatchedView(ANN, { id: "other", ownedSince: ago(22) });
  return {
    id: "other",
    whole,
    view: aHeadView(ANN, { id: "other", ownedSince: ago(22), monitor: { person: SAM, since: ago(2) } }),
    row: row("Priya Nair", "Thank you so much!", 3, {
      sentiment: 0.8,
      sentimentTrend: "rising",
      monitor: SAM,
    }),
  };
}

function billing(): Scene {
  const name = "Jürgen Straßenbahner-Löwenstein";
  const view = aView({
    id: "billing",
    state: "queued",
    queuePosition: 1,
    teamId: "billing",
    can: ["send", "note", "takeOver", "assign", "monitor", "offerTransfer", "forceEnd"],
    customer: { id: "c4", name, email: "j.s@example.com", locale: "de" },
    monitor: null,
    sentiment: -0.1,
    sentimentTrend: "steady",
    timeline: [messageOf("customer", "Ich wurde zweimal belastet.", { name, at: ago(6) })],
  });
  const change = { teamId: "billing", waitingSince: ago(5), unread: 2, sentiment: -0.1, monitor: null };
  return { id: "billing", whole: view, view, row: row(name, "Ich wurde zweimal belastet.", 5, change) };
}

function offered(): Scene {
  const transferOffer = { offerId: "o1", from: BEN, to: { agent: ANN }, expiresAt: ago(-1) };
  return anothers("offered", "Fatima Zahra", { transferOffer, sentiment: 0.1, sentimentTrend: "steady" });
}

function upset(): Scene {
  return anothers("upset", "Noah Visser", {
    alert: "unanswered_late",
    waitingSince: ago(7),
    sentiment: -0.9,
    sentimentTrend: "steady",
  });
}

function calm(): Scene {
  return anothers("calm", "Aoife Byrne", { sentiment: 0.4, sentimentTrend: "falling" });
}

function anothers(id: string, name: string, change: Partial<DirectoryRow>): Scene {
  const whole = aWatchedView(BEN, { id, ownedSince: ago(9), customer: { id, name, locale: "en" } });
  const view = aHeadView(BEN, { id, ownedSince: ago(9), can: ["viewTicket", "monitor"], monitor: null });
  return { id, whole, view, row: row(name, "Is the blue one coming back?", 8, { monitor: null, ...change }) };
}

function withAi(): Scene {
  const view = aView({ id: "ai", can: ["send", "note", "takeOver", "assign", "monitor"], monitor: null });
  return {
    id: "ai",
    whole: view,
    view,
    row: row("Visitor 3f2a", "Do you mend kettles?", 1, { monitor: null }),
  };
}
