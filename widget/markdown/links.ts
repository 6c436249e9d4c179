/** Longer addresses stay text: nobody types them, and they carry things away. */
const LONGEST = 2_000;
const SCHEMES = /^(?:https?:\/\/|mailto:|tel:)/iu;
/** From the root of the page's own site; two slashes would lead to any other. */
const FROM_ROOT = /^\/(?![/\\])/u;
/** URL parsers drop some of these, so that a scheme could be spelt with them inside. */
const HIDDEN = /[\s\p{Cc}\p{Cf}]/u;
/** A number to dial; with `*` and `#` phones do more than call. */
const PHONE = /^\+?[\d().-]{2,}$/u;
/** What looks like a dot between two parts of a host. */
const HOST_LIKE = /[^\s.][.\u2024\u3002\uFE52\uFF0E\uFF61][^\s.]/u;

/** Where a link may lead; null for everything that is no plain address of the web, of mail or of a phone. */
export function addressOf(written: string, page: string): URL | null {
  if (written.length > LONGEST || HIDDEN.test(written)) return null;
  const isOwn = FROM_ROOT.test(written);
  if (!isOwn && !SCHEMES.test(written)) return null;
  const url = parse(written, isOwn ? page : undefined);
  switch (url?.protocol) {
    case "https:":
    case "http:":
      // A name before the host is there to be taken for the host.
      return url.username === "" && url.password === "" ? url : null;
    case "mailto:":
      // Subject, copies and text are not for a stranger to fill in.
      url.search = url.hash = "";
      return url.pathname.includes("@") ? url : null;
    case "tel:":
      return PHONE.test(url.pathname) ? url : null;
    default:
      return null;
  }
}

/**
 * What to show next to a link: its host, unless its words name it or it leads within the page's own site; for mail
 * and telephone the address, unless it is the words. Null when there is nothing to add.
 */
export function besideOf(words: string, url: URL, page: string): string | null {
  if (url.protocol === "tel:") return digits(words) === digits(url.pathname) ? null : url.pathname;
  if (url.protocol === "mailto:") return words.trim() === url.pathname ? null : url.pathname;
  const named = hostsIn(words);
  const isPlain = named.length > 0 || url.host === parse(page)?.host;
  return isPlain && named.every((host) => host === bare(url.host)) ? null : url.host;
}

function parse(written: string, base?: string): URL | null {
  return URL.canParse(written, base) ? new URL(written, base) : null;
}

/** Everything in the words that somebody could take for a host. */
function hostsIn(words: string): string[] {
  return words
    .split(/\s+/u)
    .map((word) => word.replace(/^https?:\/\//iu, "").split(/[/?#]/u, 1)[0] ?? "")
    .filter((word) => HOST_LIKE.test(word))
    .map((word) => bare(word.toLowerCase()));
}

function bare(host: string): string {
  return host.replace(/^www\./u, "");
}

function digits(text: string): string {
  return text.replace(/[^\d+]/gu, "");
}
