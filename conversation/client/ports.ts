import type { DownFrame } from "../protocol/down.ts";

/**
 * Everything a client needs of the world around it. Time, randomness and the network come in here and
 * nowhere else, so that a simulation can run this very code on a clock and sockets of its own.
 */

/** The part of a `WebSocket` that is used. Handlers are set once, right after it was made. */
export type Socket = {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string): void;
  close(): void;
};

export type HttpRequest = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  headers: Record<string, string>;
  body?: string | Blob;
  signal?: AbortSignal;
  /** It goes out even where the page is left meanwhile. */
  keepalive?: boolean;
};
/** `blob` is asked of the answers that are files. */
export type HttpResponse = { ok: boolean; status: number; text(): Promise<string>; blob?(): Promise<Blob> };

export type Ports = {
  openSocket(url: string): Socket;
  fetch(url: string, request: HttpRequest): Promise<HttpResponse>;
  /** Milliseconds since 1970. Never used to measure how long something took: clocks jump. */
  now(): number;
  /** Calls `fn` once after `ms`, unless the returned function is called before. */
  setTimer(ms: number, fn: () => void): () => void;
  /** Uniform in [0, 1). */
  random(): number;
  /** A fresh id for a command: at least 96 random bits, of `[A-Za-z0-9_-]`, at most 64 characters. */
  newId(): string;
  /** A fresh session key: 32 random bytes as base64url. */
  newKey(): string;
  /** Calls `fn` whenever trying again makes sense now: the network is back, or the page is visible. */
  onWake?(fn: () => void): () => void;
};

/** What a conversation's client needs: the ports, and the check of what the server sends. */
export type ClientPorts = Ports & {
  /** The frame in what a socket received; null for anything else, which is then ignored. */
  decode(data: unknown): DownFrame | null;
};
