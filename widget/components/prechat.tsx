import { useEffect, useId, useRef } from "preact/hooks";
import type { Words } from "../i18n.ts";
import type { Question, Said } from "../said.ts";
import { useLooks } from "./lazy.tsx";
import css from "./prechat.css?inline";

type Props = { words: Words; questions: readonly Question[]; onSaid(said: Said): void };

/** Longest answer that the server takes, in characters. */
const LENGTH = 100;

/** What the site wants to know before the first message. The browser checks it, in words of its own. */
export function PreChat({ words, questions, onSaid }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useLooks(form, css);
  useEffect(() => {
    // On a touch screen the field would bring up the keyboard, over what there is to read.
    if (!matchMedia("(pointer: coarse)").matches) form.current?.querySelector("input")?.focus();
  }, []);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const inputs = [...(form.current?.querySelectorAll("input") ?? [])];
    const answers = inputs.map(({ name, value }) => [name, value.trim()] as const);
    onSaid(Object.fromEntries(answers.filter(([, answer]) => answer !== "")));
  }

  return (
    <form part="prechat" ref={form} onSubmit={submit}>
      <h3>{words.t("empty.title")}</h3>
      <p>{words.t("prechat.text")}</p>
      {questions.map(({ name, isRequired }, index) => {
        const field = { id: `${id}${index}`, name, required: isRequired, maxLength: LENGTH };
        return (
          <div class="asked" key={name}>
            <label for={field.id}>
              <bdi>{labelOf(name, words)}</bdi>
              {!isRequired && <span class="optional"> {words.t("prechat.optional")}</span>}
            </label>
            {name === "email" ? (
              <input {...field} type="email" autocomplete="email" dir="ltr" />
            ) : (
              <input {...field} autocomplete={name === "name" ? "name" : "off"} dir="auto" />
            )}
          </div>
        );
      })}
      <button type="submit" class="primary">
        {words.t("prechat.start")}
      </button>
    </form>
  );
}

/** The site's own questions are in the language of its page already. */
function labelOf(name: string, words: Words): string {
  if (name === "name") return words.t("prechat.name");
  return name === "email" ? words.t("prechat.email") : name;
}
