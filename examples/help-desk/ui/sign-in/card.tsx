import { useSignalEffect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Problem } from "../../model/session.ts";
import { words } from "../../words.ts";
import { LanguageSelect } from "./language-select.tsx";

/** The quiet card that everything before the console stands on. */
export function Card(props: { title: string; problem: Problem | null; children: ComponentChildren }) {
  useSignalEffect(() => {
    document.title = words.product;
  });
  return (
    <main class="door">
      <div class="card">
        <svg class="mark" viewBox="0 0 32 32" width="40" height="40" aria-hidden="true">
          <rect width="32" height="32" rx="8" />
          <path d="M9 20 20 9m-7.5 14L23 12.5" />
        </svg>
        <h1 class="card-title">{props.title}</h1>
        {props.problem && (
          <p class="problem" data-part="problem" role="alert">
            {words[props.problem]}
          </p>
        )}
        {props.children}
        <LanguageSelect />
      </div>
    </main>
  );
}
