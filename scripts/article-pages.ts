/** The help pages in the shop's look; `shop.css` and `shop.js` are the shop's own. */
import type { HelpArticle } from "./article.ts";
import { escapeHtml, markdownToHtml } from "./article-html.ts";
import { pageWords } from "./article-words.ts";

/** What articles are written in that name no language. */
export const DEFAULT_LANGUAGE = "en";

/** Where the articles of a language are listed. */
export function indexUrl(language: string): string {
  return language === DEFAULT_LANGUAGE ? "/help/" : `/help/${language}/`;
}

function direction(language: string): "ltr" | "rtl" {
  return /^(?:ar|fa|he|ur)(?:-|$)/.test(language) ? "rtl" : "ltr";
}

/** Header and footer are the shop's, and English as it is. */
function page(language: string, title: string, description: string, main: string): string {
  const dir = direction(language);
  return `<!doctype html>
<html lang="${language}" dir="${dir}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <title>${escapeHtml(title)} · Lindmoor</title>
    <meta name="description" content="${escapeHtml(description)}">
    <meta name="color-scheme" content="light dark">
    <link rel="icon" href="/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/shop.css">
    <script src="/shop.js"></script>
  </head>
  <body>
    <a class="skip" href="#content" lang="${language}">${escapeHtml(pageWords(language).skip)}</a>
    <header class="site" lang="en" dir="ltr">
      <div class="bar wrap">
        <a class="logo" href="/">Lindmoor</a>
        <nav class="menu" aria-label="Main">
          <a href="/#goods">Goods</a>
          <a href="/#coffee">Coffee</a>
          <a href="/#mending">Mending</a>
          <a href="${indexUrl(language)}" aria-current="true">Help</a>
        </nav>
      </div>
    </header>
    <main id="content" lang="${language}" dir="${dir}" tabindex="-1">
${main}
    </main>
    <footer class="site" lang="en" dir="ltr">
      <p class="wrap">Lindmoor, 12 Quayfield Lane, Cork · <a href="/help/contact-and-hours.html">Contact and opening hours</a></p>
    </footer>
    <script async src="/widget.js" data-workspace="demo"></script>
  </body>
</html>
`;
}

function ask(language: string): string {
  const words = pageWords(language);
  return `<aside class="panel ask" aria-labelledby="ask-title">
<h2 id="ask-title">${escapeHtml(words.unsure)}</h2>
<p>${escapeHtml(words.ask)}</p>
<p><button class="button" type="button" data-open-chat>${escapeHtml(words.chat)}</button></p>
</aside>`;
}

/** One article's page. */
export function articlePage(article: HelpArticle): string {
  const language = article.locale ?? DEFAULT_LANGUAGE;
  const words = pageWords(language);
  return page(
    language,
    article.title,
    article.summary,
    `<div class="article wrap">
<nav class="crumbs" aria-label="${escapeHtml(words.here)}"><a href="${indexUrl(language)}">${escapeHtml(words.all)}</a></nav>
<article>
<h1>${escapeHtml(article.title)}</h1>
<p class="lead">${escapeHtml(article.summary)}</p>
${markdownToHtml(article.body)}
</article>
${ask(language)}
</div>`,
  );
}

/** The page that lists every article of a language, and leads to those in `others`. */
export function indexPage(
  language: string,
  articles: readonly HelpArticle[],
  others: readonly string[],
): string {
  const words = pageWords(language);
  const topics = articles.map(
    ({ title, url, summary }) =>
      `<li><a href="${escapeHtml(url)}">${escapeHtml(title)}</a><p>${escapeHtml(summary)}</p></li>`,
  );
  return page(
    language,
    words.help,
    words.lead,
    `<div class="wrap help-index">
${languageLinks(others, words.languages)}<h1>${escapeHtml(words.help)}</h1>
<p class="lead">${escapeHtml(words.lead)}</p>
<ul class="topics">
${topics.join("\n")}
</ul>
${ask(language)}
</div>`,
  );
}

function languageLinks(languages: readonly string[], label: string): string {
  if (languages.length === 0) return "";
  const links = languages.map((language) => {
    const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
    const named = name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
    return `<a href="${indexUrl(language)}" lang="${language}" hreflang="${language}">${escapeHtml(named)}</a>`;
  });
  return `<nav class="crumbs" aria-label="${escapeHtml(label)}">\n${links.join(" · ")}\n</nav>\n`;
}
