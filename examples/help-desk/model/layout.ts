/** Whether customer and ticket have room beside the conversation, in their own pane. */
export function isWide(): boolean {
  return globalThis.matchMedia("(min-width: 1024px)").matches;
}
