import { CORE, type Mutant, simulation, tests } from "./mutant.ts";
import { CONTROL } from "./table-control.ts";
import { PEOPLE } from "./table-people.ts";

const MODEL = tests("test/model/core.test.ts");
const ROOM = tests("party/conversation/room.test.ts");

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
  const reason =`,
    replace: `if (state.control === "closed" || command.generationId === "") return accept();
  const reason =`,
    killer: tests("conversation/core/decide/control.test.ts"),
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
    file: "conversation/core/evolve/replies.ts",
    find: 'state.newest?.role === "customer" && state.newest.seq > uptoSeq;',
    replace: 'state.newest?.role === "customer" && state.newest.seq > Math.max(uptoSeq, state.seqs.public);',
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

  ...PEOPLE,
  ...CONTROL,
];
