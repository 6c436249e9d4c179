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
})();
