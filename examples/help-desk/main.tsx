import { render } from "preact";
import { connectAgent } from "../../agent-sdk/connect-agent.ts";
import { markPage } from "./i18n.ts";
import { fragmentOf, readAddress } from "./model/address.ts";
import { fetchDemoToken } from "./model/demo-token.ts";
import { chooseLanguage, languageIn, speakAsBefore } from "./model/language.ts";
import { Session } from "./model/session.ts";
import { App } from "./ui/app.tsx";
import "./styles/all.css";

const session = new Session({
  connect: ({ workspace, token }) => connectAgent({ host: location.origin, workspace, token }),
  demoToken: fetchDemoToken,
  storage: sessionStorage,
});

/** Reads the address; secrets in it are taken out before anything else happens. */
function followAddress(): void {
  const address = readAddress(location.hash);
  const stage = session.stage.peek();
  history.replaceState(null, "", fragmentOf(address.conversation) || location.pathname + location.search);
  if (address.demoCode === null && address.as === null && stage.at === "console") {
    stage.console.show(address.conversation);
  } else {
    session.start(address);
  }
}

/** Before the address is taken out. Where a language's file does not come, the one before it stays. */
async function followLanguage(): Promise<void> {
  const asked = languageIn(location.hash);
  await (asked === null ? speakAsBefore() : chooseLanguage(asked)).catch(() => {});
}

const spoken = followLanguage();
followAddress();
window.addEventListener("popstate", () => {
  void followLanguage();
  followAddress();
});

markPage(document.documentElement);
await spoken;
const root = document.getElementById("console");
if (root) render(<App session={session} />, root);
