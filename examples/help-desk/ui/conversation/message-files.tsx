import { useEffect, useState } from "preact/hooks";
import type { Attachment } from "../../desk.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { useConsole } from "../use-console.ts";

/** Files of a message: images as they are, the others to be saved. Nothing of them runs here. */
export function MessageFiles({ files }: { files: readonly Attachment[] }) {
  const console = useConsole();
  const save = async (file: Attachment) => {
    const found = await console.open.value?.download(file);
    if (found?.ok) hand(file.name, found.value);
    else console.toasts.say(() => words.refusals.unavailable, { tone: "warn" });
  };
  return (
    <ul class="files">
      {files.map((file) => (
        <li key={file.id}>
          <button
            type="button"
            class="file"
            data-part="attachment"
            aria-label={words.download(file.name)}
            title={file.name}
            onClick={() => void save(file)}
          >
            {isImage(file) ? (
              <Picture file={file} />
            ) : (
              <>
                <Icon name="down" /> <bdi>{file.name}</bdi>
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

/** Fetched with the agent's token and shown from memory; its place is kept free until it is there. */
function Picture({ file }: { file: Attachment }) {
  const open = useConsole().open.value;
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made = "";
    let isGone = false;
    void open?.download(file).then((found) => {
      if (isGone || !found.ok) return;
      made = URL.createObjectURL(found.value);
      setUrl(made);
    });
    return () => {
      isGone = true;
      URL.revokeObjectURL(made);
    };
  }, [open, file.id]);
  return (
    <img
      {...(file.width && file.height ? { width: file.width, height: file.height } : {})}
      alt={file.name}
      {...(url ? { src: url } : {})}
    />
  );
}

/** A minute is more than any browser needs to begin with it. */
const KEPT_MS = 60_000;

function hand(name: string, bytes: Blob): void {
  // Whatever it is, it is saved: no kind of file opens in the console's name.
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
