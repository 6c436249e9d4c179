import type { ConversationState } from "../../conversation/core/state.ts";
import type { PublicEntry } from "../../conversation/protocol/entry.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import type { SummaryAnswer } from "../peer-messages.ts";
import { directoryRow } from "./directory-row.ts";
import type { Journal } from "./journal.ts";
import { wholePublic } from "./pages.ts";
import { Push } from "./push.ts";
import { MOST_TURNS } from "./turns.ts";
import type { WorkspaceLink } from "./workspace-link.ts";

export type PushPorts = {
  host: RoomHost;
  journal: Journal;
  link: WorkspaceLink;
  /** What the workspace room said about this conversation. */
  heard(answer: SummaryAnswer): Promise<void>;
};

/** All that the conversation tells its workspace of itself; what has been heard is written down in the margin. */
export class Pushes {
  private readonly all: readonly Push[];

  constructor(private readonly ports: PushPorts) {
    const { host, journal } = ports;
    this.all = [
      new Push({
        host,
        isPending: () => journal.state.seqs.shown > journal.margin.directorySent,
        send: () => this.row(),
      }),
      new Push({
        host,
        isPending: () => monitoringKey(journal.state) !== journal.margin.monitoringSent,
        send: () => this.monitoring(),
      }),
      new Push({
        host,
        isPending: () => journal.margin.cooldownOwed > host.now(),
        send: () => this.cooldown(),
      }),
    ];
  }

  pursue(): void {
    for (const push of this.all) push.pursue();
  }

  isPending(): boolean {
    return this.all.some((push) => push.isPending());
  }

  haveFailed(): boolean {
    return this.all.some((push) => push.failed > 0);
  }

  private async row(): Promise<boolean> {
    const { host, journal, link, heard } = this.ports;
    const { state } = journal;
    if (journal.erased) return true;
    const answer = await link.push(directoryRow(state, await this.lastMessage(), host.now()));
    if (journal.erased) return true;
    if (!answer) return false;
    journal.setMargin({ directorySent: state.seqs.shown });
    await heard(answer);
    return true;
  }

  /** Apart from the row: nothing that agents see of it comes sooner or later because somebody monitors (M2). */
  private async monitoring(): Promise<boolean> {
    const { journal, link } = this.ports;
    if (journal.erased) return true;
    const { id, seqs, monitor, stakes } = journal.state;
    const sent = monitoringKey(journal.state);
    const hiddenFrom = stakes === "everybody" ? stakes : [...stakes];
    const told = { id, version: seqs.log, monitor: monitor?.person ?? null, hiddenFrom };
    // Once it is on its way it may be heard, though no answer comes back: then its end must be told as well.
    if (journal.margin.monitoringSent === "") journal.setMargin({ monitoringSent: MAY_BE_HEARD });
    if (!(await link.pushMonitoring(told))) return false;
    journal.setMargin({ monitoringSent: sent });
    return true;
  }

  /** The conversation has not waited for this: what is decided here knows of it already (E6). */
  private async cooldown(): Promise<boolean> {
    const { journal, link } = this.ports;
    if (journal.erased) return true;
    const { cooldownOwed: until } = journal.margin;
    if (!(await link.pushCooldown({ id: journal.state.id, until }))) return false;
    if (journal.margin.cooldownOwed === until) journal.setMargin({ cooldownOwed: 0 });
    return true;
  }

  private async lastMessage() {
    const entries = await wholePublic(this.ports.journal, 1);
    const isMessage = (entry: PublicEntry) => entry.kind === "message";
    const newest = entries.filter(isMessage).at(-1);
    if (newest) return newest;
    return (await wholePublic(this.ports.journal, MOST_TURNS)).filter(isMessage).at(-1) ?? null;
  }
}

/** No state's key: whatever there is to tell is still to be told. */
const MAY_BE_HEARD = "?";

/** What there is to tell of monitoring; empty while nobody monitors, for then it matters to nobody who may know. */
function monitoringKey({ monitor, stakes }: ConversationState): string {
  return monitor ? JSON.stringify([monitor.leaseId, stakes]) : "";
}
