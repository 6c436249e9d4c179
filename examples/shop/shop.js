// Loaded in <head> without async or defer: the widget reads <html lang> when it boots, so this must come first.
(() => {
  const root = document.documentElement;
  const lang = new URLSearchParams(location.search).get("lang");
  if (lang && ["de", "es", "fr", "ja", "ar", "en"].includes(lang)) {
    root.lang = lang;
    root.dir = lang === "ar" ? "rtl" : "ltr";
  }

  // The queueing stub: calls made before the widget has loaded are kept for it.
  window.baton ||= (...call) => {
    window.baton.q = [...(window.baton.q ?? []), call];
  };

  // Which conversation the visitor has, as a site may want to know it.
  window.baton("on", "conversation_started", ({ id }) => localStorage.setItem("shop.conversation", id));

  let pieces = 0;
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.hasAttribute("data-open-chat")) window.baton("open");
    if (button?.hasAttribute("data-add")) {
      pieces += 1;
      document.querySelector("#basket-count").textContent = String(pieces);
      document.querySelector("#basket-news").textContent = `${button.dataset.add} is in your basket.`;
    }
  });

  // Only a link with the demo's code, as `npm start` prints it, brings the drawer. The code is a secret: it is taken out
  // of the address and kept for this tab, as the help desk does it.
  let drawer;
  function offerDrawer() {
    const given = new URLSearchParams(location.hash.slice(1)).get("demo");
    if (given) {
      sessionStorage.setItem("shop.demo", given);
      history.replaceState(null, "", location.pathname + location.search);
    }
    const code = given ?? sessionStorage.getItem("shop.demo");
    if (!code) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button try-it";
    button.lang = "en";
    button.textContent = "Try it";
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", async () => {
      drawer ??= import("/drawer/drawer.js").then(({ makeDrawer }) => makeDrawer(button, code));
      // What did not come is asked for again by the next click.
      drawer.catch(() => {
        drawer = undefined;
      });
      (await drawer)();
    });
    document.body.append(button);
  }
  document.addEventListener("DOMContentLoaded", offerDrawer);
  // The link, followed from this very page: of a server that was started anew, it brings another code.
  window.addEventListener("hashchange", () => location.hash.startsWith("#demo=") && location.reload());
})();
