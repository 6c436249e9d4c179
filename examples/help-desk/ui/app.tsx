import type { Session } from "../model/session.ts";
import { ConsoleScreen } from "./console-screen.tsx";
import { Entering } from "./sign-in/entering.tsx";
import { PersonaPicker } from "./sign-in/persona-picker.tsx";
import { TokenForm } from "./sign-in/token-form.tsx";

export function App({ session }: { session: Session }) {
  const stage = session.stage.value;
  switch (stage.at) {
    case "personas":
      return <PersonaPicker session={session} problem={stage.problem} />;
    case "token":
      return <TokenForm session={session} problem={stage.problem} />;
    case "entering":
      return <Entering session={session} slow={stage.slow} />;
    case "console":
      return <ConsoleScreen session={session} console={stage.console} persona={stage.persona} />;
  }
}
