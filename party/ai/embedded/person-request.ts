import { fold } from "../text/fold.ts";
import { sentences } from "../text/sentences.ts";

const PERSON_EN =
  "(?:(?:real|live|actual|human|proper|support|service|customer|care|another|different) )*(?:person|people|human(?: being)?s?|agents?|representative|rep|operator|advis[eo]r|someone|somebody|staff(?: member)?|supervisor|manager|colleague|employee|customer (?:service|support|care)|support team)";
const PERSON_DE =
  "(?:(?:echten?|richtigen?|realen?|menschlichen?) )*(?:mensch(?:en)?|person|mitarbeiter(?:in)?|berater(?:in)?|kundenberater(?:in)?|kundendienst|kundenservice|sachbearbeiter(?:in)?|support-?mitarbeiter(?:in)?|agenten|jemand(?:em|en)?|ansprechpartner(?:in)?|kollegen|vorgesetzten)";
const PERSON_ES =
  "(?:persona|humano|humana|ser humano|agente|asesora?|operadora?|representante|alguien|ejecutivo|ejecutiva|empleado|empleada|encargado|supervisora?)";
const PERSON_FR =
  "(?:(?:vraie?|autre) )*(?:personne|humain|etre humain|quelqu'un|conseill(?:er|ere)|agent|operateur|operatrice|representant|collaborateur|responsable|service client)";
const PERSON_JA =
  "(?:人間|担当者|担当の方|オペレーター|オペレータ|スタッフ|係の人|係の方|係員|有人|生身の人|誰か|人)";
const PERSON_AR = "(?:ال)?(?:شخص|موظف|انسان|بشر|بشري|مندوب|ممثل|مسؤول|وكيل|احد|خدمه العملاء)";

/** On folded text, so accents and case do not matter. */
const REQUESTS: readonly RegExp[] = [
  new RegExp(
    `\\b(?:talk|speak|chat|talking|speaking) (?:to|with) (?:an? |the |your |one of your |some )?(?:other )?${PERSON_EN}\\b`,
  ),
  new RegExp(
    `\\b(?:connect|transfer|put|pass|forward|hand|switch) (?:me )?(?:over |through |on )?(?:to|with) (?:an? |the |your )?${PERSON_EN}\\b`,
  ),
  /\b(?:i want|i need|i'd like|id like|i would like|i prefer|give me|get me|let me have|can i have|can i get|may i have|is there) (?:to have )?(?:an? |the |some )?(?:(?:real|live|actual|human|proper) (?:person|human|agent|representative|being|support|help)|human|representative|operator|real person)\b/,
  /^(?:(?:a|an|the|real|live|human|please|customer|service|support) )*(?:agent|human(?: being)?|representative|operator|real person|live person|live agent|human agent)(?: please| now| pls)*[\s.!?]*$/,
  new RegExp(
    `\\b(?:mit|an) (?:einem |einer |einen |nem |ner |'nem |dem |der |ihrem |ihren )?${PERSON_DE} (?:zu )?(?:sprechen|reden|chatten|schreiben|verbinden|verbunden|weiterleiten|weitergeleitet|telefonieren|kommunizieren)`,
  ),
  /\b(?:brauche|mochte|will|hatte gern(?:e)?|bitte) (?:bitte )?(?:einen? |nen? )?(?:echten?|richtigen?|menschlichen?) (?:menschen|person|mitarbeiter(?:in)?|berater(?:in)?|ansprechpartner(?:in)?)/,
  /^(?:bitte )?(?:einen? )?(?:echten? |richtigen? )?(?:mensch(?:en)?|mitarbeiter(?:in)?|kundenberater(?:in)?|berater(?:in)?)(?: bitte)?[\s.!?]*$/,
  /\bverbinden sie mich\b/,
  new RegExp(
    `\\b(?:hablar|hable|hablo|chatear|comunicar(?:me)?|comuniqueme|contactar|conectar(?:me)?|pasar(?:me)?|paseme|pasame|transferir(?:me)?|transfierame|atienda|atender) (?:directamente )?(?:con |a |por )?(?:un |una |el |la |algun |alguna |otro |otra )?${PERSON_ES}\\b`,
  ),
  /\b(?:quiero|necesito|prefiero|quisiera) (?:a )?(?:un |una )?(?:agente|humano|humana|persona real|representante|operadora?|asesora?)\b/,
  /^(?:un |una )?(?:agente|humano|persona real|representante|operadora?|asesora?)(?: por favor)?[\s.!?]*$/,
  new RegExp(
    `\\b(?:parler|discuter|echanger|chatter|communiquer|contacter|joindre|relation|mettre en contact|transferer|transferez|passer|passez)(?:-moi| moi)? ?(?:directement )?(?:a |avec |au |vers )?(?:un |une |l'|le |la |votre |une? )?${PERSON_FR}\\b`,
  ),
  /\b(?:je veux|je voudrais|je prefere|il me faut|j'aimerais|besoin d') ?(?:un |une )?(?:vraie? |autre )?(?:humain|conseill(?:er|ere)|agent|operateur|vraie personne)\b/,
  /^(?:un |une )?(?:humain|conseill(?:er|ere)|agent|vraie personne)(?: (?:svp|s'il vous plait))?[\s.!?]*$/,
  new RegExp(
    `${PERSON_JA}(?:の人|の方)?(?:と|に|へ|を|の)?.{0,6}(?:話し|話せ|話を|話が|つない|つなげ|繋い|繋げ|代わっ|かわっ|替わっ|変わっ|出し|呼ん|対応|チャット|相談し|お願い|希望|連絡し)`,
  ),
  /^(?:オペレーター|オペレータ|担当者|有人)[。！!\s]*$/,
  new RegExp(
    `(?:اتحدث|التحدث|اتكلم|التكلم|اكلم|نتكلم|تحويلي|حولني|حولوني|تحويل|التواصل|اتواصل|توصيلي|وصلني|اوصلني).{0,20}(?:^|\\s)(?:ب|ل|مع )?${PERSON_AR}`,
  ),
  new RegExp(`(?:اريد|احتاج|ابي|ابغي|عايز|عاوز|ارغب في) (?:ان )?${PERSON_AR}`),
];

const REFUSALS: readonly RegExp[] = [
  /\b(?:don't|dont|do not|didn't|didnt|did not|won't)(?: want| need| wish| have| like| care)?(?: you)?(?: to)? (?:talk|speak|chat|transfer|be|connect|put|pass|an? (?:human|agent|person|representative))/,
  /\bno need (?:to|for)\b|\bwithout (?:talking|speaking|having|an? )|\brather not\b|\binstead of (?:talking|speaking)/,
  /\b(?:mochte|will|muss|brauche) (?:\w+ )?(?:nicht mit|nicht an|keinen? )/,
  /\bno (?:quiero|necesito|deseo|hace falta)\b/,
  /\b(?:ne (?:veux|souhaite|voudrais|desire) pas|n'ai pas besoin|pas besoin)\b/,
  /(?:話し|つない|繋い|対応).{0,4}(?:たくない|なくて|不要|いりません)/,
  /لا (?:اريد|احتاج|ارغب)/,
];

/** True when the customer asks for a person in so many words, in English, German, Spanish, French, Japanese or Arabic. */
export function asksForPerson(text: string): boolean {
  return sentences(text).some((sentence) => {
    const folded = fold(sentence)
      .replace(/[\u064b-\u0652\u0640]/g, "")
      .replace(/[¿¡]/g, "");
    return (
      REQUESTS.some((request) => request.test(folded)) && !REFUSALS.some((refusal) => refusal.test(folded))
    );
  });
}
