import type { RoomHost } from "../hosts/room-host.ts";
import { type Article, loadArticles } from "./articles/article.ts";
import { chooseResponder } from "./choose-responder.ts";
import { sentiment } from "./embedded/sentiment.ts";
import type { Responder } from "./responder.ts";

/**
 * One responder per isolate and article file: its search index is worth sharing between rooms. Only what is
 * ready is shared: a room must not wait for another room's I/O.
 */
const responders = new Map<string, Responder>();

type Site = Pick<RoomHost, "env" | "fetch">;

/** The deployment's responder. The articles are read from `BATON_ARTICLES_URL`, or the deployment's own site. */
export function responderFor(host: Site): () => Responder {
  return () => lazily(() => shared(host));
}

async function shared(host: Site): Promise<Responder> {
  const url = host.env("BATON_ARTICLES_URL") ?? `${host.env("BATON_ORIGIN") ?? ""}/articles.json`;
  const ready = responders.get(url);
  if (ready !== undefined) return ready;
  const articles = await articlesAt(host, url);
  const made = chooseResponder(host.env, { articles, fetch: (input, init) => fetch(input, init) });
  responders.set(url, made);
  return made;
}

/** How long an answer waits for the articles, each time, and how often: a site that has just started may hang. */
const ARTICLES_MS = 2_500;
const TRIES = 4;

async function articlesAt(host: Site, url: string): Promise<readonly Article[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await fetchArticles(host, url);
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
}

async function fetchArticles(host: Site, url: string): Promise<readonly Article[]> {
  const response = await host.fetch(url, { signal: AbortSignal.timeout(ARTICLES_MS) });
  if (!response.ok) throw new Error(`the articles could not be read: HTTP ${response.status}`);
  return loadArticles(await response.json());
}

function lazily(get: () => Promise<Responder>): Responder {
  return {
    async *answer(request, signal) {
      yield* (await get()).answer(request, signal);
    },
    async summarise(turns, locale, signal) {
      return (await get()).summarise(turns, locale, signal);
    },
    // Needs neither articles nor an endpoint, and waits for neither.
    sentiment,
  };
}
