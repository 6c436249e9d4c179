import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CommandFrameSchema, UpFrameSchema } from "../../conversation/protocol/up.ts";
import { DeskUpFrameSchema, SessionRequestSchema } from "../../conversation/protocol/workspace.ts";
import {
  AgentClaimsSchema,
  ConfirmationClaimsSchema,
  IdentityClaimsSchema,
  RoomClaimsSchema,
  SessionClaimsSchema,
} from "../../party/auth/claims.ts";
import { root } from "../../scripts/lib/root.ts";
import { sourceFiles } from "../../scripts/lib/source-files.ts";
import { idsInTitles } from "../../scripts/lib/titles.ts";
import { COMMANDS, DESK_FRAMES, FRAMES } from "./matrix.ts";
import { ATTACKS } from "./matrix-attacks.ts";
import { FIELDS, ROUTES } from "./matrix-routes.ts";
import { rolesPage } from "./roles-table.ts";
import { optionsOf, textsIn } from "./schema-walk.ts";

/** The matrix is whole: whatever can be sent stands in it. */

describe("the attack matrix", () => {
  test("[A2] every command, frame and desk frame of the wire stands in it, and nothing else does", () => {
    const commands = [...optionsOf(CommandFrameSchema).keys()];
    const frames = [...optionsOf(UpFrameSchema).keys()];
    expect(Object.keys(COMMANDS).sort()).toEqual(commands.sort());
    expect([...Object.keys(COMMANDS), ...Object.keys(FRAMES)].sort()).toEqual(frames.sort());
    expect(Object.keys(DESK_FRAMES).sort()).toEqual([...optionsOf(DeskUpFrameSchema).keys()].sort());
  });

  test("[A2] every HTTP route that a room answers stands in it", async () => {
    for (const party of ["main", "workspace"] as const) {
      const folder = party === "main" ? "party/conversation/" : "party/workspace/";
      const files = (await sourceFiles()).filter(
        (path) => path.startsWith(folder) && path.endsWith(".ts") && !path.endsWith(".test.ts"),
      );
      const texts = await Promise.all(files.map((path) => readFile(join(root, path), "utf8")));
      const routes = texts.flatMap((text) =>
        [...text.matchAll(/"((?:GET|HEAD|POST|PUT|PATCH|DELETE) [^"\s]*)"/gu)].map(([, route]) => route),
      );
      expect(routes.length).toBeGreaterThan(2);
      expect([...new Set(routes)].sort()).toEqual(Object.keys(ROUTES[party]).sort());
    }
  });

  test("[A1] every text field of frames, session requests and token claims is told for what it is", () => {
    const found = [
      ...textsIn(UpFrameSchema, "up").map((path) => path.replace(/^up\.\w+\.clientId$/u, "up.*.clientId")),
      ...textsIn(DeskUpFrameSchema, "desk"),
      ...textsIn(SessionRequestSchema, "session"),
      ...textsIn(SessionClaimsSchema, "claims.session"),
      ...textsIn(AgentClaimsSchema, "claims.agent"),
      ...textsIn(IdentityClaimsSchema, "claims.identity"),
      ...textsIn(RoomClaimsSchema, "claims.room"),
      ...textsIn(ConfirmationClaimsSchema, "claims.confirmation"),
    ];
    expect([...new Set(found)].sort()).toEqual(Object.keys(FIELDS).sort());
  });

  test.each(Object.entries(ATTACKS))("%s is shown where the matrix says", async (id, { shownBy }) => {
    for (const path of shownBy) {
      expect(existsSync(join(root, path)), path).toBe(true);
      expect(idsInTitles(await readFile(join(root, path), "utf8")), path).toContain(id);
    }
  });

  test("[A2, S7] docs/roles.md shows the very table that the tests run (vitest -u writes it anew)", async () => {
    await expect(rolesPage()).toMatchFileSnapshot(join(root, "docs/roles.md"));
  });
});
