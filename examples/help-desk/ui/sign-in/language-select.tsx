import { LOCALES, locale } from "../../i18n.ts";
import { chooseLanguage, ownName } from "../../model/language.ts";
import { words } from "../../words.ts";

/** Before signing in already; afterwards the account menu has the same choice. */
export function LanguageSelect() {
  return (
    <select
      class="quiet-select language-select"
      data-part="language"
      aria-label={words.speak}
      value={locale()}
      onChange={(event) => {
        // A file that does not come leaves everything as it is, this field too.
        void chooseLanguage(event.currentTarget.value).catch(() => {});
        event.currentTarget.value = locale();
      }}
    >
      {LOCALES.map((tag) => (
        <option key={tag} value={tag} lang={tag}>
          {ownName(tag)}
        </option>
      ))}
    </select>
  );
}
