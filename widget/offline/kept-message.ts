import type { KeptMessage } from "../../conversation/client/outbox-store.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Whether it is a message that can be sent: what lies on a device may be of any version, or have been meddled with. */
export function isKeptMessage(value: unknown): value is KeptMessage {
  if (!isObject(value) || !isObject(value.frame)) return false;
  const { at, state, conversationId, frame } = value;
  const { type, clientId, text, attachments } = frame;
  return (
    isText(at) &&
    !Number.isNaN(Date.parse(at)) &&
    (state === "sending" || state === "failed") &&
    (conversationId === null || isText(conversationId)) &&
    type === "send_message" &&
    isText(clientId) &&
    isText(text) &&
    (attachments === undefined || (Array.isArray(attachments) && attachments.every(isFile)))
  );
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function isFile(value: unknown): boolean {
  return isText(value) || (isObject(value) && isText(value.id));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
