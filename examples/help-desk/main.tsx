import { render } from "preact";
import { connectAgent } from "../../agent-sdk/connect-agent.ts";
import { fragmentOf, readAddress } from "./model/address.ts";
import { fetchDemoToken } from "./model/demo-token.ts";
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
  if (address.demoCode === null && address.as === null && stage.at === "console") {
    stage.console.show(address.conversation);
    return;
  }
  history.replaceState(null, "", fragmentOf(address.conversation) || location.pathname + location.search);
  session.start(address);
}

followAddress();
window.addEventListener("popstate", followAddress);

const root = document.getElementById("console");
if (root) render(<App session={session} />, root);
