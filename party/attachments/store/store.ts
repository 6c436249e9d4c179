/** Where the bytes of files are kept. What they are called, and whose they are, the room knows. */
export type AttachmentStore = {
  /** Resolves once they are kept; again for the same key, they replace what was there. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null where there is nothing of that key. `size` is how many bytes were put. */
  get(key: string, size: number): Promise<ReadableStream<Uint8Array> | null>;
  /** Done, too, where there was nothing, or only a part of it. */
  delete(key: string, size: number): Promise<void>;
};
