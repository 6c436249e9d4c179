import { decodeDown } from "../../conversation/protocol/codec.ts";
import type { DownFrame } from "../../conversation/protocol/down.ts";
import { PROTOCOL_VERSION } from "../../conversation/protocol/version.ts";
import type { AudienceState } from "../../conversation/protocol/views.ts";
import type { Line } from "./line.ts";

const LIMIT_MS = 15_000;

/** Reads a conversation's whole ledger over a fresh connection that knows nothing of the production clients. */
export function readWholeLedger(line: Line, url: string, token: string): Promise<AudienceState> {
  const socket = line.openSocket(url);
  return new Promise<AudienceState>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`no whole ledger within ${LIMIT_MS} ms`)), LIMIT_MS);
    const say = (frame: object) => socket.send(JSON.stringify(frame));
    let state: AudienceState | null = null;
    const take = (frame: DownFrame): void => {
      if (frame.type === "refused") reject(new Error(`refused: ${frame.error.code}`));
      if (frame.type === "welcome") state = frame.state;
      if (frame.type !== "welcome" && frame.type !== "page") return;
      if (frame.public.from > 0 || (frame.internal?.from ?? 0) > 0) {
        const beforeInternal = frame.internal && { beforeInternal: frame.internal.from + 1 };
        say({ type: "load_earlier", before: frame.public.from + 1, ...beforeInternal });
      } else if (state) {
        clearTimeout(limit);
        resolve(state);
      }
    };
    socket.on("open", () => say({ type: "hello", protocol: PROTOCOL_VERSION, token }));
    socket.on("message", (data) => {
      const decoded = decodeDown(String(data));
      if (decoded.ok) take(decoded.frame);
      else reject(new Error(`not a frame of the protocol: ${decoded.error.message}`));
    });
    socket.on("close", () => reject(new Error("the connection was closed")));
  }).finally(() => socket.close());
}
