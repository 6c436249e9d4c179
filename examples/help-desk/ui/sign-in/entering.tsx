import type { Session } from "../../model/session.ts";
import { words } from "../../words.ts";
import { Spinner } from "../parts/spinner.tsx";
import { Card } from "./card.tsx";

export function Entering({ session, slow }: { session: Session; slow: boolean }) {
  return (
    <Card title={words.product} problem={null}>
      <p class="waiting" role="status">
        <Spinner /> {slow ? words.stillTrying : words.signingIn}
      </p>
      {slow && (
        <button type="button" class="button" data-part="back" onClick={() => session.signOut()}>
          {words.back}
        </button>
      )}
    </Card>
  );
}
