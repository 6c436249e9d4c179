import type { RoomHost } from "../hosts/room-host.ts";
import { type Article, loadArticles } from "./articles/article.ts";
import { chooseResponder } from "./choose-responder.ts";
import type { Responder } from "./responder.ts";

/**
 * One responder per isolate and article file: its search index is worth sharing between rooms. Only what is
 * ready is shared: a room must not wait for another room's I/O.
 */
const responders = new Map<string, Responder>();

/** The deployment's responder. The articles are read from `BATON_ARTICLES_URL`, or the deployment's own site. */
export function responderFor(host: RoomHost): () => Responder {
  return () => lazily(() => shared(host));
}

async function shared(host: RoomHost): Promise<Responder> {
  const url = host.env("BATON_ARTICLES_URL") ?? `${host.env("BATON_ORIGIN") ?? ""}/articles.json`;
  const ready = responders.get(url);
  if (ready !== undefined) return ready;
  const articles = await articlesAt(host, url);
  const made = chooseResponder(host.env, { articles, fetch: (input, init) => fetch(input, init) });
  responders.set(url, made);
  return made;
}

/** How long an answer waits for the articles. */
const ARTICLES_MS = 10_000;

async function articlesAt(host: RoomHost, url: string): Promise<readonly Article[]> {
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
  };
}
