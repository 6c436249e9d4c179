import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { ensureChromium, FLAGS } from "../../scripts/lib/chromium.ts";

/**
 * For the address bar of every window Chromium loads two pages of its own, which is as much work as the pages of a
 * test. The last list of features alone counts, so Playwright's own is in here.
 */
const FEATURES_OFF = [
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"],
  ...["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"],
  ...["HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"],
  ...["ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"],
  ...["NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"],
];

/** The system's Chromium, headless. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await options());
}

/** One that can be killed: its process, whose id nobody but the server tells. */
export async function launchMortalBrowser(): Promise<{ browser: Browser; pid: number }> {
  const server = await chromium.launchServer(await options());
  const browser = await chromium.connect(server.wsEndpoint());
  const { pid } = server.process();
  if (pid === undefined) throw new Error("Chromium has no process");
  return { browser, pid };
}

async function options(): Promise<LaunchOptions> {
  const args = [...FLAGS, `--disable-features=${FEATURES_OFF.join(",")}`];
  return { executablePath: await ensureChromium(), args };
}
