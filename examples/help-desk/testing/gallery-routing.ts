import type { ConversationView, Directory, DirectoryRow } from "../desk.ts";
import { FakeDesk } from "./fake-desk.ts";
import { ANN, aHeadView, anOwnedView, BEN, messageOf, noteOf, SUE, systemOf } from "./samples.ts";

const OWNERS = [
  "send",
  "note",
  "viewTicket",
  "allowAiReplies",
  "updateTicket",
  "end",
  "offerTransfer",
] as const satisfies ConversationView["can"];

/** The same team's afternoon, seen by Ben, to and from whom much is handed. */
export function routingDesk(): FakeDesk {
  const desk = new FakeDesk(BEN);
  desk.permissions = ["conversation.transfer"];
  for (const { view, row } of scenes()) play(desk, view, row);
  desk.setDirectory({
    teams: [
      { id: "billing", name: "Billing" },
      { id: "tech", name: "Tech" },
    ],
    agents: [
      { ...ANN, status: "available", capacity: 5, load: 2, teams: ["billing"] },
      { ...BEN, status: "available", capacity: 5, load: 4, teams: ["tech"] },
      { id: "sam", name: "Sam", status: "away", capacity: 5, load: 1, teams: [] },
      { ...SUE, status: "available", capacity: 5, load: 0, teams: [] },
      { id: "eve", name: "Eve Achterberg-Montgomery", status: "busy", capacity: 3, load: 5, teams: ["tech"] },
    ],
    offers: offers(),
  });
  return desk;
}

/** Between now and then, in seconds; a long while, so that pictures can be taken. */
function soon(seconds: number): string {
  return new Date(Date.now() + seconds * 1_000).toISOString();
}

function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

type Scene = { view: ConversationView; row: Partial<DirectoryRow> };

const ISSUES: Record<string, readonly [name: string, said: string]> = {
  plain: ["Nadia Petrov", "The grinder trips the fuse as soon as I switch it on."],
  offering: ["Tomás Herrera", "Could somebody look at my invoice? The VAT is wrong."],
  consulting: ["Grace Okafor", "And will the second payment be put back too?"],
  taken: ["Viktor Lindgren", "This is the third time I explain it."],
  lost: ["Lena Brandt", "Hello? Is anybody there?"],
  ended: ["Yusuf Demir", "Great, that works. Thank you!"],
  offered: ["Maria Oliveira", "That page says “exception”. What does that mean?"],
  team: ["Jürgen Straßenbahner-Löwenstein", "Ich wurde zweimal belastet."],
};

function sceneOf(id: string, make: (change: Partial<ConversationView>) => ConversationView): Scene {
  const [name = "", text = ""] = ISSUES[id] ?? [];
  const customer = { id: `c-${id}`, name, email: "customer@example.com", locale: "en" };
  const timeline = [
    messageOf("customer", text, { name, at: ago(4) }),
    messageOf("agent", "Hello, this is Ben. Let me see what I can do.", { name: "Ben", at: ago(3) }),
    messageOf("customer", "Thank you, I'll wait.", { name, at: ago(2) }),
  ];
  const view = make({ id, customer, timeline, ownedSince: ago(3) });
  const lastMessage = { role: "customer", name: "", text: "Thank you, I'll wait.", at: ago(2) } as const;
  return { view, row: { customer: { id: customer.id, name, locale: "en" }, lastMessage } };
}

