import { fold } from "./fold.ts";

/** What a question wants to be told: what something costs, how long it takes or when it is. */
export type AnswerKind = "price" | "time";

/** On folded text, a line per language: English, German, Spanish, French, Japanese, Arabic. */
const ASKS: Record<AnswerKind, RegExp> = {
  price: lines(
    "how much|\\b(?:cost|costs|price|prices|fee|fees|charge|postage|free)\\b",
    "wie viel|wieviel|was kost|\\b\\p{L}*(?:kosten|kostet|kostenlos|preis|preise|gebuhr|gebuhren)\\b",
    "cuanto (?:cuesta|vale|es|sale)|\\b(?:coste|costo|costos|costes|precio|precios|gratis|gastos)\\b",
    "combien (?:coute|ca coute|est)|\\b(?:prix|cout|couts|frais|tarif|tarifs|gratuit|gratuite)\\b",
    "いくら|料金|送料|価格|値段|無料|費用",
    "تكلف|سعر|اسعار|رسوم|بكم|مجان|كم (?:ال)?(?:ثمن|يكلف)",
  ),
  time: lines(
    "how (?:long|fast|soon|quick|many (?:days|weeks|hours))|\\b(?:when|until|hours|time|deadline)\\b",
    "wie (?:lange|schnell|viele tage)|\\b(?:wann|bis wann|dauer|dauert|\\p{L}*zeit|\\p{L}*zeiten|frist)\\b",
    "cuanto (?:tarda|tardan|tiempo|demora)|\\b(?:cuando|plazo|plazos|horario|horarios|dias|hora)\\b",
    "combien de (?:temps|jours)|\\b(?:quand|delai|delais|horaire|horaires|heures|heure|duree)\\b",
    "どのくらい|どれくらい|いつ|何日|何時|期間|期限|時間|日数|までに",
    "متي|كم (?:يستغرق|تستغرق|يوم|من الوقت|المده)|مده|مواعيد|اوقات|ساعات|كم ياخذ",
  ),
};

const TELLS: Record<AnswerKind, RegExp> = {
  price:
    /[€$£¥]|\p{N}\s?(?:euro?s?|円|يورو)|\b(?:free|kostenlos|gratis|gratuite?s?)\b|無料|مجان|ユーロ|يورو/iu,
  time: /(?:\p{N}|\b(?:one|two|three|ein|eine|zwei|drei|dos|tres|deux|trois)\b|يوم)[^.]{0,24}?(?:\b(?:minutes?|hours?|days?|weeks?|months?|years?|minuten|stunden?|(?:\p{L}*)tage?n?|wochen?|monate?n?|jahre?n?|minutos?|horas?|d[ií]as?|semanas?|meses|a[ñn]os?|heures?|jours?|semaines?|mois|ans)(?!\p{L})|日|時間|時|分|週間|か月|年|يوم|أيام|ايام|ساع|دقيق|أسبوع|شهر|سنة|سنوات)|\p{N}:\p{N}/iu,
};

function lines(...patterns: string[]): RegExp {
  // `\b` knows no letters beyond a-z, and none is needed: the text is folded.
  return new RegExp(patterns.join("|"), "u");
}

/** The kinds of answer that a question wants; often none. */
export function answerKinds(question: string): AnswerKind[] {
  const folded = fold(question);
  return (["price", "time"] as const).filter((kind) => ASKS[kind].test(folded));
}

/** True when a sentence tells a price or a time. */
export function tells(sentence: string, kind: AnswerKind): boolean {
  return TELLS[kind].test(sentence);
}
