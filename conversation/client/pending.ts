import type { Pending } from "../core/view/held.ts";
import type { CommandFrame } from "../protocol/up.ts";
import type { Outgoing } from "./outbox.ts";

/** Whether the command is something written, which the timeline shows before the room has confirmed it. */
export function isText(frame: CommandFrame): frame is Extract<CommandFrame, { text: string }> {
  return frame.type === "send_message" || frame.type === "add_note";
}

/** How the timeline shows a command that is on its way; null for one it does not show. */
export function pendingOf(outgoing: Outgoing<CommandFrame>): Pending | null {
  const { frame, at, state } = outgoing;
  if (!isText(frame)) return null;
  const known = shown.get(outgoing);
  if (known) return known;
  const { clientId, text, type } = frame;
  const pending: Pending = {
    ...{ clientId, kind: type === "add_note" ? "note" : "message", text, state, at },
    ...("attachments" in frame ? { attachments: frame.attachments } : {}),
  };
  shown.set(outgoing, pending);
  return pending;
}

/** The same object for the same command, so that views stay the same too. */
const shown = new WeakMap<Outgoing<CommandFrame>, Pending>();
