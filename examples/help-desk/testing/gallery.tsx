import { render } from "preact";
import { markPage } from "../i18n.ts";
import { readAddress } from "../model/address.ts";
import { chooseLanguage, languageIn, speakAsBefore } from "../model/language.ts";
import { Session } from "../model/session.ts";
import { App } from "../ui/app.tsx";
import { galleryDesk } from "./gallery-desk.ts";
import { routingDesk } from "./gallery-routing.ts";
import { SETTINGS } from "./gallery-settings.ts";
import { supervisorDesk } from "./gallery-supervisor.ts";
import "../styles/all.css";

/** The console on a fake desk with a full house: `npx vite examples/help-desk`, /testing/gallery.html#demo=x&as=ann&lang=ar (or as=sue, as=ben, as=ada) */
const { as } = readAddress(location.hash);
/** Ada may change the workspace's settings. */
function adminDesk() {
  const desk = galleryDesk();
  desk.permissions = ["workspace.configure", "escalation.raise"];
  desk.settings = SETTINGS;
  return desk;
}
const desk =
  as === "ada" ? adminDesk() : as === "sue" ? supervisorDesk() : as === "ben" ? routingDesk() : galleryDesk();
const session = new Session({
  connect: () => {
    setTimeout(() => desk.become("online"));
    return desk;
  },
  demoToken: async () => "token",
  storage: sessionStorage,
});

session.start(readAddress(location.hash));
window.addEventListener("popstate", () => {
  const stage = session.stage.peek();
  if (stage.at === "console") stage.console.show(readAddress(location.hash).conversation);
});
Object.assign(window, { session, desk });

markPage(document.documentElement);
const language = languageIn(location.hash);
await (language === null ? speakAsBefore() : chooseLanguage(language));
const root = document.getElementById("console");
if (root) render(<App session={session} />, root);
