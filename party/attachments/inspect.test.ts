import { describe, expect, test } from "vitest";
import { inspect } from "./inspect.ts";
import { ascii, gif, jpeg, png, webp, zip } from "./testing/images.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const typeOf = (bytes: Uint8Array, name = "file") => {
  const file = inspect(bytes, name);
  return typeof file === "string" ? file : file.type;
};
const HTML = "<!doctype html><script>alert(1)</script>";
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
const WORD = ["[Content_Types].xml", "word/document.xml"];

describe("[A6] what the bytes are decides, whatever the name says", () => {
  test.each([
    ["image/png", png(), "x.html"],
    ["image/jpeg", jpeg(), "x.png"],
    ["image/gif", gif(), "x.svg"],
    ["image/webp", webp(), "x.exe"],
    ["application/pdf", ascii("%PDF-1.7\n\0\x01\x02"), "x.png"],
    ["text/plain", utf8("Order 4711, größer als 名前\r\n\tdone"), "x.png"],
    ["text/plain", utf8("a < b and b > c"), "notes"],
    ["text/csv", utf8("name;amount\nMüller;3"), "Table.CSV"],
    ["text/plain", Uint8Array.of(0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72), "latin-1.txt"],
    ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", zip(...WORD), "x"],
    [
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      zip("[Content_Types].xml", "xl/workbook.xml"),
      "x",
    ],
  ])("%s", (type, bytes, name) => {
    expect(typeOf(bytes, name)).toBe(type);
  });

  test.each([
    ["a page", utf8(HTML), "photo.png"],
    ["a page behind blanks and a byte order mark", utf8(`\ufeff \n${HTML}`), "photo.png"],
    ["a drawing", utf8(SVG), "logo.png"],
    ["a drawing behind a declaration", utf8(`<?xml version="1.0"?>${SVG}`), "logo.svg"],
    ["a comment before a page", utf8(`<!-- -->${HTML}`), "x.txt"],
    ["half an image", png().subarray(0, 40), "photo.png"],
    ["an image's first bytes before a page", utf8(`GIF89a${HTML}`).map((b) => b || 1), "photo.gif"],
    ["an archive of anything", zip("a.txt"), "a.zip"],
    ["a document with macros", zip(...WORD, "word/vbaProject.bin"), "a.docx"],
    ["a document with a program in it", zip(...WORD, "word/embeddings/run.EXE"), "a.docx"],
    ["a program", Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0), "photo.png"],
    ["nothing", new Uint8Array(), "empty.txt"],
  ])("%s is refused", (_what, bytes, name) => {
    const type = typeOf(bytes, name);
    // Letters that only begin like an image are text, and served as such.
    expect(["unsupported_type", "text/plain"]).toContain(type);
    if (name !== "photo.gif") expect(type).toBe("unsupported_type");
  });

  test("an image that would unpack to more than a browser can bear is refused", () => {
    expect(typeOf(png({}, [60_000, 60_000]))).toBe("too_large");
    expect(typeOf(png({}, [8_000, 8_000]))).toBe("image/png");
  });
});
