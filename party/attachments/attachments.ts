import { base64url } from "jose";
import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import type { Attachment } from "../../conversation/protocol/attachment.ts";
import { type WireError, wireError } from "../../conversation/protocol/errors.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import type { Inspected } from "./inspect.ts";
import type { AttachmentStore } from "./store/store.ts";
import { storeFor } from "./store/store-for.ts";
import { Traffic } from "./traffic.ts";

/** A file that no message has taken up yet. */
type Upload = {
  attachment: Attachment;
  /** Whose it is: nobody else may send it. */
  by: string;
  at: number;
  /** False until all of its bytes are kept: a room that dies meanwhile leaves one that can never be sent. */
  isWhole: boolean;
  /** The store did not take it: it takes no room here, and is still to be deleted there, for it may have come all the same. */
  isGivenUp?: true;
};

/** How long a file waits for its message, in milliseconds. */
export const UPLOAD_KEPT_MS = 60 * 60_000;
/** Files of one conversation, sent or not: all of their heads are read at each upload. */
const MOST_FILES = 500;

/**
 * The files of one conversation: `upload:<id>` until a message takes one up, `attachment:<id>` from then on. Their bytes
 * are in the store. Callers run what says so in the conversation's turn: between two commits.
 */
export class Attachments {
  /** When the oldest upload is over; null while there is none. */
  private endsAt: number | null = null;
  readonly traffic: Traffic;
  private readonly store: () => AttachmentStore;

  constructor(
    readonly host: RoomHost,
    private readonly conversation: () => { id: string; workspace: string },
  ) {
    this.traffic = new Traffic(() => host.now());
    let made: AttachmentStore | null = null;
    // Only when it is needed: a wrong setting must not keep a room from speaking.
    this.store = () => (made ??= storeFor(host));
  }

  /** Reads when the room must wake for them. */
  async load(): Promise<void> {
    this.note(await this.uploads());
  }

  /** When an upload that nobody has sent is over; null while there is none. */
  due(): number | null {
    // A clock that was ahead must not keep it for longer.
    return this.endsAt === null ? null : Math.min(this.endsAt, this.host.now() + UPLOAD_KEPT_MS);
  }

  /** Takes its place, before its bytes are kept. In turn. Errors: `too_large`, with what is full. */
  async reserve(
    file: Inspected,
    name: string,
    by: string,
    { conversationBytes }: WorkspaceConfig["attachments"],
  ): Promise<Attachment | WireError> {
    const [uploads, sent] = [await this.uploads(), await this.sent()];
    const waiting = [...uploads.values()].filter((upload) => !upload.isGivenUp);
    const sizes = waiting.map(({ attachment }) => attachment.size).concat(sent.map(sizeOf));
    const bytes = sizes.reduce((sum, size) => sum + size, file.bytes.length);
    if (sizes.length >= MOST_FILES || bytes > conversationBytes) {
      return wireError("too_large", { path: "conversation" });
    }
    const { type, width, height } = file;
    const attachment: Attachment = {
      ...{ id: base64url.encode(this.host.randomBytes(12)), name, type, size: file.bytes.length },
      ...(width === undefined || height === undefined ? {} : { width, height }),
    };
    this.write({ attachment, by, at: this.host.now(), isWhole: false });
    return attachment;
  }

  async keep({ id }: Attachment, bytes: Uint8Array): Promise<void> {
    await this.store().put(this.placeOf(id), bytes);
  }

  /** All of its bytes are kept. False where it is gone by now, and with it the conversation. In turn. */
  async complete({ id }: Attachment): Promise<boolean> {
    const upload = (await this.uploads([id])).get(id);
    if (!upload) return false;
    this.write({ ...upload, isWhole: true });
    return true;
  }

  /** Its bytes were not kept: its place is free again. To be forgotten next, or else by the sweep. In turn. */
  async giveUp({ id }: Attachment): Promise<void> {
    const upload = (await this.uploads([id])).get(id);
    if (upload) this.write({ ...upload, isGivenUp: true });
  }

