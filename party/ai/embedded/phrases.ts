import { baseLanguage } from "../text/language.ts";

/** What the embedded assistant says in its own words. Articles say the rest. */
export type Phrases = {
  hello: string;
  /** After a greeting in the middle of a conversation. */
  here: string;
  goAhead: string;
  welcome: string;
  goodbye: string;
  anythingElse: string;
  whoAnswers: string;
  unsure: string;
  nothingNew: string;
};

const en: Phrases = {
  hello: "Hello! How can I help you?",
  here: "I'm here. What would you like to know?",
  goAhead: "Of course. What is it about?",
  welcome: "You're welcome! Is there anything else I can do for you?",
  goodbye: "Goodbye, and take care!",
  anythingElse: "All right. Is there anything else I can do for you?",
  whoAnswers:
    "I'm an AI assistant. I answer from the help articles, and you can ask for a person at any time.",
  unsure: "I'm not sure that I have the right answer to that. Would you like to talk to a person?",
  nothingNew: "I have nothing to add to what was said above. Would you like to talk to a person?",
};

const byLanguage: ReadonlyMap<string, Phrases> = new Map([
  ["en", en],
  [
    "de",
    {
      hello: "Hallo! Wie kann ich Ihnen helfen?",
      here: "Ich bin da. Was möchten Sie wissen?",
      goAhead: "Gerne. Worum geht es?",
      welcome: "Gern geschehen! Kann ich sonst noch etwas für Sie tun?",
      goodbye: "Auf Wiedersehen und alles Gute!",
      anythingElse: "In Ordnung. Kann ich sonst noch etwas für Sie tun?",
      whoAnswers:
        "Ich bin ein KI-Assistent. Ich antworte aus den Hilfeartikeln, und Sie können jederzeit nach einem Menschen fragen.",
      unsure:
        "Ich bin nicht sicher, ob ich darauf die richtige Antwort habe. Möchten Sie mit einem Menschen sprechen?",
      nothingNew:
        "Dazu kann ich leider nicht mehr sagen, als oben schon steht. Möchten Sie mit einem Menschen sprechen?",
    },
  ],
  [
    "es",
    {
      hello: "¡Hola! ¿En qué puedo ayudarle?",
      here: "Aquí estoy. ¿Qué desea saber?",
      goAhead: "Por supuesto. ¿De qué se trata?",
      welcome: "¡De nada! ¿Puedo ayudarle en algo más?",
      goodbye: "¡Hasta pronto!",
      anythingElse: "De acuerdo. ¿Puedo ayudarle en algo más?",
      whoAnswers:
        "Soy un asistente de IA. Respondo con los artículos de ayuda, y puede pedir hablar con una persona en cualquier momento.",
      unsure: "No estoy seguro de tener la respuesta correcta. ¿Desea hablar con una persona?",
      nothingNew: "No puedo añadir nada a lo que ya se ha dicho. ¿Desea hablar con una persona?",
    },
  ],
  [
    "fr",
    {
      hello: "Bonjour\u202f! Comment puis-je vous aider\u202f?",
      here: "Je suis là. Que souhaitez-vous savoir\u202f?",
      goAhead: "Bien sûr. De quoi s’agit-il\u202f?",
      welcome: "Avec plaisir\u202f! Puis-je faire autre chose pour vous\u202f?",
      goodbye: "Au revoir et à bientôt\u202f!",
      anythingElse: "Très bien. Puis-je faire autre chose pour vous\u202f?",
      whoAnswers:
        "Je suis un assistant IA. Je réponds à partir des articles d’aide, et vous pouvez demander un conseiller à tout moment.",
      unsure: "Je ne suis pas sûr d’avoir la bonne réponse. Souhaitez-vous parler à un conseiller\u202f?",
      nothingNew: "Je n’ai rien à ajouter à ce qui précède. Souhaitez-vous parler à un conseiller\u202f?",
    },
  ],
  [
    "ja",
    {
      hello: "こんにちは。どのようなご用件でしょうか？",
      here: "はい、承ります。どのようなご質問でしょうか？",
      goAhead: "かしこまりました。どのようなことでしょうか？",
      welcome: "どういたしまして。ほかにお手伝いできることはありますか？",
      goodbye: "ご利用ありがとうございました。",
      anythingElse: "承知しました。ほかにお手伝いできることはありますか？",
      whoAnswers: "AIアシスタントです。ヘルプ記事をもとにお答えします。いつでも担当者におつなぎできます。",
      unsure: "申し訳ありませんが、正確にお答えできるかわかりません。担当者におつなぎしましょうか？",
      nothingNew: "恐れ入りますが、上記のほかにご案内できることがありません。担当者におつなぎしましょうか？",
    },
  ],
  [
    "ar",
    {
      hello: "مرحبًا! كيف يمكنني مساعدتك؟",
      here: "أنا هنا. ماذا تود أن تعرف؟",
      goAhead: "بالتأكيد. ما موضوع سؤالك؟",
      welcome: "على الرحب والسعة! هل هناك شيء آخر يمكنني مساعدتك فيه؟",
      goodbye: "مع السلامة!",
      anythingElse: "حسنًا. هل هناك شيء آخر يمكنني مساعدتك فيه؟",
      whoAnswers: "أنا مساعد ذكاء اصطناعي. أجيب من مقالات المساعدة، ويمكنك طلب موظف الدعم في أي وقت.",
      unsure: "لست متأكدًا من أن لدي الإجابة الصحيحة. هل تود التحدث إلى موظف الدعم؟",
      nothingNew: "ليس لدي ما أضيفه إلى ما ذُكر أعلاه. هل تود التحدث إلى موظف الدعم؟",
    },
  ],
]);

/** English where the language has no phrases. */
export function phrasesFor(locale: string): Phrases {
  return byLanguage.get(baseLanguage(locale)) ?? en;
}

/** True for a reply in which the assistant, unsure, offered a person: what it said last is all it remembers. */
export function offersPerson(text: string): boolean {
  return [...byLanguage.values()].some(
    ({ unsure, nothingNew }) => text.includes(unsure) || text.includes(nothingNew),
  );
}
