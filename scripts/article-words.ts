/** The words around an article on its page, by language. */
export type PageWords = {
  skip: string;
  help: string;
  lead: string;
  all: string;
  here: string;
  languages: string;
  unsure: string;
  ask: string;
  chat: string;
};

const en: PageWords = {
  skip: "Skip to content",
  help: "How can we help?",
  lead: "Orders, delivery, returns and everything else about the shop.",
  all: "All help articles",
  here: "You are here",
  languages: "Other languages",
  unsure: "Still not sure?",
  ask: "Our AI assistant answers day and night, and you can ask for a person at any time.",
  chat: "Chat with us",
};

const BY_LANGUAGE: Readonly<Record<string, PageWords>> = {
  en,
  de: {
    skip: "Zum Inhalt springen",
    help: "Wie können wir helfen?",
    lead: "Bestellung, Lieferung, Rücksendung und alles andere rund um den Shop.",
    all: "Alle Hilfeartikel",
    here: "Sie sind hier",
    languages: "Andere Sprachen",
    unsure: "Noch Fragen?",
    ask: "Unser KI-Assistent antwortet Tag und Nacht, und Sie können jederzeit nach einem Menschen fragen.",
    chat: "Chat starten",
  },
  es: {
    skip: "Saltar al contenido",
    help: "¿En qué podemos ayudarle?",
    lead: "Pedidos, envíos, devoluciones y todo lo demás sobre la tienda.",
    all: "Todos los artículos de ayuda",
    here: "Está aquí",
    languages: "Otros idiomas",
    unsure: "¿Le queda alguna duda?",
    ask: "Nuestro asistente de IA responde día y noche, y puede pedir hablar con una persona en cualquier momento.",
    chat: "Abrir el chat",
  },
  fr: {
    skip: "Aller au contenu",
    help: "Comment pouvons-nous vous aider ?",
    lead: "Commandes, livraison, retours et tout le reste sur la boutique.",
    all: "Tous les articles d’aide",
    here: "Vous êtes ici",
    languages: "Autres langues",
    unsure: "Encore une question ?",
    ask: "Notre assistant IA répond jour et nuit, et vous pouvez demander à parler à un conseiller à tout moment.",
    chat: "Ouvrir le chat",
  },
  ja: {
    skip: "本文へ移動",
    help: "ご用件をお聞かせください",
    lead: "ご注文、配送、返品など、お店についてのご案内です。",
    all: "ヘルプ記事の一覧",
    here: "現在の位置",
    languages: "ほかの言語",
    unsure: "解決しませんでしたか？",
    ask: "AIアシスタントが24時間お答えします。いつでも担当者におつなぎできます。",
    chat: "チャットを開く",
  },
  ar: {
    skip: "الانتقال إلى المحتوى",
    help: "كيف يمكننا مساعدتك؟",
    lead: "الطلبات والتوصيل والإرجاع وكل ما يخص المتجر.",
    all: "كل مقالات المساعدة",
    here: "أنت هنا",
    languages: "لغات أخرى",
    unsure: "ما زال لديك سؤال؟",
    ask: "يجيبك مساعد الذكاء الاصطناعي ليلًا ونهارًا، ويمكنك طلب التحدث إلى موظف الدعم في أي وقت.",
    chat: "ابدأ الدردشة",
  },
};

/** English where the language has no words. */
export function pageWords(language: string): PageWords {
  return BY_LANGUAGE[language.split("-")[0] ?? ""] ?? en;
}
