/** One small edit that compiles, and must be noticed by a check that carries a rule's or invariant's id. */
export type Mutant = {
  name: string;
  file: string;
  /** Must stand in the file exactly once. */
  find: string;
  replace: string;
  /**
   * Who must notice: the simulation alone, from this seed on, or the tests in these folders and files. Types,
   * lint and the hash of the wire's schemas do not count.
   */
  killer: { simulation: number } | { tests: readonly string[] };
  survives?: true;
};

const simulation = (seed = 1) => ({ simulation: seed });
const tests = (...paths: string[]) => ({ tests: paths });

const CORE = tests("conversation/core");
const MODEL = tests("test/model/core.test.ts");
const ROOM = tests("party/conversation/room.test.ts");
const SILENCE = tests("test/silence");

export const MUTANTS: readonly Mutant[] = [
  {
    name: "no-op, for the simulation",
    file: "conversation/core/guards/guard.ts",
    find: "return epoch === state.epoch ? null",
    replace: "return state.epoch === epoch ? null",
    killer: simulation(),
    survives: true,
  },
  {
    name: "no-op, for the tests",
    file: "conversation/core/guards/guard.ts",
    find: "return epoch === state.epoch ? null",
    replace: "return state.epoch === epoch ? null",
    killer: CORE,
    survives: true,
  },

  // By the simulation alone.
  {
    name: "no dedupe",
    file: "party/conversation/executor.ts",
    find: "if (seen) return",
    replace: "if (seen && Number.isNaN(seen.log)) return",
    killer: simulation(),
  },
  {
    name: "dedupe after authorisation",
    file: "party/conversation/executor.ts",
    find: "if (seen) return",
    replace: 'if (seen && (!("epoch" in frame) || frame.epoch === this.journal.state.epoch)) return',
    killer: simulation(),
  },
  {
    name: "no epoch check on what agents send",
    file: "conversation/core/guards/guard.ts",
    find: 'return epoch === state.epoch ? null : "stale_epoch"',
    replace: 'return epoch >= 0 ? null : "stale_epoch"',
    killer: simulation(),
  },
  {
    name: "no generation id",
    file: "conversation/core/decide/ai.ts",
    find: "state.reply?.generationId === command.generationId",
    replace: "state.reply !== null && command.generationId !== ''",
    killer: simulation(),
  },
  {
    name: "no fence after the fetch",
    file: "conversation/core/decide/ai.ts",
    find: `if (!isCurrent(state, command, context)) return accept();
  return accept(...wantHuman`,
    replace: `if (state.control === "closed" || command.generationId === "") return accept();
  return accept(...wantHuman`,
    killer: simulation(151),
  },
  {
    name: "audience filter off: internal entries to everybody",
    file: "party/conversation/broadcaster.ts",
    find: "if (audience && readsInternal(audience) && projection.internal.length > 0)",
    replace: "if (projection.internal.length > 0)",
    killer: simulation(),
  },
  {
    name: "one seq shared by the ledgers",
    file: "conversation/core/project.ts",
    find: "const internalSeq = position.internal + 1;",
    replace: "const internalSeq = position.public + entries.length + 1;",
    killer: simulation(),
  },
  {
    name: "two transactions",
    file: "party/conversation/journal.ts",
    find: "    this.host.storage.put(entries);",
    replace: `    const { state: folded, ...rest } = entries;
    this.host.storage.put(rest);
    this.host.setTimer(0, () => this.host.storage.put({ state: folded }));`,
    killer: simulation(),
  },
  {
    name: "ack before commit",
    file: "party/conversation/journal.ts",
    find: "    this.host.storage.put(entries);",
    replace: "    this.host.setTimer(5, () => this.host.storage.put(entries));",
    killer: simulation(),
  },
  {
    name: "broadcast before commit",
    file: "party/conversation/journal.ts",
    find: "    this.host.storage.put(entries);",
    replace: `    const later = Promise.resolve().then(() => undefined).then(() => undefined).then(() => undefined);
    void later.then(() => this.host.storage.put(entries));`,
    killer: simulation(),
  },
  {
    name: "timer not re-armed",
    file: "party/conversation/effects.ts",
    find: `    } finally {
      this.arm();
      this.pursue();`,
    replace: `    } finally {
      this.pursue();`,
    killer: simulation(),
  },
  {
    name: "effect without alarm",
    file: "conversation/core/policies.ts",
    find: "if (wishing || effects.pushPending)",
    replace: "if ((wishing || effects.pushPending) && now < 0)",
    killer: simulation(),
  },

  // By tests whose titles carry the rule.
  {
    name: "no epoch check on what the AI brings",
    file: "conversation/core/decide/ai.ts",
    find: "state.epoch === command.epoch &&",
    replace: "command.epoch >= 0 &&",
    killer: CORE,
  },
  {
    name: "audience filter off: the content of another agent's conversation",
    file: "conversation/core/guards/guard.ts",
    find: "return state.owner === null || hasPart(state, id)",
    replace: "return id !== '' || hasPart(state, id)",
    killer: CORE,
  },
  {
    name: "lease never expires",
    file: "party/workspace/presence.ts",
    find: "return presence.until > now;",
    replace: "return presence.until > 0 && now > 0;",
    killer: tests("party/workspace/room.test.ts"),
  },
  {
    name: "spinner not cleared",
    file: "conversation/core/visibility.ts",
    find: 'waiting: control === "agent_joining",',
    replace: 'waiting: control === "agent_joining" || control === "agent_active",',
    killer: tests("conversation/core", "party/conversation/room.test.ts"),
  },
  {
    name: "outbox window of many",
    file: "conversation/client/outbox.ts",
    find: "    if (!online || busy || !item) return;",
    replace: `    for (const each of items) if (online && each.shown.state === "sending") options.send(each.shown.frame);
    if (!online || busy || !item) return;`,
    killer: tests("conversation/client"),
  },
  {
    name: "resume off by one",
    file: "party/conversation/pages.ts",
    find: "public: cursor.public,",
    replace: "public: cursor.public + 1,",
    killer: tests("party/conversation"),
  },
  {
    name: "expiry unchecked",
    file: "party/conversation/room.ts",
    find: "if (session.expiresAt <= this.host.now()) return",
    replace: "if (session.expiresAt <= 0) return",
    killer: ROOM,
  },
  {
    name: "the same client id for something else is let through",
    file: "party/conversation/executor.ts",
    find: "if (seen.body !== body) return",
    replace: "if (seen.body === '') return",
    killer: tests("party/conversation"),
  },
  {
    name: "an erased conversation begins again",
    file: "party/conversation/journal.ts",
    find: 'this.erased = (stored.get("erased") as Tombstone | undefined) ?? null;',
    replace: 'this.erased = (stored.get("never") as Tombstone | undefined) ?? null;',
    killer: tests("party/workspace/erase.test.ts", "party/conversation/journal.test.ts"),
  },

  // By the model of the transition table.
  {
    name: "a takeover leaves the epoch",
    file: "conversation/core/evolve/control.ts",
    find: "epoch: state.epoch + 1,",
    replace: 'epoch: state.epoch + (control === "agent_joining" ? 0 : 1),',
    killer: MODEL,
  },
  {
    name: "an answer settles what came after it was asked",
    file: "conversation/core/evolve.ts",
    find: "newerThan(state, state.reply?.uptoSeq ?? 0) ? state.newest",
    replace: "newerThan(state, state.seqs.public) ? state.newest",
    killer: MODEL,
  },
  {
    name: "release leaves the ticket open",
    file: "conversation/core/decide/control.ts",
    find: 'return [...closeTicket(state, reason), { type: "ai_resumed", reason }];',
    replace: 'return [{ type: "ai_resumed", reason }];',
    killer: MODEL,
  },
  {
    name: "the silent owner counts as another agent",
    file: "conversation/core/decide/control.ts",
    find: "agentId !== state.owner?.id",
    replace: 'agentId !== ""',
    killer: MODEL,
  },
  {
    name: "notes by whoever sees the head",
    file: "conversation/core/guards/conversation.ts",
    find: 'permits(actor, "conversation.note") && readsContent(state, actor) ? null',
    replace: 'permits(actor, "conversation.note") ? null',
    killer: MODEL,
  },
  {
    name: "one message too many",
    file: "conversation/core/decide/messages.ts",
    find: "state.messages + messages < LIMITS.messages",
    replace: "state.messages + messages <= LIMITS.messages",
    killer: MODEL,
  },

  // Supervision and routing.
  {
    name: "presence leaks: who watches is seen typing",
    file: "party/conversation/room.ts",
    find: "if (on && journal.state.monitor?.person.id === actor.person.id) return;",
    replace: "if (on && journal.state.monitor?.person.id === session.key) return;",
    killer: SILENCE,
  },
  {
    name: "presence leaks: who watches marks as read",
    file: "conversation/core/decide/messages.ts",
    find: 'if (actor.role === "agent" && state.monitor?.person.id === actor.person.id) return accept();',
    replace: "if (actor.role === 'ai') return accept();",
    killer: SILENCE,
  },
  {
    name: "a revision counter shared with supervision: rows count its commits",
    file: "party/conversation/directory-row.ts",
    find: "version: state.seqs.shown,",
    replace: "version: state.seqs.log,",
    killer: SILENCE,
  },
  {
    name: "a revision counter shared with supervision: desks count its frames",
    file: "party/workspace/feed.ts",
    find: 'if (rows.length > 0) send(connection, desk, { rows, removed: [], presence: "" });',
    replace: 'send(connection, desk, { rows, removed: [], presence: "" });',
    killer: SILENCE,
  },
  {
    name: "who owns it is told who monitors",
    file: "conversation/core/visibility/audience.ts",
    find: '(stakes !== "everybody" && !stakes.includes(fingerprint(actor.person.id)))',
    replace: "stakes.length < 1_000",
    killer: SILENCE,
  },
  {
    name: "a monitoring lease never expires",
    file: "conversation/core/decide/supervision.ts",
    find: "held.leaseId === leaseId && monitorUntil > now",
    replace: "held.leaseId === leaseId && monitorUntil > 0 && now > 0",
    killer: CORE,
  },
  {
    name: "a confirmation for ever",
    file: "conversation/core/decide/supervision.ts",
    find: "confirmation.expiresAt <= now",
    replace: "confirmation.expiresAt <= 0",
    killer: CORE,
  },
  {
    name: "a confirmation of an older epoch",
    file: "conversation/core/decide/supervision.ts",
    find: "const stale = fence(state, confirmation.epoch);",
    replace: "const stale = fence(state, now > 0 ? state.epoch : 0);",
    killer: CORE,
  },
  {
    name: "confirmation reusable: of any lease",
    file: "conversation/core/decide/supervision.ts",
    find: "confirmation.leaseId === state.monitor?.leaseId",
    replace: "confirmation.leaseId !== ''",
    killer: CORE,
  },
  {
    name: "second offer kept",
    file: "conversation/core/decide/routing.ts",
    find: "if (!state.offer) return [offered];",
    replace: "if (!state.offer || now > 0) return [offered];",
    killer: CORE,
  },
  {
    name: "an offer outlives the control it was made under",
    file: "conversation/core/decide/consequences.ts",
    find: "if (after.offer && after.epoch !== before.epoch)",
    replace: "if (after.offer && after.epoch < before.epoch)",
    killer: CORE,
  },
  {
    name: "the displaced agent may go on writing",
    file: "conversation/core/guards/conversation.ts",
    find: 'joined && state.control === "agent_active" ? null',
    replace: '(joined || state.wrapUps.length > 0) && state.control !== "closed" ? null',
    killer: CORE,
  },
  {
    name: "whoever is asked by a team's offer may take it",
    file: "conversation/core/guards/routing.ts",
    find: ": teams.includes(to.teamId)",
    replace: ": teams.length >= 0",
    killer: CORE,
  },

  // Supervision and routing, by the simulation alone.
  {
    name: "a monitoring lease that nobody renews goes on",
    file: "conversation/core/timers.ts",
    find: 'if (state.monitor) add("monitor", monitorUntil, 0);',
    replace: 'if (state.monitor && monitorUntil < 0) add("monitor", monitorUntil, 0);',
    killer: simulation(1101),
  },
  {
    name: "an offer may be accepted after its time",
    file: "conversation/core/decide/routing.ts",
    find: "  return mayEver ? (gone(state, offerId) ?? error) : error;",
    replace: `  if (state.transfers.some((over) => over.offerId === offerId && over.outcome === "timed_out")) return null;
  return mayEver ? (gone(state, offerId) ?? error) : error;`,
    killer: simulation(),
  },
  {
    name: "agents are shown who monitors",
    file: "conversation/core/visibility/audience.ts",
    find: 'if (!permits(actor, "conversation.monitor")) return false;',
    replace: 'if (actor.role !== "agent") return false;',
    killer: simulation(),
  },
  {
    name: "who has it changes, and the epoch does not",
    file: "conversation/core/evolve/people.ts",
    find: "      ...changeControl(state, state.control, at),",
    replace: `      ...changeControl(state, state.control, at),
      epoch: state.epoch,`,
    killer: simulation(),
  },
  {
    name: "whoever is full is given one more",
    file: "conversation/core/decide/routing.ts",
    find: "if (exceededBy > 0) return refuse",
    replace: "if (exceededBy > 99) return refuse",
    killer: simulation(),
  },
  {
    name: "what the workspace may have heard of monitoring is forgotten",
    file: "party/conversation/effects.ts",
    find: 'if (journal.margin.monitoringSent === "") journal.setMargin({ monitoringSent: MAY_BE_HEARD });',
    replace: 'if (journal.margin.monitoringSent === MAY_BE_HEARD) journal.setMargin({ monitoringSent: "" });',
    killer: tests("party/workspace/supervision.test.ts"),
  },
];
