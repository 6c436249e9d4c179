import type { ConversationView, DirectoryRow } from "../../desk.ts";
import { locale as spokenLocale } from "../../i18n.ts";
import { moodWords } from "../../model/mood.ts";
import { words } from "../../words.ts";
import { MoodMark } from "../parts/mood-mark.tsx";
import { Fact } from "./fact.tsx";

/** Who the customer is, as far as their site or they themselves have said (H12). */
export function CustomerSection({ view, row }: { view: ConversationView; row: DirectoryRow | undefined }) {
  const { customer } = view;
  const known = customer ?? row?.customer;
  if (!known) return null;
  return (
    <section class="section" data-part="customer" aria-label={words.customer}>
      <h3 class="section-title">{words.customer}</h3>
      <dl class="facts">
        <Fact name={words.name}>{known.name}</Fact>
        {customer && (
          <Fact name={words.email}>
            {customer.email ? (
              <a href={`mailto:${customer.email}`}>{customer.email}</a>
            ) : (
              <span class="quiet-text">{words.notKnown}</span>
            )}
          </Fact>
        )}
        {Object.entries(customer?.identifiers ?? {}).map(([name, value]) => (
          <Fact key={name} name={titleOf(name)}>
            {value}
          </Fact>
        ))}
        {Object.entries(customer?.said ?? {}).map(([name, value]) => (
          <Fact key={`said ${name}`} name={titleOf(name)}>
            <bdi>{value}</bdi> <span class="quiet-text">({words.notVerified})</span>
          </Fact>
        ))}
        {view.sentiment !== null && (
          <Fact name={words.mood.label}>
            <span class="mood-fact">
              <MoodMark score={view.sentiment} trend={view.sentimentTrend} />
              <span aria-hidden="true">{moodWords(view.sentiment, view.sentimentTrend)}</span>
            </span>
          </Fact>
        )}
        <Fact name={words.language}>{languageName(known.locale)}</Fact>
      </dl>
    </section>
  );
}

/** "account_number" and "accountNumber" read as "Account number". */
function titleOf(name: string): string {
  const spaced = name
    .replace(/[_-]+/gu, " ")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function languageName(locale: string): string {
  const spoken = spokenLocale();
  try {
    return new Intl.DisplayNames(spoken, { type: "language" }).of(locale) ?? locale;
  } catch {
    return locale;
  }
}
