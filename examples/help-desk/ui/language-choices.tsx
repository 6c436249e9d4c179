import { LOCALES, locale } from "../i18n.ts";
import { chooseLanguage, ownName } from "../model/language.ts";
import { words } from "../words.ts";
import { MenuChoice } from "./parts/menu-item.tsx";
import { useConsole } from "./use-console.ts";

/** Each language calls itself by its own name, for whoever cannot read the others. */
export function LanguageChoices() {
  const { toasts } = useConsole();
  return (
    <fieldset class="menu-group">
      <legend class="menu-legend">{words.speak}</legend>
      {LOCALES.map((tag) => (
        <MenuChoice
          key={tag}
          part="language-option"
          id={tag}
          chosen={tag === locale()}
          onChoose={() =>
            void chooseLanguage(tag).catch(() => toasts.say(() => words.speakFailed, { tone: "warn" }))
          }
        >
          <bdi lang={tag}>{ownName(tag)}</bdi>
        </MenuChoice>
      ))}
    </fieldset>
  );
}