function scenes(): Scene[] {
  const mine =
    (more: Partial<ConversationView> = {}) =>
    (change: Partial<ConversationView>) =>
      anOwnedView(BEN, { can: OWNERS, ...change, ...more });
  const offer = {
    offerId: "o9",
    from: BEN,
    to: { agent: ANN },
    note: "Knows the VAT rules.",
    expiresAt: soon(27),
  };
  return [
    sceneOf("plain", mine()),
    sceneOf("offering", mine({ transferOffer: offer, can: [...OWNERS, "cancelTransfer"] })),
    sceneOf("consulting", (change) =>
      anOwnedView(ANN, {
        ...change,
        can: ["note", "viewTicket", "leaveConsult"],
        consultants: [BEN],
        timeline: [
          ...(change.timeline ?? []),
          systemOf(
            "transfer_offered",
            { offerId: "o3", by: "Ben", byId: "ben", teamId: "billing", note: "" },
            ago(1.5),
          ),
          systemOf(
            "transfer_accepted",
            { offerId: "o3", by: "Ann", byId: "ann", from: "Ben", fromId: "ben" },
            ago(1),
          ),
          noteOf("The bank's reference is in the ticket.", ago(0.9)),
        ],
      }),
    ),
    sceneOf("taken", mine()),
    sceneOf("lost", mine()),
    sceneOf("ended", mine()),
    sceneOf("offered", (change) =>
      aHeadView(ANN, {
        id: "offered",
        ownedSince: change.ownedSince ?? null,
        can: ["viewTicket", "acceptTransfer", "rejectTransfer"],
        transferOffer: {
          offerId: "o1",
          from: ANN,
          to: { agent: BEN },
          note: "The carrier lost the parcel. She would like it sent again, and her plan includes it.",
          expiresAt: soon(29),
        },
      }),
    ),
    sceneOf("team", (change) => aHeadView(SUE, { id: "team", ownedSince: change.ownedSince ?? null })),
  ];
}

function offers(): Directory["offers"] {
  return [
    {
      conversationId: "offered",
      offer: { offerId: "o1", from: ANN, to: { agent: BEN }, expiresAt: soon(29) },
    },
    {
      conversationId: "team",
      offer: { offerId: "o2", from: SUE, to: { teamId: "tech" }, expiresAt: soon(14) },
    },
  ];
}

/** What the server would do with Ben's calls, and what others do: `desk.rooms.get("taken").onCall("displace")`. */
function play(desk: FakeDesk, view: ConversationView, row: Partial<DirectoryRow>): void {
  const room = desk.add(view, row);
  const over = (ids: string) =>
    desk.setDirectory({
      offers: desk.directory.snapshot().offers.filter((one) => one.conversationId !== ids),
    });
  room.onCall = (call) => {
    const [name] = call.split(" ");
    if (name === "acceptTransfer") {
      const { view: owned } = sceneOf(view.id, (change) => anOwnedView(BEN, { ...change, can: OWNERS }));
      room.moveControl({ ...owned, consultants: [ANN] }, BEN);
    }
    if (name === "acceptTransfer" || name === "rejectTransfer") over(view.id);
    if (name === "offerTransfer") {
      const to = call.includes("tech") || call.includes("billing") ? { teamId: "billing" } : { agent: ANN };
      const offer = { offerId: "o1", from: BEN, to, note: "", expiresAt: soon(30) };
      room.update({ transferOffer: offer, can: [...OWNERS, "cancelTransfer"] });
    }
    if (name === "cancelTransfer") {
      room.update({ transferOffer: null, can: OWNERS });
      room.settleOffer("rescinded");
    }
    if (name === "leaveConsult") room.update(aHeadView(ANN, { id: view.id }));
    if (name === "completeWrapUp") room.update({ state: "closed", wrapUp: null, can: ["note"] });
    if (name === "end") {
      const wrapUp = { expiresAt: soon(118) };
      room.moveControl({ state: "wrap_up", owner: null, wrapUp, can: ["note", "completeWrapUp"] }, null);
    }
    if (name === "displace" && view.id === "lost") {
      room.displace(SUE, { ...aHeadView(SUE, { id: view.id }), ownedSince: ago(0) });
    } else if (name === "displace") {
      const wrapUp = { expiresAt: soon(118) };
      const can = ["note", "viewTicket", "completeWrapUp"] as const;
      room.displace(SUE, { wrapUp, can, ownedSince: ago(0) });
    }
  };
}
