import type { Article } from "./articles/article.ts";
import { createEmbeddedResponder, type EmbeddedOptions } from "./embedded/responder.ts";
import { createOpenAiResponder, type OpenAiOptions } from "./openai/responder.ts";
import { type Responder, ResponderError } from "./responder.ts";

export type ResponderDeps = {
  articles: readonly Article[];
  fetch: typeof fetch;
} & Partial<Pick<OpenAiOptions, "after" | "random" | "limits"> & Pick<EmbeddedOptions, "giveWay">>;

/**
 * The responder that the environment asks for: an OpenAI-compatible endpoint where `BATON_AI_URL` is set (with
 * `BATON_AI_MODEL`, and `BATON_AI_KEY` where the endpoint wants one), otherwise the embedded one.
 * Throws `ResponderError` `misconfigured`, naming the variable that is wrong.
 */
export function chooseResponder(env: (name: string) => string | undefined, deps: ResponderDeps): Responder {
  const url = setting(env, "BATON_AI_URL");
  if (url === undefined) return createEmbeddedResponder(deps);
  if (!/^https?:\/\/[^\s/?#]+[^\s?#]*$/i.test(url)) {
    throw misconfigured("BATON_AI_URL must be an http or https URL such as https://api.example.com/v1.");
  }
  const model = setting(env, "BATON_AI_MODEL");
  if (model === undefined) throw misconfigured("BATON_AI_MODEL must name a model when BATON_AI_URL is set.");
  return createOpenAiResponder({ ...deps, url, model, key: setting(env, "BATON_AI_KEY") });
}

/** Set but empty, as shells and `.env` files leave it, counts as not set. */
function setting(env: (name: string) => string | undefined, name: string): string | undefined {
  const value = env(name)?.trim();
  return value === "" ? undefined : value;
}

function misconfigured(message: string): ResponderError {
  return new ResponderError("misconfigured", message);
}
