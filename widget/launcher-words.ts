/**
 * The launcher's words before the panel and its locale are there. Each costs every visitor of every page, so there
 * are few: what the chat is called in large languages where "Chat" cannot be read, and that it could not be loaded.
 */

/** By base language: `panel.label` of its locale; a test holds them together. Elsewhere it is "Chat". */
export const NAMES: Readonly<Record<string, string>> = {
  ar: "المحادثة",
  fa: "گفتگو",
  he: "צ׳אט",
  ja: "チャット",
  ru: "Чат",
  zh: "聊天",
};

export const FAILURES: Readonly<Record<string, string>> = {
  en: "Chat could not be loaded. Try again",
  de: "Chat konnte nicht geladen werden. Erneut versuchen",
  es: "No se pudo cargar el chat. Reintentar",
  fr: "Impossible de charger le chat. Réessayer",
  ja: "チャットを読み込めませんでした。再試行",
  ar: "تعذّر تحميل المحادثة. إعادة المحاولة",
};
