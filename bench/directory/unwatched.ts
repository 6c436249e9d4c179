import type { Browser } from "playwright-core";

export const VIEWPORT = { width: 1_440, height: 900 };

/**
 * Opens a page in a browser without a past, and does something while it is there. Nothing watches the page:
 * Playwright, which has every frame of a WebSocket copied to it, would take part in what is measured.
 */
export async function unwatched<Result>(
  browser: Browser,
  url: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const session = await browser.newBrowserCDPSession();
  const { browserContextId } = await session.send("Target.createBrowserContext");
  try {
    await session.send("Target.createTarget", { url, browserContextId, ...VIEWPORT });
    return await work();
  } finally {
    await session.send("Target.disposeBrowserContext", { browserContextId });
    await session.detach();
  }
}
