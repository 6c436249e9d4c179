import type { Problem, Session } from "../../model/session.ts";
import { PERSONAS } from "../../personas.ts";
import { words } from "../../words.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Card } from "./card.tsx";

/** Who to be in the demo workspace. */
export function PersonaPicker({ session, problem }: { session: Session; problem: Problem | null }) {
  return (
    <Card title={words.whoAreYou} problem={problem}>
      <ul class="personas">
        {PERSONAS.map(({ id, name }) => (
          <li key={id}>
            <button
              type="button"
              class="persona"
              data-part="persona"
              data-id={id}
              onClick={() => session.asPersona(id)}
            >
              <Avatar person={{ id, name }} />
              <span>
                <span class="persona-name">{name}</span>
                <span class="quiet-text">{words.roles[id]}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p class="quiet-text">{words.whoHint}</p>
    </Card>
  );
}
