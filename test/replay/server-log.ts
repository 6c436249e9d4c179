/** How workerd puts it that a connection was lost, one that it was writing to included. */
const LAMENT = /worker_do_not_log|Network connection lost|another message send is already in progress/u;
const STACK = /^\s*stack:/u;
/** Lines that are kept; the rest is only counted. */
const MOST_LINES = 20;

/** What a server printed while its connections were lost on purpose: laments over that are only counted. */
export class ServerLog {
  private laments = 0;
  private others = 0;
  private readonly first: string[] = [];
  private readonly last: string[] = [];

  add(line: string): void {
    if (STACK.test(line)) return;
    if (LAMENT.test(line)) {
      this.laments += 1;
      return;
    }
    this.others += 1;
    if (this.first.length < MOST_LINES) this.first.push(line.trim());
    if (this.last.push(line.trim()) > MOST_LINES) this.last.shift();
  }

  /** The newest lines, for whoever wonders why it died. */
  tail(): string {
    return this.last.join("\n");
  }

  report(): string[] {
    return [
      `server's log: ${this.laments} lines on lost connections, ${this.others} others`,
      ...this.first.map((line) => `  ${line}`),
    ];
  }
}
