/** The help pages in the shop's look; `shop.css` and `shop.js` are the shop's own. */
import type { Article } from "./article.ts";
import { escapeHtml, markdownToHtml } from "./article-html.ts";

function page(title: string, description: string, main: string): string {
  return `<!doctype html>
<html lang="en" dir="ltr">
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
    <a class="skip" href="#content" lang="en">Skip to content</a>
    <header class="site" lang="en" dir="ltr">
      <div class="bar wrap">
        <a class="logo" href="/">Lindmoor</a>
        <nav class="menu" aria-label="Main">
          <a href="/#goods">Goods</a>
          <a href="/#coffee">Coffee</a>
          <a href="/#mending">Mending</a>
          <a href="/help/" aria-current="true">Help</a>
        </nav>
      </div>
    </header>
    <main id="content" lang="en" dir="ltr" tabindex="-1">
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

const ASK = `<aside class="panel ask" aria-labelledby="ask-title">
<h2 id="ask-title">Still not sure?</h2>
<p>Our AI assistant answers day and night, and you can ask for a person at any time.</p>
<p><button class="button" type="button" data-open-chat>Chat with us</button></p>
</aside>`;

/** One article's page. */
export function articlePage(article: Article): string {
  return page(
    article.title,
    article.summary,
    `<div class="article wrap">
<nav class="crumbs" aria-label="You are here"><a href="/help/">All help articles</a></nav>
<article>
<h1>${escapeHtml(article.title)}</h1>
<p class="lead">${escapeHtml(article.summary)}</p>
${markdownToHtml(article.body)}
</article>
${ASK}
</div>`,
  );
}

/** The page that lists every article. */
export function indexPage(articles: readonly Article[]): string {
  const topics = articles.map(
    ({ title, url, summary }) =>
      `<li><a href="${escapeHtml(url)}">${escapeHtml(title)}</a><p>${escapeHtml(summary)}</p></li>`,
  );
  return page(
    "Help",
    "Orders, delivery, returns and everything else about the shop.",
    `<div class="wrap help-index">
<h1>How can we help?</h1>
<p class="lead">Orders, delivery, returns and everything else about the shop.</p>
<ul class="topics">
${topics.join("\n")}
</ul>
${ASK}
</div>`,
  );
}
