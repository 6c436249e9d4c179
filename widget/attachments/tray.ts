import { signal } from "@preact/signals";
import { asBatonError, type BatonError } from "../../conversation/client/baton-error.ts";
import type { RoomFiles } from "../../conversation/client/room-files.ts";
import type { Attachment } from "../../conversation/protocol/attachment.ts";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import type { Chat } from "../chat.ts";
import type { WordKey } from "../i18n.ts";
import { filesOf } from "./files-of.ts";

/** A file that the visitor is about to send. */
export type Chip = {
  key: number;
  file: File;
  /** How much of it has left this machine, from 0 to 1. */
  share: number;
  /** What the server has made of it; null until then. */
  attachment: Attachment | null;
  /** Why it cannot be sent, and whether trying again may help. */
  problem: { words: WordKey; mayRetry: boolean } | null;
};

export type Tray = ReturnType<typeof createTray>;

/** The files that go with the next message: uploaded one after the other, as they come. */
export function createTray({ room }: Pick<Chat, "room">, files: RoomFiles = filesOf({ room })) {
  const chips = signal<readonly Chip[]>([]);
  /** More were given than a message takes. */
  const isFull = signal(false);
  const aborts = new Map<number, AbortController>();
  let line: Promise<void> = Promise.resolve();
  let made = 0;

  function change(key: number, next: Partial<Chip>): void {
    chips.value = chips.peek().map((chip) => (chip.key === key ? { ...chip, ...next } : chip));
  }

  function enqueue({ key, file }: Chip): void {
    const abort = new AbortController();
    aborts.set(key, abort);
    change(key, { share: 0, problem: null });
    line = line.then(async () => {
      if (abort.signal.aborted) return;
      try {
        const onProgress = (share: number) => change(key, { share });
        const attachment = await files.upload(file, { onProgress, signal: abort.signal });
        change(key, { attachment });
      } catch (thrown) {
        if (!abort.signal.aborted) change(key, { problem: problemOf(asBatonError(thrown)) });
      }
    });
  }

  function remove(key: number): void {
    aborts.get(key)?.abort();
    aborts.delete(key);
    isFull.value = false;
    chips.value = chips.peek().filter((chip) => chip.key !== key);
  }

  return {
    chips,
    isFull,
    add(given: readonly File[]): void {
      const room = LIMITS.attachments - chips.peek().length;
      isFull.value = given.length > room;
      for (const file of given.slice(0, room)) {
        made += 1;
        const chip = { key: made, file, share: 0, attachment: null, problem: null };
        chips.value = [...chips.peek(), chip];
        enqueue(chip);
      }
    },
    remove,
    retry(key: number): void {
      const chip = chips.peek().find((each) => each.key === key);
      if (chip) enqueue(chip);
    },
    /** What goes with a message that is sent now; null while something is still on its way, or has failed. */
    ready(): Attachment[] | null {
      const attachments = chips.value.map(({ attachment }) => attachment);
      return attachments.every((each) => each !== null) ? attachments : null;
    },
    clear(): void {
      for (const { key } of chips.peek()) remove(key);
    },
    /** The conversation is another one: what was uploaded belongs to the one before. */
    left(): void {
      for (const { key, attachment } of chips.peek()) if (attachment) remove(key);
    },
  };
}

function problemOf({ code, details }: BatonError): Chip["problem"] {
  switch (code) {
    case "unsupported_type":
      return { words: "attachment.unsupported", mayRetry: false };
    case "too_large":
      return {
        words: details.path === "conversation" ? "attachment.full" : "attachment.too_large",
        mayRetry: false,
      };
    case "rate_limited":
      return { words: "notice.rate_limited", mayRetry: true };
    default:
      return { words: "attachment.failed", mayRetry: true };
  }
}
