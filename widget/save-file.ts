/** A minute is more than any browser needs to begin with it. */
const KEPT_MS = 60_000;

/** Hands a file to the browser, to be saved. */
export function saveFile(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  // Outside the document: no handler of the page takes it for a link of its own.
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
