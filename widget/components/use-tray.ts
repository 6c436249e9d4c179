import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Tray } from "../attachments/tray.ts";
import type { Chat } from "../chat.ts";

/** The tray of files for the next message: its code comes with the first of them. Files are dropped, pasted or picked. */
export function useTray(chat: Chat, field: RefObject<HTMLElement | null>) {
  const tray = useSignal<Tray | null>(null);
  const [isOver, setOver] = useState(false);
  const { id } = chat.view.value;

  const before = useRef(id);
  useEffect(() => {
    // Nobody's any more: a file belongs to whoever added it (A11).
    if (before.current !== null && id === null) tray.value?.clear();
    else if (before.current !== null && id !== before.current) tray.value?.left();
    before.current = id;
  }, [id]);

  // With the next person the whole panel is another one, before the view of this one is empty.
  useEffect(() => () => tray.peek()?.clear(), []);

  /** In the order they were given in, also of those that were given while the code was still coming. */
  const line = useRef(Promise.resolve());
  function add(files: readonly File[]): Promise<void> {
    line.current = line.current.then(() => take(files));
    return line.current;
  }

  async function take(files: readonly File[]): Promise<void> {
    if (files.length === 0 || !chat.mayAttach()) return;
    try {
      const { createTray } = await import("../attachments/tray.ts");
      tray.value ??= createTray(chat);
      tray.value.add(files);
    } catch {
      chat.notice.value = "notice.failed";
    }
  }

  useEffect(() => {
    const panel = field.current?.closest<HTMLElement>("[part=panel]");
    if (!panel) return;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      // Or the browser would open the file in place of the page.
      event.preventDefault();
      setOver(chat.notices.told.peek().takesFiles);
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (!(relatedTarget instanceof Node && panel.contains(relatedTarget))) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(false);
      void add([...event.dataTransfer.files]);
    };
    const paste = (event: ClipboardEvent) => {
      const { clipboardData: given } = event;
      // What is copied from a document comes as text and as a picture of it: then it is the text.
      if (!given || given.files.length === 0 || given.types.includes("text/plain")) return;
      event.preventDefault();
      void add([...given.files]);
    };
    panel.addEventListener("dragover", over);
    panel.addEventListener("dragleave", leave);
    panel.addEventListener("drop", drop);
    panel.addEventListener("paste", paste);
    return () => {
      panel.removeEventListener("dragover", over);
      panel.removeEventListener("dragleave", leave);
      panel.removeEventListener("drop", drop);
      panel.removeEventListener("paste", paste);
    };
  }, [chat]);

  return { tray: tray.value, isOver, add };
}
