import { useEffect, useRef, useState } from "preact/hooks";
import type { Attachment } from "../../conversation/protocol/attachment.ts";
import { Icon } from "../components/icons.tsx";
import { useLooks } from "../components/lazy.tsx";
import type { SentFilesProps } from "../components/sent-files.tsx";
import { formatBytes } from "../format-bytes.ts";
import { saveFile } from "../save-file.ts";
import css from "./attachments.css?inline";
import { filesOf } from "./files-of.ts";

/** The files of a message. Whoever reads the message may fetch them; until it is sent there is nothing to fetch. */
export function SentFiles({ files, isSent, chat, words }: SentFilesProps) {
  const place = useRef<HTMLUListElement>(null);
  useLooks(place, css);
  const load = (file: Attachment) => filesOf(chat).download(file);

  function save(file: Attachment): void {
    load(file).then(
      // Whatever it is, it is saved: no kind of file opens in the page's name.
      (bytes) => saveFile(file.name, new Blob([bytes], { type: "application/octet-stream" })),
      () => {
        chat.notice.value = "notice.failed";
      },
    );
  }

  return (
    <ul class="files" ref={place}>
      {files.map((file) => (
        <li key={file.id}>
          <button
            type="button"
            class={isImage(file) ? "file picture" : "file"}
            part="attachment"
            // The name is what stands there, so that it can be called by it.
            title={words.t("attachment.download", { name: file.name })}
            disabled={!isSent}
            onClick={() => save(file)}
          >
            {isImage(file) && isSent ? (
              <Picture file={file} load={load} />
            ) : (
              <>
                <Icon name="article" />
                <span class="about">
                  <bdi class="name">{file.name}</bdi>
                  <span class="size">{formatBytes(words.locale.value, file.size)}</span>
                </span>
              </>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

function isImage({ type, width, height }: Attachment): boolean {
  return /^image\/(png|jpeg|gif|webp)$/u.test(type) && width !== undefined && height !== undefined;
}

type PictureProps = { file: Attachment; load(file: Attachment): Promise<Blob> };

/** Fetched with the token and shown from memory; its place is kept free until it is there. */
function Picture({ file, load }: PictureProps) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made = "";
    let isGone = false;
    load(file).then(
      (bytes) => {
        if (isGone) return;
        made = URL.createObjectURL(bytes);
        setUrl(made);
      },
      // Its name stands there instead.
      () => {},
    );
    return () => {
      isGone = true;
      URL.revokeObjectURL(made);
    };
  }, [file.id]);
  const size = { width: file.width, height: file.height };
  return <img {...size} alt={file.name} {...(url ? { src: url } : {})} />;
}
