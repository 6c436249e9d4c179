/**
 * Runs in the console's page before the console does: from the message event in which a directory frame arrives to the
 * paint that shows it. Plain JavaScript, because it goes into the page as it stands.
 */
{
  const SETTLED_MS = 1_500;
  const Native = globalThis.WebSocket;
  const nativeFetch = globalThis.fetch;

  // Signing in waits until the browser has made its window, which takes as much of the machine as the console does.
  const settled = new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  globalThis.fetch = async (...request) => {
    await settled;
    return nativeFetch(...request);
  };

  globalThis.WebSocket = class extends Native {
    /** @param {[string]} args */
    constructor(...args) {
      super(...args);
      // Before the console's own listener: the work that the frame makes begins here.
      this.addEventListener("message", ({ data }) => arrived(String(data)));
    }
  };

  /** @param {string} data */
  function arrived(data) {
    const from = performance.now();
    const whole = data.startsWith('{"type":"welcome"') && data.includes('"rows":[');
    const change = data.startsWith('{"type":"directory"') ? /Change \d+/u.exec(data)?.[0] : undefined;
    if (!whole && change === undefined) return;
    let handledMs = 0;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      handledMs = performance.now() - from;
    };
    channel.port2.postMessage(null);
    const isShown = () =>
      change === undefined
        ? document.querySelector("[data-part=row]") !== null
        : document.querySelector("[data-part=directory]")?.textContent?.includes(change) === true;
    const look = () =>
      requestAnimationFrame(() => {
        if (!isShown()) return look();
        // The next frame begins when this one has been painted: at most a frame more than the truth.
        requestAnimationFrame(() => {
          const paintedMs = performance.now() - from;
          navigator.sendBeacon(
            "/bench/seen",
            JSON.stringify({ change: change ?? null, handledMs, paintedMs }),
          );
        });
      });
    look();
  }
}
