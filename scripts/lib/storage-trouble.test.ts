import { expect, test } from "vitest";
import { storageTroubleTeller } from "./storage-trouble.ts";

const FULL =
  "workerd/util/sqlite.c++:993: failed: SQLite failed; dbErrorMessage(err, db) = database or disk is full: SQLITE_FULL";

test("a full disk is told of in words, once, with the folder that is meant", () => {
  const tell = storageTroubleTeller("/srv/baton/state");
  expect(tell(FULL)).toContain("The disk that holds /srv/baton/state is full.");
  expect(tell(FULL)).toBeNull();
});

test("each kind of trouble is told of by itself", () => {
  const tell = storageTroubleTeller("/state");
  tell(FULL);
  expect(tell("attempt to write a readonly database: SQLITE_READONLY")).toContain("cannot be written");
  expect(tell("disk I/O error: SQLITE_IOERR_WRITE")).toContain("look at the disk");
});

test("other lines are no trouble with storage", () => {
  expect(storageTroubleTeller("/state")("disconnected: worker_do_not_log; Request failed")).toBeNull();
});
