import type { RoomStorage } from "../../hosts/room-host.ts";
import type { AttachmentStore } from "./store.ts";

/** As base64 so many bytes stay below what one value may hold: 128 KiB. */
const CHUNK = 90 * 1024;
/** Keys that one storage call may name. */
const BATCH = 128;

/**
 * In the room's own storage, as `bytes:<key>:<number>`: nothing else needs to be set up, and whatever clears the room
 * away takes them along. Values are JSON there, so bytes are text.
 */
export function roomStore(storage: RoomStorage): AttachmentStore {
  return {
    async put(key, bytes) {
      const keys = keysOf(key, bytes.length);
      for (let from = 0; from < keys.length; from += BATCH) {
        const entries = keys
          .slice(from, from + BATCH)
          .map((each, index) => [each, textOf(chunkOf(bytes, from + index))]);
        storage.put(Object.fromEntries(entries));
      }
    },

    async get(key, size) {
      const keys = keysOf(key, size);
      const [first] = keys;
      if (!first || !(await storage.get([first])).has(first)) return null;
      let next = 0;
      return new ReadableStream<Uint8Array>({
        // One at a time, as fast as the reader takes them: a slow one does not fill the room's memory.
        async pull(controller) {
          const at = keys[next];
          if (at === undefined) return controller.close();
          const text = (await storage.get([at])).get(at);
          // It was erased under the reader.
          if (typeof text !== "string") return controller.error(new Error("the file is gone"));
          next += 1;
          controller.enqueue(bytesOf(text));
        },
      });
    },

    async delete(key, size) {
      const keys = keysOf(key, size);
      for (let from = 0; from < keys.length; from += BATCH) storage.delete(keys.slice(from, from + BATCH));
    },
  };
}

function keysOf(key: string, size: number): string[] {
  return Array.from(
    { length: Math.ceil(size / CHUNK) },
    (_, index) => `bytes:${key}:${String(index).padStart(4, "0")}`,
  );
}

function chunkOf(bytes: Uint8Array, index: number): Uint8Array {
  return bytes.subarray(index * CHUNK, (index + 1) * CHUNK);
}

/** So many at once, for a call takes only so many arguments. A multiple of three, so that the pieces fit together. */
const PIECE = 30 * 1024;

function textOf(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  }
  return text;
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
