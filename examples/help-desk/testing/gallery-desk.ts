import type { ConversationView, DirectoryRow, Entry } from "../desk.ts";
import { FakeDesk } from "./fake-desk.ts";
import { eventful } from "./gallery-course.ts";
import { CHICAGO, escalationScenes, playEscalations } from "./gallery-escalations.ts";
import { heldScenes, playHeld } from "./gallery-held.ts";
import {
  ANN,
  aHeadView,
  anOwnedView,
  aView,
  BEN,
  messageOf,
  noteOf,
  SUE,
  separatorOf,
  systemOf,
} from "./samples.ts";

/** A support team's afternoon, seen by Ann. */
export function galleryDesk(): FakeDesk {
  const desk = new FakeDesk(ANN);
  for (const { view, row } of [...scenes(), ...crowd()]) {
    const room = desk.add(view, row);
    room.onCall = (call) => {
      if (call === "takeOver") {
        room.moveControl(
          { ...anOwnedView(ANN), state: "agent_joining", id: view.id, timeline: view.timeline },
          ANN,
        );
      }
      playHeld(room, call);
      playEscalations(room, call);
      if (call === "allowAiReplies") room.moveControl({ ...view, ...aView(), id: view.id }, null);
    };
  }
  desk.setDirectory(CHICAGO);
  desk.setAgents([
    { ...ANN, status: "available", capacity: 5, load: 2, teams: ["billing"] },
    { ...BEN, status: "available", capacity: 5, load: 4, teams: ["tech"] },
    { ...SUE, status: "away", capacity: 5, load: 0, teams: [] },
  ]);
  return desk;
}

function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

type Scene = { view: ConversationView; row: Partial<DirectoryRow> };

function scenes(): Scene[] {
  return [
    owned(),
    streaming(),
    queued(),
    head(),
    ended(),
    long(),
    ...courses(),
    ...heldViews(),
    ...escalated(),
  ];
}

function owned(): Scene {
  const maria = { id: "c2", name: "Maria Oliveira", email: "maria.oliveira@example.com", locale: "pt-BR" };
  const customer = { ...maria, identifiers: { account_number: "LM-20418", plan: "Coffee subscription" } };
  const by = "Maria Oliveira";
  const view = anOwnedView(ANN, {
    id: "owned",
    ownedSince: ago(9),
    customer,
    unread: 1,
    typing: [{ id: "c2", name: by }],
    hasEarlier: true,
    cycle: 2,
    timeline: [
      messageOf(
        "customer",
        "Hi! My order 20418 should have been here on Monday, and the tracking page has not moved since.",
        { name: by, at: ago(31) },
      ),
      messageOf(
        "ai",
        "I'm sorry about the wait. Parcels to Portugal take 4 to 6 working days. Your parcel left Cork on Thursday, so it is due by tomorrow.",
        { at: ago(30) },
      ),
      {
        ...messageOf("ai", "You can follow it with the number from your dispatch email.", { at: ago(30) }),
        sources: [
          { title: "Delivery times and prices", url: "https://example.com/help/delivery" },
          { title: "Missing parcel", url: "https://example.com/help/missing" },
        ],
      },
      messageOf("customer", "That page says “exception”. What does that mean?", { name: by, at: ago(12) }),
      messageOf("ai", "“Exception” means that the carrier", { at: ago(11), state: "interrupted" }),
      separatorOf("live_chat", ago(9)),
      systemOf("taken_over", { by: "Ann" }, ago(9)),
      systemOf("ticket_opened", {}, ago(9)),
      systemOf("ticket_summarised", { subject: "Parcel to Lisbon stuck since Monday" }, ago(8.9)),
      {
        ...messageOf(
          "agent",
          "Hello Maria, this is Ann. I have the carrier's page open: the parcel is in Lisbon, and the driver could not find the door.",
          { at: ago(8) },
        ),
      },
      noteOf(
        "Carrier reference 88-1204. They try again tomorrow between 9 and 12 if we confirm the door code today.",
        ago(6),
      ),
      messageOf(
        "customer",
        "Ah, the bell is broken. The door code is on the second line of the address, could you send it to them?",
        { name: by, at: ago(2) },
      ),
    ],
    ticket: {
      id: "t2",
      cycle: 2,
      status: "on_you",
      subject: "Parcel to Lisbon stuck since Monday",
      summary:
        "Order 20418 was due on Monday. Tracking shows an exception; the customer asks what it means and when the parcel comes.",
      assignee: ANN,
      customer,
      link: "https://chat.example.com/help-desk/#conversation=owned",
    },
    tickets: [
      { id: "t1", cycle: 1, status: "closed", subject: "Change of delivery address", assignee: BEN },
      { id: "t2", cycle: 2, status: "on_you", subject: "Parcel to Lisbon stuck since Monday", assignee: ANN },
    ],
  });
  return {
    view,
    row: rowOf(view, by, "customer", "Ah, the bell is broken. The door code is on the second line", 2, {
      unread: 1,
      waitingSince: ago(2),
    }),
  };
}

/** Everything has happened in these: what their course looks like. */
function courses(): Scene[] {
  const views = [
    eventful("eventful"),
    eventful("eventful-night", { night: true }),
    eventful("eventful-over", { over: true }),
  ];
  return views.map((view) => ({
    view,
    row: rowOf(view, "Amara Diallo", "agent", "Hello, Ann here. The money is on its way.", 10, {
      name: "Ann",
    }),
  }));
}