  /** The files of these ids that this sender may send, as far as there are any. In turn. */
  async sendable(ids: readonly string[], by: string): Promise<Attachment[]> {
    if (ids.length === 0) return [];
    const uploads = await this.uploads(ids);
    return [...uploads.values()]
      .filter((upload) => upload.by === by && upload.isWhole && !this.isOver(upload))
      .map(({ attachment }) => attachment);
  }

  /** A message has been committed with them. In the same synchronous block. */
  take(attachments: readonly Attachment[]): void {
    if (attachments.length === 0) return;
    this.host.storage.put(Object.fromEntries(attachments.map((each) => [`attachment:${each.id}`, each])));
    this.host.storage.delete(attachments.map(({ id }) => `upload:${id}`));
  }

  /** A file that was sent, and its bytes; null where there is none. */
  async read(id: string): Promise<{ attachment: Attachment; body: ReadableStream<Uint8Array> } | null> {
    const key = `attachment:${id}`;
    // What this class wrote.
    const attachment = (await this.host.storage.get([key])).get(key) as Attachment | undefined;
    const body = attachment && (await this.store().get(this.placeOf(id), attachment.size));
    return attachment && body ? { attachment, body } : null;
  }

  /** Deletes what nobody has sent in time, and nobody can send any more: no turn is kept waiting for that. */
  async sweep(): Promise<void> {
    const due = this.due();
    if (due === null || due > this.host.now()) return;
    for (const upload of (await this.uploads()).values()) {
      if (this.isOver(upload)) await this.forget(upload.attachment);
    }
    this.note(await this.uploads());
  }

  /** Deletes one that nobody is to send: first its bytes, for without its head nobody would know of them. */
  async forget(attachment: Attachment): Promise<void> {
    await this.drop(attachment);
    this.host.storage.delete([`upload:${attachment.id}`]);
  }

  private async drop({ id, size }: Attachment): Promise<void> {
    await this.store().delete(this.placeOf(id), size);
  }

  /** Deletes the bytes of all; their heads go with the rest of the room. May be repeated. */
  async clearAway(): Promise<void> {
    const uploads = [...(await this.uploads()).values()].map(({ attachment }) => attachment);
    for (const attachment of [...uploads, ...(await this.sent())]) await this.drop(attachment);
    this.endsAt = null;
  }

  private isOver({ at }: Upload): boolean {
    // Of one that is said to come so much later, a clock that was ahead has said it.
    return Math.abs(this.host.now() - at) >= UPLOAD_KEPT_MS;
  }

  private write(upload: Upload): void {
    this.host.storage.put({ [`upload:${upload.attachment.id}`]: upload });
    this.endsAt = Math.min(this.endsAt ?? Number.POSITIVE_INFINITY, upload.at + UPLOAD_KEPT_MS);
  }

  private async uploads(ids?: readonly string[]): Promise<Map<string, Upload>> {
    const { storage } = this.host;
    const found = ids
      ? await storage.get(ids.map((id) => `upload:${id}`))
      : await storage.list({ prefix: "upload:" });
    // What this class wrote.
    return new Map([...found].map(([key, value]) => [key.slice("upload:".length), value as Upload]));
  }

  private async sent(): Promise<Attachment[]> {
    // What this class wrote.
    return [...(await this.host.storage.list({ prefix: "attachment:" })).values()] as Attachment[];
  }

  private note(uploads: ReadonlyMap<string, Upload>): void {
    const ends = [...uploads.values()].map(({ at }) => at + UPLOAD_KEPT_MS);
    this.endsAt = ends.length === 0 ? null : Math.min(...ends);
  }

  /** Ids hold no slash, and a colon that every store takes as it is. */
  private placeOf(id: string): string {
    const { id: conversation, workspace } = this.conversation();
    return `${workspace}/${conversation.split(":").at(-1)}/${id}`;
  }
}

function sizeOf({ size }: Attachment): number {
  return size;
}
