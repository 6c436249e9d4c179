import { render } from "@testing-library/preact";
import type { ComponentChildren } from "preact";
import { Console } from "../model/console.ts";
import { Drafts } from "../model/drafts.ts";
import { ConsoleProvider } from "../ui/use-console.ts";
import { FakeDesk } from "./fake-desk.ts";
import { ANN } from "./samples.ts";

/** Renders a part of the console on a fake desk that is online as Ann. */
export function renderConsole(
  children: ComponentChildren,
  options: { desk?: FakeDesk; open?: string; drafts?: Drafts } = {},
) {
  const { desk = new FakeDesk(ANN), open = null, drafts = new Drafts() } = options;
  if (desk.status !== "online") desk.become("online");
  const console = new Console(desk, drafts, open);
  const view = render(<ConsoleProvider value={console}>{children}</ConsoleProvider>);
  return { desk, console, ...view };
}

/** The element with this part name; throws where there is none. */
export function part(name: string): HTMLElement {
  const [found] = parts(name);
  if (!found) throw new Error(`there is no ${name} on the screen`);
  return found;
}

export function parts(name: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`[data-part="${name}"]`)];
}
