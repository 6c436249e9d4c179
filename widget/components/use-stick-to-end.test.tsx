import { cleanup, render } from "@testing-library/preact";
import { useRef } from "preact/hooks";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeMessage } from "../testing/fake-client.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

const TIMELINE = [fakeMessage("ai", "Hello")];

/** Measures the page has and this one has not: a log of 400 px, full of what is as high as the test says. */
let height = 1_000;
let grown = () => {};

beforeEach(() => {
  height = 1_000;
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(callback: () => void) {
        grown = callback;
      }
      observe() {}
      disconnect() {}
    },
  );
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, "scrollHeight", "get").mockImplementation(() => height);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function TestLog() {
  const log = useRef<HTMLDivElement>(null);
  useStickToEnd(log, TIMELINE, true);
  return <div ref={log} role="log" />;
}

/** Scrolled as far as it goes, as its scroll event says later. */
function shownLog(): { log: HTMLElement; scrolled(top: number): void } {
  const log = render(<TestLog />).getByRole("log");
  const scrolled = (top: number) => {
    log.scrollTop = top;
    log.dispatchEvent(new Event("scroll"));
  };
  scrolled(600);
  return { log, scrolled };
}

describe("a log at its end", () => {
  test("follows what grows, also where a scroll event of before comes between", () => {
    const { log } = shownLog();
    height = 1_300;
    // WebKit tells of the scrolling to the last end when a picture has come already.
    log.dispatchEvent(new Event("scroll"));
    grown();
    expect(log.scrollTop).toBeGreaterThanOrEqual(900);
  });

  test("leaves a reader in peace who has scrolled up, until they are back", () => {
    const { log, scrolled } = shownLog();
    scrolled(200);
    height = 1_300;
    grown();
    expect(log.scrollTop).toBe(200);
    scrolled(900);
    height = 1_600;
    grown();
    expect(log.scrollTop).toBeGreaterThanOrEqual(1_200);
  });
});
