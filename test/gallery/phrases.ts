/** What is said in the gallery, in the languages that it is shown in; the widget's own words are its locales'. */
export type Phrases = {
  question: string;
  /** Markdown. */
  answer: string;
  followUp: string;
  agentHello: string;
  agentAnswer: string;
  thanks: string;
  fileName: string;
  suggestions: readonly string[];
  source: string;
  prechat: string;
  proactive: string;
};

export const LANGUAGES = ["en", "de", "ar", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

export const PHRASES: Readonly<Record<Language, Phrases>> = {
  en: {
    question: "How long does delivery take?",
    answer:
      "**1–2 working days** in Ireland, 3–5 in the rest of the EU:\n\n- order before 2 pm, and it leaves today\n- you get a [tracking link](https://track.example/IE-2291)",
    followUp: "Can I speak to somebody about order 2291?",
    agentHello: "Hi Kim, this is Ann. I have your order here.",
    agentAnswer: "It left Cork this morning and is with you tomorrow.",
    thanks: "Great, thank you!",
    fileName: "receipt of the order.pdf",
    suggestions: ["Track my order", "Change the address", "Talk about a return"],
    source: "Delivery and pickup",
    prechat: "Order number",
    proactive: "Not sure which kettle? Ask us.",
  },
  de: {
    question: "Wie lange dauert die Lieferung?",
    answer:
      "**1–2 Werktage** innerhalb Irlands, 3–5 in der übrigen EU:\n\n- vor 14 Uhr bestellt, heute verschickt\n- Sie bekommen einen [Link zur Sendungsverfolgung](https://track.example/IE-2291)",
    followUp: "Kann ich mit jemandem über Bestellung 2291 sprechen?",
    agentHello: "Guten Tag, hier ist Ann. Ich habe Ihre Bestellung vor mir.",
    agentAnswer: "Sie ging heute Morgen in Cork auf den Weg und ist morgen bei Ihnen.",
    thanks: "Wunderbar, vielen Dank!",
    fileName: "Auftragsbestätigung und Rechnung.pdf",
    suggestions: ["Sendung verfolgen", "Lieferadresse ändern", "Eine Rücksendung besprechen"],
    source: "Lieferung und Abholung",
    prechat: "Bestellnummer",
    proactive: "Welcher Wasserkessel passt zu Ihnen? Fragen Sie uns.",
  },
  ar: {
    question: "كم يستغرق التوصيل؟",
    answer:
      "**يوم إلى يومي عمل** داخل أيرلندا، ومن 3 إلى 5 أيام في بقية الاتحاد الأوروبي:\n\n- ما يُطلب قبل الساعة 2 ظهرًا يُشحن اليوم\n- يصلك [رابط لتتبع الشحنة](https://track.example/IE-2291)",
    followUp: "هل يمكنني التحدث إلى شخص بشأن الطلب 2291؟",
    agentHello: "مرحبًا، معك آن. طلبك أمامي الآن.",
    agentAnswer: "خرج من كورك هذا الصباح وسيصلك غدًا.",
    thanks: "رائع، شكرًا لك!",
    fileName: "إيصال الطلب 2291.pdf",
    suggestions: ["تتبع طلبي", "تغيير العنوان", "الاستفسار عن الإرجاع"],
    source: "التوصيل والاستلام",
    prechat: "رقم الطلب",
    proactive: "أي إبريق يناسبك؟ اسألنا.",
  },
  ja: {
    question: "配送にはどのくらいかかりますか？",
    answer:
      "アイルランド国内は **1〜2営業日**、その他のEU諸国は3〜5営業日です。\n\n- 14時までのご注文は当日に発送します\n- [追跡用リンク](https://track.example/IE-2291)をお送りします",
    followUp: "注文2291について担当の方と話せますか？",
    agentHello: "こんにちは、アンと申します。ご注文を確認しております。",
    agentAnswer: "今朝コークから発送され、明日お届けの予定です。",
    thanks: "ありがとうございます。助かりました！",
    fileName: "ご注文の領収書.pdf",
    suggestions: ["荷物を追跡する", "住所を変更する", "返品について相談する"],
    source: "配送と受け取り",
    prechat: "注文番号",
    proactive: "どのケトルがよいか迷ったら、ご相談ください。",
  },
};
