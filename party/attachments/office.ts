import type { AttachmentType } from "../../conversation/protocol/attachment-types.ts";
import { startsWith, viewOf } from "../bytes.ts";

const ENTRY = [0x50, 0x4b, 0x01, 0x02];
const END = [0x50, 0x4b, 0x05, 0x06];
/** The end stands within the last so many bytes: behind it there is a comment at most. */
const MOST_BEHIND = 22 + 0xffff;
const MOST_ENTRIES = 10_000;

const OFFICE = "application/vnd.openxmlformats-officedocument";
const KINDS: readonly (readonly [main: string, type: AttachmentType])[] = [
  ["word/document.xml", `${OFFICE}.wordprocessingml.document`],
  ["xl/workbook.xml", `${OFFICE}.spreadsheetml.sheet`],
  ["ppt/presentation.xml", `${OFFICE}.presentationml.presentation`],
];
/** Programs of the document's own, or in it. */
const PROGRAMS =
  /(^|\/)(vbaProject\.bin|vbaData\.xml|activeX\/|macrosheets\/)|\.(exe|dll|js|vbs|ps1|bat|cmd|scr)$/iu;

/** An Office document without macros, by the names in its archive; null for any other archive. */
export function officeType(bytes: Uint8Array): AttachmentType | null {
  if (!startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return null;
  const names = namesIn(bytes);
  if (!names?.includes("[Content_Types].xml") || names.some((name) => PROGRAMS.test(name))) return null;
  return KINDS.find(([main]) => names.includes(main))?.[1] ?? null;
}

/** What the archive's own directory lists; null for a broken one. */
function namesIn(bytes: Uint8Array): string[] | null {
  const view = viewOf(bytes);
  const end = endOf(bytes);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > MOST_ENTRIES) return null;
  const names: string[] = [];
  for (let index = 0; index < count; index += 1) {
    if (!startsWith(bytes, ENTRY, at) || at + 46 > bytes.length) return null;
    const length = view.getUint16(at + 28, true);
    names.push(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length)));
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}

function endOf(bytes: Uint8Array): number | null {
  const first = Math.max(0, bytes.length - MOST_BEHIND);
  for (let at = bytes.length - 22; at >= first; at -= 1) {
    if (startsWith(bytes, END, at)) return at;
  }
  return null;
}
