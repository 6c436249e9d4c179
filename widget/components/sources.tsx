import type { Source } from "../../conversation/protocol/shared.ts";
import type { Words } from "../i18n.ts";
import { Icon } from "./icons.tsx";

/** The articles an answer rests on. */
export function Sources({ sources, words }: { sources: readonly Source[]; words: Words }) {
  return (
    <ul class="sources" aria-label={words.t("message.sources")}>
      {sources.map(({ title, url }) => {
        const href = webAddress(url);
        return (
          <li key={url}>
            {href ? (
              <a href={href} target="_blank" rel="noopener noreferrer">
                <Icon name="article" />
                <bdi>{title}</bdi>
              </a>
            ) : (
              <bdi>{title}</bdi>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The address in full, if it leads to the web; null for anything else, such as a script. */
export function webAddress(url: string): string | null {
  try {
    const { protocol, href } = new URL(url, document.baseURI);
    return protocol === "https:" || protocol === "http:" ? href : null;
  } catch {
    return null;
  }
}
