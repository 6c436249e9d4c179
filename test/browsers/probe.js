/** Runs in the page before the widget, as it stands: what the steps ask a page. Plain JavaScript for that reason. */
{
  /** @type {string[]} What went wrong, violations of the page's policy included. */
  const trouble = [];
  addEventListener("error", ({ message }) => trouble.push(message));
  addEventListener("unhandledrejection", ({ reason }) => trouble.push(`rejected: ${reason}`));
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
    trouble.push(`policy: ${effectiveDirective} ${blockedURI} ${sample}`.trim()),
  );
  const { error } = console;
  console.error = (...words) => {
    trouble.push(words.join(" "));
    error.apply(console, words);
  };

  /** @type {Set<WebSocket>} */
  const sockets = new Set();
  globalThis.WebSocket = class extends WebSocket {
    /** @param {ConstructorParameters<typeof WebSocket>} options */
    constructor(...options) {
      super(...options);
      sockets.add(this);
    }
  };

  const shadow = () => document.querySelector("baton-chat")?.shadowRoot;
  const find = (/** @type {string} */ selector) => shadow()?.querySelector(selector) ?? null;
  const all = (/** @type {string} */ selector) => [...(shadow()?.querySelectorAll(selector) ?? [])];

  /** Spinners and dots go on for ever. */
  const isArriving = (/** @type {Animation} */ { playState, effect }) =>
    playState === "running" && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;

  /** @type {Set<number | undefined>} Every length that the text of the first answer has had. */
  const lengths = new Set();

  globalThis.probe = {
    trouble,
    find,
    count: (/** @type {string} */ selector) => all(selector).length,
    text: (/** @type {string} */ selector) => find(selector)?.textContent?.trim() ?? null,
    texts: (/** @type {string} */ selector) => all(selector).map((node) => node.textContent?.trim()),

    /** How many sockets to the chat are open in this page. */
    sockets: () => [...sockets].filter(({ readyState }) => readyState === WebSocket.OPEN).length,

    /** The id of the conversation that the page has connected to last. */
    conversation: () =>
      [...sockets].flatMap(({ url }) => url.match(/\/parties\/main\/([^/?]+)/u)?.[1] ?? []).at(-1) ?? "",

    /** Where to click: the middle of what is shown; null while nothing is, or the chat still moves. */
    middle(/** @type {string} */ selector) {
      const node = find(selector);
      if (!node || shadow()?.getAnimations().some(isArriving)) return null;
      node.scrollIntoView({ block: "nearest" });
      const { x, y, width, height } = node.getBoundingClientRect();
      return width > 0 && height > 0 ? [x + width / 2, y + height / 2] : null;
    },

    direction: () => getComputedStyle(find('[part~="panel"]') ?? document.body).direction,

    /** What has the focus, by its part. */
    focus: () => shadow()?.activeElement?.getAttribute("part") ?? null,

    /** What the log shows, in short; the same in every tab and after every reload. */
    story: () =>
      all('[part~="message"], [part~="separator"]').map((node) => {
        const kind = node.getAttribute("data-kind");
        if (kind !== null) return `(${kind})`;
        const said = [...node.querySelectorAll('[part~="text"]')].map((part) => part.textContent).join("");
        return `${node.getAttribute("data-author")}: ${said.trim()}`;
      }),

    isAtEnd() {
      const log = find('[part~="log"]');
      return log !== null && log.scrollHeight - log.scrollTop - log.clientHeight < 2;
    },

    /** From now on counts in how many pieces the first answer comes. */
    watchAnswer() {
      const look = () => {
        const answer = find('[data-author="ai"] [part~="text"]');
        if (answer) lengths.add(answer.textContent?.length);
      };
      new MutationObserver(look).observe(shadow() ?? document, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    },
    pieces: () => lengths.size,

    /** Does twice what the page's policy forbids. */
    violate() {
      document.body.setAttribute("style", "color: red");
      try {
        document.body.innerHTML = "<p>";
      } catch {
        // This is what the policy is for.
      }
    },

    /** Drops a picture that the browser itself has drawn and encoded. */
    async drop(/** @type {string} */ name) {
      const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 200 });
      const context = canvas.getContext("2d");
      if (!context) throw new Error("no canvas");
      context.fillStyle = "teal";
      context.fillRect(0, 0, 320, 200);
      context.fillStyle = "gold";
      context.fillRect(40, 40, 120, 80);
      /** @type {Blob | null} */
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([blob ?? ""], name, { type: "image/png" }));
      for (const type of ["dragover", "drop"]) {
        const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true });
        find('[part~="panel"]')?.dispatchEvent(event);
      }
    },

    /** Widths of the pictures in the log; 0 until one is there. */
    pictures: () =>
      all('[part~="message"] img').map((node) =>
        node instanceof HTMLImageElement && node.complete ? node.naturalWidth : 0,
      ),
  };
}
