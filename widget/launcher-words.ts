/**
 * The launcher's words before the panel and its locale are there: that it opens the chat, and that the chat
 * could not be loaded. A test holds them against `locales/`.
 */
export const LAUNCHER_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  en: ["Open chat", "Chat could not be loaded. Try again"],
  de: ["Chat öffnen", "Chat konnte nicht geladen werden. Erneut versuchen"],
  es: ["Abrir chat", "No se pudo cargar el chat. Reintentar"],
  fr: ["Ouvrir le chat", "Impossible de charger le chat. Réessayer"],
  ja: ["チャットを開く", "チャットを読み込めませんでした。再試行"],
  ar: ["فتح المحادثة", "تعذّر تحميل المحادثة. إعادة المحاولة"],
};
