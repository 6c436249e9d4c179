import type { Attachment } from "../protocol/attachment.ts";
import { FILE_NAME_HEADER } from "../protocol/attachment-types.ts";
import { LIMITS } from "../protocol/limits.ts";
import { BatonError, localError } from "./baton-error.ts";
import { parse, refusalOf } from "./http.ts";
import type { Ports } from "./ports.ts";

/** Where a conversation is over HTTP, and a token for it. */
export type RoomAccess = { url: string; token: string };

export type RoomOptions = {
  /** Not with a token that was used before. */
  fresh?: boolean;
  /** Begin a conversation where there is none, and the next one after an end. */
  start?: boolean;
};

export type UploadOptions = {
  /** What the file is called, where it does not say itself. */
  name?: string | undefined;
  /** From 0 to 1, as bytes leave this machine; 1 once the server has looked at the file and kept it. */
  onProgress?: ((share: number) => void) | undefined;
  /** Gives it up: the call rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
};

/** A conversation's files. */
export type RoomFiles = {
  /**
   * Uploads a file for a message of this person's: what it resolves to goes into `send`, within an hour. Errors:
   * `unsupported_type`, `too_large` (`details.path` says whether it is the `file` or the `conversation` that is full),
   * `conversation_ended`, `rate_limited`, `forbidden`, `not_assigned`, `unavailable`. Trying again is safe: what no
   * message takes up is deleted.
   */
  upload(file: Blob, options?: UploadOptions): Promise<Attachment>;
  /** The bytes of a file. Errors: `not_found`, `forbidden`, `unavailable`. */
  download(attachment: Pick<Attachment, "id">, options?: { signal?: AbortSignal }): Promise<Blob>;
};

/** How bytes travel. */
export type Transport = (request: {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string>;
  body?: Blob;
  onProgress?: ((share: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}) => Promise<{ status: number; body: Blob }>;

export function createRoomFiles(
  access: (options: Required<RoomOptions>) => Promise<RoomAccess>,
  transport: Transport,
): RoomFiles {
  type Travel = Omit<Parameters<Transport>[0], "url" | "headers">;

  async function ask(path: string, travel: Travel, headers: Record<string, string> = {}): Promise<Blob> {
    const start = travel.method === "POST";
    const first = await attempt(false);
    // The token may have run out on the way.
    const { status, body } = first.status === 401 ? await attempt(true) : first;
    if (status >= 200 && status < 300) return body;
    throw refusalOf(await body.text(), status);

    async function attempt(fresh: boolean) {
      const { url, token } = await access({ fresh, start });
      travel.signal?.throwIfAborted();
      return transport({
        ...travel,
        url: `${url}/${path}`,
        headers: { ...headers, authorization: `Bearer ${token}` },
      }).catch((thrown: unknown) => {
        travel.signal?.throwIfAborted();
        throw new BatonError(
          { code: "unavailable", message: "The server cannot be reached." },
          { cause: thrown },
        );
      });
    }
  }

  return {
    async upload(file, { name = nameOf(file), onProgress, signal } = {}) {
      // No server takes it, and it need not travel to find out.
      if (file.size > LIMITS.attachmentBytes)
        throw localError("too_large", "The file is too large.", { path: "file" });
      const body = await ask(
        "attachments",
        // Its type is the server's to find out.
        { method: "POST", body: file.slice(0, file.size, "application/octet-stream"), onProgress, signal },
        { [FILE_NAME_HEADER]: encodeURIComponent(name.replace(/\p{Cs}/gu, "")) },
      );
      const attachment = readAttachment(parse(await body.text()));
      onProgress?.(1);
      return attachment;
    },
    download: ({ id }, { signal } = {}) =>
      ask(`attachments/${encodeURIComponent(id)}`, { method: "GET", signal }),
  };
}

function nameOf(file: Blob): string {
  return "name" in file && typeof file.name === "string" ? file.name : "";
}

function readAttachment(value: unknown): Attachment {
  if (typeof value === "object" && value !== null && "id" in value && "name" in value)
    return value as Attachment;
  throw localError("unavailable", "This is not the answer of a Baton server.");
}

/** As a browser's own request where there is one: it alone tells how far an upload has come. */
export function transportOf(ports: Pick<Ports, "fetch">): Transport {
  if (globalThis.XMLHttpRequest) return xhrTransport;
  return async ({ url, method, headers, body, signal }) => {
    const init = { method, headers, ...(body ? { body } : {}), ...(signal ? { signal } : {}) };
    const response = await ports.fetch(url, init);
    return { status: response.status, body: (await response.blob?.()) ?? new Blob([await response.text()]) };
  };
}

const xhrTransport: Transport = ({ method, url, headers, body, onProgress, signal }) =>
  new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url);
    xhr.responseType = "blob";
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    // The last bytes have left before the server has looked at them.
    xhr.upload.onprogress = ({ loaded, total }) => onProgress?.(Math.min(0.99, loaded / Math.max(1, total)));
    const abort = () => xhr.abort();
    signal?.addEventListener("abort", abort);
    xhr.onloadend = () => {
      signal?.removeEventListener("abort", abort);
      if (xhr.status > 0 && xhr.response instanceof Blob) resolve({ status: xhr.status, body: xhr.response });
      else reject(localError("unavailable", "The line is gone."));
    };
    xhr.send(body);
  });
