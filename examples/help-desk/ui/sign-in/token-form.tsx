import { useSignal } from "@preact/signals";
import type { Problem, Session } from "../../model/session.ts";
import { words } from "../../words.ts";
import { Card } from "./card.tsx";

const TOKEN_COMMAND = "npm run token -- --agent ann";

/** Without a demo code: an agent token, as the site's own backend would mint it. */
export function TokenForm({ session, problem }: { session: Session; problem: Problem | null }) {
  const token = useSignal("");
  const workspace = useSignal("demo");
  const ready = token.value.trim() !== "" && workspace.value.trim() !== "";
  return (
    <Card title={words.signInTitle} problem={problem}>
      <p class="quiet-text">
        {words.tokenHint}{" "}
        <code class="command" dir="ltr">
          {TOKEN_COMMAND}
        </code>
      </p>
      <form
        class="token-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) session.withToken(workspace.value.trim(), token.value.trim());
        }}
      >
        <label class="field">
          {words.workspace}
          <input
            class="input"
            data-part="workspace"
            autoComplete="off"
            value={workspace.value}
            onInput={(event) => {
              workspace.value = event.currentTarget.value;
            }}
          />
        </label>
        <label class="field">
          {words.token}
          <input
            class="input"
            data-part="token"
            type="password"
            autoComplete="off"
            value={token.value}
            onInput={(event) => {
              token.value = event.currentTarget.value;
            }}
          />
        </label>
        <button type="submit" class="button primary" data-part="sign-in" disabled={!ready}>
          {words.signIn}
        </button>
      </form>
    </Card>
  );
}
