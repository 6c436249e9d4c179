/** What clients know of files without checking anything: no code comes with it. */

/** The kinds of files that are taken, as their bytes tell; what a browser shows by itself are the images. */
export const ATTACHMENT_TYPES = [
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "application/pdf",
  "text/plain",
  "text/csv",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

/** The header in which an upload's file name comes, percent-encoded UTF-8: names have no place in addresses. */
export const FILE_NAME_HEADER = "Baton-File-Name";
