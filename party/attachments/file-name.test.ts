import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanName, dispositionOf } from "./file-name.ts";

describe("[A5, A6] a file's name", () => {
  test.each([
    ["photo.png", "photo.png"],
    ["Photo.PNG", "Photo.png"],
    ["../../etc/passwd", "passwd.png"],
    ["C:\\Users\\maria\\Bild 1.png", "Bild 1.png"],
    ["photo\u202egnp.exe", "photognp.exe.png"],
    ["page.html", "page.html.png"],
    ["a\u0000b\nc.png", "abc.png"],
    [" .hidden. ", "hidden.png"],
    ["..", "file.png"],
    ["", "file.png"],
    ["con.png", "con_.png"],
    ['<img src=x onerror="alert(1)">.png', "_img src=x onerror=_alert(1)__.png"],
    ["größer 名前.png", "größer 名前.png"],
    ["half \ud83d.png", "half.png"],
  ])("%j is %j", (name, clean) => {
    expect(cleanName(name, ["png"])).toBe(clean);
  });

  test("an ending that is usual for the kind is kept, and a long name keeps its ending", () => {
    expect(cleanName("a.jpeg", ["jpg", "jpeg"])).toBe("a.jpeg");
    expect(cleanName(`${"x".repeat(300)}.jpg`, ["jpg", "jpeg"])).toMatch(/^x{96}\.jpg$/u);
  });

  test("whatever it was, it is short, shows all of itself, and cleaning it again changes nothing", () => {
    const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
        const clean = cleanName(name, ["jpg", "jpeg"]);
        expect(cleanName(clean, ["jpg", "jpeg"]), `seed ${seed}`).toBe(clean);
        expect([...clean].length).toBeLessThanOrEqual(101);
        expect(clean).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}/\\<>:"|?*]+\.jpe?g$/u);
        expect(dispositionOf(clean)).toMatch(
          /^attachment; filename="[ -~]+"; filename\*=UTF-8''[\w%.~!-]+$/u,
        );
      }),
      { seed, numRuns: 500 },
    );
  });

  test("goes into a header in both ways that browsers read", () => {
    expect(dispositionOf("größer (1).png")).toBe(
      `attachment; filename="gr__er (1).png"; filename*=UTF-8''gr%C3%B6%C3%9Fer%20%281%29.png`,
    );
  });
});
