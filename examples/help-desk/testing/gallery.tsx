import { render } from "preact";
import { readAddress } from "../model/address.ts";
import { Session } from "../model/session.ts";
import { App } from "../ui/app.tsx";
import { galleryDesk } from "./gallery-desk.ts";
import "../styles/all.css";

/** The console on a fake desk with a full house: `npx vite examples/help-desk`, /testing/gallery.html#demo=x&as=ann */
const desk = galleryDesk();
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

const root = document.getElementById("console");
if (root) render(<App session={session} />, root);
