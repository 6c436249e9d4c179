/** An image of which nothing is left but what is to be seen: who took it, where and with what is gone. */
export type Picture = {
  bytes: Uint8Array;
  /** In pixels, as it is to be shown. */
  width: number;
  height: number;
};

/** Reads an image and writes it anew without its metadata; null for what is no such image, or a broken one. */
export type Strip = (bytes: Uint8Array) => Picture | null;
