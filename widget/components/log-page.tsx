import type { Chat } from "../chat.ts";
import { formatDay } from "../format.ts";
import type { Words } from "../i18n.ts";
import type { Page, Row } from "../timeline.ts";
import { separatorText, systemText } from "../wording.ts";
import { memo } from "./memo.tsx";
import { MessageGroup } from "./message-group.tsx";

type Props = {
  page: Page;
  chat: Chat;
  words: Words;
  /** The newest group is on it. */
  isNewest: boolean;
  /** The day of the visitor, as a string: with it "Today" becomes "Yesterday". */
  today: string;
};

/** A stretch of the log, drawn again only when something on it has changed. */
export const LogPage = memo(({ page: { rows }, isNewest, ...rest }: Props) => {
  const newest = isNewest ? rows.findLast(({ kind }) => kind === "group") : undefined;
  return (
    <div class="page">
      {rows.map((row) => (
        <RowView key={row.key} {...{ row, ...rest }} isNewest={row === newest} />
      ))}
    </div>
  );
});

type RowProps = Omit<Props, "page"> & { row: Row };

const RowView = memo(({ row, chat, words, isNewest }: RowProps) => {
  switch (row.kind) {
    case "day":
      return <p class="rule day">{formatDay(words.locale.value, row.at, Date.now())}</p>;
    case "group":
      return <MessageGroup messages={row.messages} {...{ chat, words, isNewest }} />;
    case "separator":
      return (
        <p part="separator" class="rule" data-kind={row.entry.code} data-id={row.entry.id}>
          {separatorText(row.entry, words)}
        </p>
      );
    case "system": {
      const text = systemText(row.entry, words);
      if (text === null) return null;
      const { id, code } = row.entry;
      return (
        <div part="message" data-author="system" data-state="sent" data-id={id}>
          <p part="text" class={code === "conversation_ended" ? "rule" : "note"} dir="auto">
            {text}
          </p>
        </div>
      );
    }
  }
});