/** The AI's replies wait, or have waited. */
function heldViews(): Scene[] {
  return heldScenes().map((view) => ({
    view,
    row: rowOf(view, view.customer?.name ?? "", "customer", "When will I have my money back?", 1),
  }));
}

function streaming(): Scene {
  const view = aView({
    id: "streaming",
    customer: { id: "c3", name: "Visitor 3f2a", locale: "en" },
    aiReply: "generating",
    timeline: [
      messageOf("customer", "Do you mend a kettle that leaks?", { name: "Visitor 3f2a", at: ago(1) }),
      messageOf("ai", "Yes, we do. Send it to our bench in Cork, and we look at it within", {
        at: ago(0),
        state: "streaming",
      }),
    ],
  });
  return { view, row: rowOf(view, "Visitor 3f2a", "customer", "Do you mend a kettle that leaks?", 1) };
}

function queued(): Scene {
  const name = "Jürgen Straßenbahner-Löwenstein";
  const view = aView({
    id: "queued",
    state: "queued",
    queuePosition: 1,
    customer: { id: "c4", name, email: "j.s@example.com", locale: "de" },
    timeline: [
      messageOf("customer", "Ich wurde zweimal belastet. Bitte mit einem Menschen sprechen.", {
        name,
        at: ago(6),
      }),
      systemOf("human_requested", { by: "customer", reason: "asked" }, ago(5)),
    ],
  });
  return {
    view,
    row: rowOf(view, name, "customer", "Ich wurde zweimal belastet. Bitte mit einem Menschen sprechen.", 5, {
      waitingSince: ago(5),
      unread: 2,
    }),
  };
}

function head(): Scene {
  const view = aHeadView(BEN, { id: "head", ownedSince: ago(22) });
  return {
    view,
    row: rowOf(view, "Priya Nair", "agent", "I'll send the invoice again right now.", 3, { name: "Ben" }),
  };
}

function ended(): Scene {
  const view = aView({
    id: "ended",
    state: "closed",
    can: ["note"],
    cycle: 1,
    customer: { id: "c6", name: "Liam O'Dwyer", locale: "en" },
    timeline: [
      messageOf("customer", "Can I pay with a gift card?", { name: "Liam O'Dwyer", at: ago(190) }),
      messageOf("ai", "You can, at the last step of the checkout.", { at: ago(189) }),
      messageOf("customer", "Thanks!", { name: "Liam O'Dwyer", at: ago(188) }),
      systemOf("conversation_ended", { by: "customer", reason: "ended" }, ago(180)),
    ],
  });
  return { view, row: rowOf(view, "Liam O'Dwyer", "customer", "Thanks!", 188) };
}

function escalated(): Scene[] {
  return escalationScenes().map((view, at) => {
    const { escalations, owner, customer } = view;
    const name = customer?.name ?? "";
    // In HIPAA mode the directory holds no texts.
    const text = view.id === "escalated-hidden" ? "" : "I was charged twice for the same kettle.";
    const row = { owner, escalations: escalations.length };
    return { view, row: rowOf(view, name, "customer", text, 2 + at, row) };
  });
}

function long(): Scene {
  const timeline: Entry[] = [];
  for (let turn = 60; turn > 0; turn -= 1) {
    const at = ago(turn * 40);
    timeline.push(
      messageOf("customer", `Question ${61 - turn}: and how is it with that?`, { name: "Tom Baker", at }),
    );
    timeline.push(messageOf("ai", "It is like this. ".repeat(1 + (turn % 5)), { at }));
  }
  const view = aView({ id: "long", timeline, hasEarlier: true });
  return { view, row: rowOf(view, "Tom Baker", "ai", "It is like this.", 40) };
}

function rowOf(
  view: ConversationView,
  customerName: string,
  role: "customer" | "ai" | "agent",
  text: string,
  minutes: number,
  change: Partial<DirectoryRow> & { name?: string } = {},
): Partial<DirectoryRow> {
  const { name = "", ...row } = change;
  return {
    customer: { id: `c-${view.id}`, name: customerName, locale: view.customer?.locale ?? "en" },
    lastMessage: { role, name, text, at: ago(minutes) },
    ...row,
  };
}

const NAMES = [
  "Aoife Byrne",
  "Chen Wei",
  "Fatima Zahra",
  "Visitor 91bc",
  "Noah Visser",
  "Visitor 20ee",
  "Sofía Marín",
  "Visitor 77d0",
  "Oskar Lindqvist",
  "Visitor b41c",
  "Hannah Cole",
  "Visitor 5a5a",
];
const TEXTS = [
  "Where can I see the size chart?",
  "Thank you, that answers it.",
  "Is the blue one coming back?",
  "I'd like to send two of them back.",
];

function crowd(): Scene[] {
  return NAMES.map((customerName, place) => {
    const view = aView({
      id: `crowd-${place}`,
      ...(place === 3 ? { owner: SUE, state: "agent_joining" as const } : {}),
    });
    const role = place % 3 === 0 ? "customer" : "ai";
    const text = TEXTS[place % TEXTS.length] ?? "";
    return {
      view,
      row: rowOf(view, customerName, role, text, 4 + place * 23, {
        waitingSince: place === 3 ? ago(1) : null,
      }),
    };
  });
}
