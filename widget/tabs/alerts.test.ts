import { beforeEach, describe, expect, it } from "vitest";
import { ManualClock, settle } from "../../conversation/client/testing/manual-clock.ts";
import { type Alerts, createAlerts } from "./alerts.ts";

let clock: ManualClock;
/** What the tabs have claimed, together. */
let claimed: Set<string>;
let isMuted: boolean;

type Tab = { alerts: Alerts; visible: boolean; touched: boolean; sounds: number; flashing: boolean };

beforeEach(() => {
  clock = new ManualClock();
  claimed = new Set();
  isMuted = false;
});

function open(rest: Partial<Pick<Tab, "visible" | "touched">> = {}): Tab {
  const alerts = createAlerts({
    async claim(at) {
      const isFirst = !claimed.has(at);
      claimed.add(at);
      return isFirst;
    },
    isMuted: () => isMuted,
    setTimer: clock.setTimer,
    isVisible: () => tab.visible,
    mayPlay: () => tab.touched,
    play: () => {
      tab.sounds += 1;
    },
    flash() {
      tab.flashing = true;
      return () => {
        tab.flashing = false;
      };
    },
  });
  const tab: Tab = { alerts, visible: true, touched: true, sounds: 0, flashing: false, ...rest };
  return tab;
}

async function news(tabs: readonly Tab[], seenIn: Tab | null = null): Promise<void> {
  for (const tab of tabs) tab.alerts.news("2026-11-20T12:00:00.000Z", tab === seenIn);
  await clock.advance(2_000);
}

const told = (tabs: readonly Tab[]) =>
  tabs.map(({ sounds, flashing }) => (flashing ? "flash " : "") + sounds);

describe("news", () => {
  it("are heard once, whatever the number of tabs, and soonest where the visitor is", async () => {
    const tabs = [open({ visible: false }), open(), open()];
    await news(tabs);
    expect(told(tabs)).toEqual(["0", "1", "0"]);
  });

  it("make the title of a hidden tab flash, until the visitor is back", async () => {
    const tabs = [open({ visible: false }), open({ visible: false })];
    await news(tabs);
    expect(told(tabs)).toEqual(["flash 1", "0"]);
    tabs[0]?.alerts.quiet();
    expect(told(tabs)).toEqual(["1", "0"]);
  });

  it("that one tab shows are heard in none", async () => {
    const tabs = [open(), open({ visible: false }), open()];
    await news(tabs, tabs[2]);
    expect(told(tabs)).toEqual(["0", "0", "0"]);
  });

  it("are told by a tab that may make a sound, where there is one", async () => {
    const tabs = [open({ touched: false }), open({ visible: false })];
    await news(tabs);
    expect(told(tabs)).toEqual(["0", "flash 1"]);
  });

  it("make no sound and no flash for who wants none, nor when that is over", async () => {
    const tabs = [open({ visible: false })];
    isMuted = true;
    await news(tabs);
    isMuted = false;
    await news(tabs);
    expect(told(tabs)).toEqual(["0"]);
  });

  it("are not told by a tab that is gone", async () => {
    const tab = open();
    tab.alerts.news("2026-11-20T12:00:00.000Z", false);
    tab.alerts.stop();
    await settle();
    await clock.advance(2_000);
    expect(tab.sounds).toBe(0);
    expect(clock.running).toBe(0);
  });

  it("are not told by a tab that goes while it asks whether it is the first", async () => {
    const tab = open({ visible: false });
    tab.alerts.news("2026-11-20T12:00:00.000Z", false);
    const asked = clock.advance(2_000);
    tab.alerts.stop();
    await asked;
    await settle();
    expect(told([tab])).toEqual(["0"]);
  });
});
