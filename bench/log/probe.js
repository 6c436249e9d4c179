/** Runs in the page with the widget: how long its frames take. Plain JavaScript, because it goes into the page as it stands. */
{
  /**
   * Watches frames until `isOver` is true. `workMs`: what the main thread does in each, from its first callback until
   * it has painted; `gapMs`: from one to the next.
   * @param {() => boolean} isOver
   */
  globalThis.watchFrames = (isOver) =>
    new Promise((resolve) => {
      /** @type {{ workMs: number[], gapMs: number[] }} */
      const seen = { workMs: [], gapMs: [] };
      let began = 0;
      let last = 0;
      const channel = new MessageChannel();
      channel.port1.onmessage = () => seen.workMs.push(performance.now() - began);
      const frame = (/** @type {number} */ at) => {
        began = performance.now();
        if (last > 0) seen.gapMs.push(at - last);
        last = at;
        if (isOver()) return resolve(seen);
        channel.port2.postMessage(null);
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });

  const shadow = () => {
    const root = document.querySelector("baton-chat")?.shadowRoot;
    if (!root) throw new Error("The widget is not there.");
    return root;
  };

  globalThis.messagesShown = () => shadow().querySelectorAll("[part=message]").length;
  globalThis.isStreaming = () => shadow().querySelector("[data-state=streaming]") !== null;

  /** Loads the page before what is shown, and tells how long it took until that was painted, network included. */
  globalThis.loadEarlier = async () => {
    const before = globalThis.messagesShown();
    const from = performance.now();
    const button = shadow().querySelector(".earlier");
    if (!(button instanceof HTMLElement)) throw new Error("There is nothing earlier.");
    button.click();
    while (globalThis.messagesShown() === before) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - from;
  };
}
