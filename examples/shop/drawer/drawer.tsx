import { render } from "preact";
import { type Baton, loadBaton } from "../../../widget/load-baton.ts";
import css from "./drawer.css?inline";
import { type Network, switchNetwork } from "./network.ts";
import { Player } from "./player.ts";
import { PageRows, PersonRows, StoryRow, TroubleRows } from "./rows.tsx";
import { Team } from "./team.ts";
import { isChatOpen, Visitor } from "./visitor.ts";

/** Makes the drawer of a button; what it resolves to opens and closes it. `code` is the demo's. */
export async function makeDrawer(button: HTMLElement, code: string): Promise<() => void> {
  const network = switchNetwork();
  const baton = await loadAgain();
  const drawer = document.createElement("aside");

  function toggle(): void {
    drawer.hidden = !drawer.hidden;
    button.setAttribute("aria-expanded", String(!drawer.hidden));
    (drawer.hidden ? button : drawer).focus();
  }

  drawer.id = "try-it-drawer";
  drawer.className = "drawer";
  drawer.tabIndex = -1;
  drawer.hidden = true;
  drawer.setAttribute("aria-labelledby", "try-it-title");
  drawer.addEventListener("keydown", ({ key }) => key === "Escape" && toggle());
  // A small screen has room for one of the two.
  const besideChat = (isIt: boolean) => drawer.toggleAttribute("data-beside-chat", isIt);
  besideChat(isChatOpen());
  baton.on("open", () => besideChat(true));
  baton.on("close", () => besideChat(false));

  const player = new Player(new Visitor(baton), new Team(code, network.direct));
  render(<Drawer {...{ player, network, baton }} onClose={toggle} />, drawer);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
  button.after(drawer);
  button.setAttribute("aria-controls", drawer.id);
  return toggle;
}

/** Put on the page anew, the widget takes the network as it now is. A conversation goes on. */
async function loadAgain(): Promise<Baton> {
  const wasOpen = isChatOpen();
  const baton = await loadBaton({ workspace: "demo", host: location.origin });
  baton.shutdown();
  baton.boot();
  if (wasOpen) baton.open();
  return baton;
}

type Props = { player: Player; network: Network; baton: Baton; onClose(): void };

function Drawer({ player, network, baton, onClose }: Props) {
  const state = network.isOn.value ? "on" : "off";
  return (
    // Its words are English, whatever language the page is told to be in.
    <div class="drawer-in" lang="en" dir="ltr">
      <header>
        <h2 id="try-it-title">Try it</h2>
        <p class="network" data-state={state}>
          Network: {state}
        </p>
        <button type="button" class="close" aria-label="Close" onClick={onClose}>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="M3 3l10 10M13 3L3 13" />
          </svg>
        </button>
      </header>
      <div class="rows">
        <StoryRow player={player} />
        <h3>A person</h3>
        <PersonRows player={player} />
        <h3>Trouble</h3>
        <TroubleRows {...{ player, network }} />
        <h3>The page</h3>
        <PageRows {...{ player, baton }} />
      </div>
      <p class="news" role="status">
        {player.news.value}
      </p>
    </div>
  );
}
