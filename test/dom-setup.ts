import { cleanup } from "@testing-library/preact";
import { afterAll, afterEach } from "vitest";

/** All files of a worker have one page: no test finds there what another has rendered, no file what another left. */
afterEach(cleanup);

afterAll(() => {
  // The test of the server's side of `loadBaton` has none.
  if (typeof document === "undefined") return;
  document.head.replaceChildren();
  document.body.replaceChildren();
  localStorage.clear();
  sessionStorage.clear();
});
