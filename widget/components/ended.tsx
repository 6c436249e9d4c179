import { useRef } from "preact/hooks";
import css from "./ended.css?inline";
import { useLooks } from "./lazy.tsx";
import { Rating } from "./rating.tsx";
import { type SaveProps, saveAs } from "./transcript-save.ts";

type Props = SaveProps & { conversationId: string; onNew(): void };

/** What can be done with a conversation that has ended. */
export function Ended({ conversationId, onNew, ...props }: Props) {
  const { chat, words } = props;
  const place = useRef<HTMLDivElement>(null);
  useLooks(place, css);
  return (
    <div class="after" ref={place}>
      <Rating chat={chat} words={words} />
      <button type="button" class="question" onClick={onNew}>
        {words.t("ended.new")}
      </button>
      <p class="save">
        <span>{words.t("save.title")}</span>
        <button type="button" class="link" onClick={() => saveAs("html", props, conversationId)}>
          {words.t("save.html")}
        </button>
        <button type="button" class="link" onClick={() => saveAs("text", props, conversationId)}>
          {words.t("save.text")}
        </button>
      </p>
    </div>
  );
}
