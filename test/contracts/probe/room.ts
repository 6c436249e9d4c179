import type { Room, RoomConnection, RoomHost, StorageRange } from "../../../party/hosts/room-host.ts";

/**
 * A room that does what it is told, step by step, so that tests can ask any host for anything the port promises.
 * Steps come over HTTP or in a frame, as JSON; what they found goes back the same way.
 */

export type Step =
  | { do: "put"; entries: Record<string, unknown> }
  | { do: "delete"; keys: string[] }
  | { do: "get"; keys: string[] }
  | { do: "list"; range: StorageRange }
  /** A put whose values are so many characters, or keys: the host is to refuse what is too much. */
  | { do: "putLarge"; keyLength: number; valueLength: number; keys: number }
  | { do: "alarmIn"; ms: number }
  /** To every connection. */
  | { do: "send"; text: string }
  | { do: "close"; code: number; reason: string }
  | { do: "attach"; value: unknown }
  | { do: "attachments" }
  /** An await that waits for nothing outside. */
  | { do: "tick" }
  | { do: "pause"; ms: number }
  | { do: "fetch"; url: string }
  /** Writes a word into what this life remembers. */
  | { do: "note"; word: string }
  | { do: "notes" }
  | { do: "about" };

export class ProbeRoom implements Room {
  /** What this life of the room has seen, in order. */
  private readonly notes: string[] = [];
  private readonly life: string;
  private readonly mayBeLost: boolean;

  constructor(private readonly host: RoomHost) {
    this.life = [...host.randomBytes(8)].join("-");
    this.mayBeLost = host.alarmsMayBeLost();
  }

  onConnect(connection: RoomConnection, origin: string | null): void {
    connection.attach({ origin });
    this.notes.push("connect");
  }

  async onFrame(connection: RoomConnection, raw: unknown): Promise<void> {
    if (typeof raw !== "string") return connection.send(JSON.stringify({ binary: true }));
    if (!raw.startsWith("[")) return connection.send(JSON.stringify({ echo: raw.length }));
    const found = await this.run(JSON.parse(raw), connection);
    connection.send(JSON.stringify({ found }));
  }

  onClose(): void {
    this.notes.push("close");
  }

  async onRequest(request: Request): Promise<Response> {
    const text = await request.text();
    return Response.json({ found: await this.run(JSON.parse(text), null) });
  }

  async onAlarm(): Promise<void> {
    this.notes.push("alarm");
    const at = this.host.now();
    const stored = await this.host.storage.get(["alarms"]);
    const alarms = stored.get("alarms");
    this.host.storage.put({ alarms: [...(Array.isArray(alarms) ? alarms : []), at] });
    for (const connection of this.host.connections()) connection.send(JSON.stringify({ alarm: at }));
  }

  private async run(steps: Step[], connection: RoomConnection | null): Promise<unknown[]> {
    const found: unknown[] = [];
    for (const step of steps) {
      try {
        const result = this.take(step, connection);
        // What needs no wait gets none: puts in a row are one write.
        found.push(result instanceof Promise ? await result : result);
      } catch (error) {
        found.push({ error: error instanceof Error ? error.message : String(error) });
      }
    }
    return found;
  }

  private take(step: Step, connection: RoomConnection | null): unknown {
    const { storage } = this.host;
    switch (step.do) {
      case "put":
        return storage.put(step.entries) ?? null;
      case "delete":
        return storage.delete(step.keys) ?? null;
      case "get":
        return storage.get(step.keys).then((values) => Object.fromEntries(values));
      case "list":
        return storage.list(step.range).then((values) => [...values]);
      case "putLarge":
        return storage.put(large(step)) ?? null;
      case "alarmIn":
        return storage.setAlarm(this.host.now() + step.ms) ?? null;
      case "send":
        for (const other of this.host.connections()) other.send(step.text);
        return null;
      case "close":
        return connection?.close(step.code, step.reason) ?? null;
      case "attach":
        return connection?.attach(step.value) ?? null;
      case "attachments":
        return [...this.host.connections()].map((other) => other.attachment());
      case "tick":
        return Promise.resolve(null);
      case "pause":
        return new Promise((resolve) => this.host.setTimer(step.ms, () => resolve(null)));
      case "fetch":
        return this.host.fetch(step.url).then((response) => response.text());
      case "note":
        return this.notes.push(step.word);
      case "notes":
        return [...this.notes];
      case "about":
        return { name: this.host.name(), life: this.life, mayBeLost: this.mayBeLost, now: this.host.now() };
    }
  }
}

function large({ keyLength, valueLength, keys }: Extract<Step, { do: "putLarge" }>) {
  const names = Array.from({ length: keys }, (_, n) => `${n}`.padEnd(keyLength, "k"));
  return Object.fromEntries(names.map((name) => [name, "v".repeat(valueLength)]));
}
