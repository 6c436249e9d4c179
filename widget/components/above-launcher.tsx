import type { Words } from "../i18n.ts";
import type { PreviewOptions } from "../preview.ts";
import { lazy } from "./lazy.tsx";

type Props = PreviewOptions & { words: Words; onOpen(): void };

const PreviewBubble = lazy<Props>(() =>
  import("./preview-bubble.tsx").then((module) => module.PreviewBubble),
);

/** The region stands there from the start, so that what comes into it is read out; its code comes when it is needed. */
export function AboveLauncher(props: Props) {
  const { settings, unread, chat } = props;
  const hasNews = unread.value > 0 && !chat.open.value;
  return <div role="status">{(hasNews || settings.value.proactive) && <PreviewBubble {...props} />}</div>;
}
