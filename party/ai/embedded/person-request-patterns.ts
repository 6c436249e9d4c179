/**
 * How customers ask for a person, on folded text (see `fold`), a block per language. `asks` are requests; `against`
 * are words against the machine, which mean the same; `refuses` takes a request back: "I don't want to …".
 */
export type PersonPatterns = {
  asks: readonly RegExp[];
  against: RegExp;
  refuses: RegExp;
};

const PERSON_EN =
  "(?:(?:real|live|actual|human|proper|support|service|customer|care|another|different) )*(?:person|people|human(?: being)?s?|agents?|representative|rep|operator|advis[eo]r|someone|somebody|staff(?: member)?|supervisor|manager|colleague|employee|customer (?:service|support|care)|support team)";
const HUMAN_EN =
  "(?:(?:real|live|actual|living|proper) (?:human(?: being)?s?|persons?|people|agents?|representatives?)|human(?: being|s| agents?)?|operator|representative)";

const en: PersonPatterns = {
  asks: [
    new RegExp(
      `\\b(?:talk|speak|chat|talking|speaking) (?:to|with) (?:an? |the |your |one of your |some |any )?(?:other )?${PERSON_EN}\\b`,
    ),
    new RegExp(
      `\\b(?:connect|transfer|put|pass|forward|hand|switch) (?:me )?(?:over |through |on )?(?:to|with) (?:an? |the |your )?${PERSON_EN}\\b`,
    ),
    new RegExp(
      `\\b(?:want|need|id like|i'd like|would like|prefer|rather have|give me|get me|find me|let me have|have|get|is there|are there|where is|where are) (?:to have )?(?:an? |the |some |any )?${HUMAN_EN}\\b`,
    ),
    /\b(?:someone|somebody|anyone|anybody) (?:real|human|alive)\b/,
    /\b(?:is|are) (?:anybody|anyone|somebody|someone|you) (?:there|here)\b.*\b(?:human|humans|real person|real people|a person)\b/,
    new RegExp(
      `\\b(?:an?|any|some) ${HUMAN_EN}\\b.*\\b(?:talk|speak|chat|answer|reply|respond|write|help me|help us|help with|available|online|(?:here|there)[\\s?!.]*$)`,
    ),
    /\b(?:can|could|will|would|may) (?:an?|any|some) (?:actual )?person (?:please )?(?:talk|speak|chat|answer|reply|respond|write|get back|help (?:me|us))\b/,
    /\b(?:someone|somebody|person|people) (?:i can |to )(?:talk|speak|chat) (?:to|with)\b/,
    /^(?:(?:a|an|any|the|real|live|human|please|customer|service|support|hello|hi|hey) )*(?:agents?|humans?(?: beings?)?|representative|operator|real person|real people|live person|person|customer service)(?: (?:please|now|pls|here|there|available|around))*[\s.!?]*$/,
  ],
  against:
    /\b(?:don't|dont|do not|not|no|stop|instead of|sick of|tired of|rather than|hate)\b.{0,24}\b(?:ro|chat)?bots?\b|\bnot (?:an? |the |your )?(?:machine|computer|ai)\b|\b(?:talk|speak|chat)(?:ing)? (?:to|with) (?:an? |the |your )?(?:machine|computer|ai)\b/,
  refuses:
    /\b(?:don't|dont|do not|didn't|didnt|did not|won't)(?: want| need| wish| have| like| care)?(?: you)?(?: to)? (?:talk|speak|chat|transfer|be|connect|put|pass|an? (?:human|agent|person|representative))|\bno need (?:to|for)\b|\bwithout (?:talking|speaking|having|an? )|\brather not\b|\binstead of (?:talking|speaking)/,
};

const PERSON_DE =
  "(?:(?:echten?|richtigen?|realen?|menschlichen?|lebendigen?) )*(?:mensch(?:en)?|person|mitarbeiter(?:in)?|berater(?:in)?|kundenberater(?:in)?|kundendienst|kundenservice|sachbearbeiter(?:in)?|support-?mitarbeiter(?:in)?|agenten|jemand(?:em|en)?|wem|ansprechpartner(?:in)?|kollegen|vorgesetzten)";

const de: PersonPatterns = {
  asks: [
    new RegExp(
      `\\b(?:mit|an) (?:einem |einer |einen |nem |ner |'nem |dem |der |ihrem |ihren )?${PERSON_DE} (?:zu )?(?:sprechen|reden|chatten|schreiben|verbinden|verbunden|weiterleiten|weitergeleitet|telefonieren|kommunizieren)`,
    ),
    /\b(?:brauche|mochte|will|hatte gern(?:e)?|bitte|lieber|geben sie mir|gib mir) (?:bitte |endlich |jetzt |lieber )*(?:mit )?(?:einen? |einem |nen? )?(?:(?:echten?|richtigen?|menschlichen?) )?(?:menschen|mitarbeiter(?:in)?|kundenberater(?:in)?|ansprechpartner(?:in)?)(?: (?:sprechen|bitte|haben))?[\s.!?]*$/,
    /\b(?:brauche|mochte|will|hatte gern(?:e)?|bitte) (?:bitte )?(?:einen? |nen? )?(?:echten?|richtigen?|menschlichen?) (?:menschen|person|mitarbeiter(?:in)?|berater(?:in)?|ansprechpartner(?:in)?)/,
    /\b(?:ein |eine |irgendein |irgendeine )?(?:echter?|richtiger?|lebendiger?|menschlicher?) (?:mensch|person|mitarbeiter(?:in)?)\b/,
    /\b(?:ein|irgendein) (?:mensch|mitarbeiter) (?:mit mir|mir)\b|\bmit mir ein (?:mensch|mitarbeiter)\b/,
    /\b(?:ist|sind|sitzt|gibt es|gibt's) (?:denn |auch )?(?:da|hier|dort|bei (?:ihnen|euch))\b.*\b(?:mensch(?:en)?|echte person)\b/,
    /^(?:bitte )?(?:ein(?:en?)? )?(?:echte[nr]? |richtige[nr]? )?(?:mensch(?:en)?|mitarbeiter(?:in)?|kundenberater(?:in)?|berater(?:in)?)(?: (?:bitte|da|hier))*[\s.!?]*$/,
    /\bverbinden sie mich\b/,
  ],
  against:
    /\b(?:nicht|statt|genug|kein(?:en?)?)\b.{0,20}\b(?:ro|chat)?bots?\b|\bkeine maschine\b|\bnicht mit (?:einer|der|dieser) (?:maschine|ki)\b/,
  refuses:
    /\b(?:mochte|will|muss|brauche) (?:\w+ )?(?:nicht mit|nicht an|keinen? )|\bohne mit (?:einem|jemandem)\b/,
};

const PERSON_ES =
  "(?:persona|humano|humana|ser humano|agente|asesora?|operadora?|representante|alguien|ejecutivo|ejecutiva|empleado|empleada|encargado|supervisora?)";
const HUMAN_ES = "(?:persona (?:real|humana|de verdad)|humano|ser humano|alguien (?:real|humano|de verdad))";

const es: PersonPatterns = {
  asks: [
    new RegExp(
      `\\b(?:hablar|hable|hablo|chatear|comunicar(?:me)?|comuniqueme|contactar|conectar(?:me)?|pasar(?:me)?|paseme|pasame|transferir(?:me)?|transfierame|atienda|atender|ponme|pongame) (?:directamente )?(?:con |a |por )?(?:un |una |el |la |algun |alguna |otro |otra )?${PERSON_ES}\\b`,
    ),
    new RegExp(
      `\\b(?:quiero|necesito|prefiero|quisiera|dame|deme) (?:a |con )?(?:un |una )?(?:agente|${HUMAN_ES}|representante|operadora?|asesora?)\\b`,
    ),
    new RegExp(
      `\\bhay (?:alguien|algun|alguna|un|una)\\b.*\\b(?:${HUMAN_ES}|humanos?)\\b|\\bhay ${HUMAN_ES}\\b`,
    ),
    new RegExp(
      `\\b(?:un |una |algun |alguna )?(?:${HUMAN_ES}|persona|agente)\\b.*\\b(?:hablarme|conmigo|atenderme|contestarme|me (?:hable|atienda|ayude|conteste|responda))\\b`,
    ),
    new RegExp(
      `\\bme (?:puede|podria|pueden|podrian) (?:atender|contestar|responder|ayudar|hablar) (?:por favor )?(?:un |una )?(?:${HUMAN_ES}|persona|agente)\\b|\\bpuede hablarme (?:un |una )?(?:${HUMAN_ES}|persona)\\b`,
    ),
    /^(?:un |una |hay )?(?:agente|humano|persona(?: real| de verdad| humana)?|representante|operadora?|asesora?)(?: por favor)?[\s.!?]*$/,
  ],
  against:
    /\b(?:no|en vez de|harto de|harta de|ni)\b.{0,20}\b(?:ro)?bots?\b|\bno (?:\w+ ){0,2}con (?:una|la) (?:maquina|ia)\b/,
  refuses: /\bno (?:quiero|necesito|deseo|hace falta)\b/,
};

const PERSON_FR =
  "(?:(?:vraie?|autre) )*(?:personne|humain|etre humain|quelqu'un|conseill(?:er|ere)|agent|operateur|operatrice|representant|collaborateur|responsable|service client)";
const HUMAN_FR =
  "(?:vraie? personne|vrai humain|etre humain|humain|vrai conseiller|quelqu'un de (?:reel|vrai))";

const fr: PersonPatterns = {
  asks: [
    new RegExp(
      `\\b(?:parler|discuter|echanger|chatter|communiquer|contacter|joindre|relation|mettre en contact|transferer|transferez|passer|passez)(?:-moi| moi)? ?(?:directement )?(?:a |avec |au |vers )?(?:un |une |l'|le |la |votre |une? )?${PERSON_FR}\\b`,
    ),
    new RegExp(
      `\\b(?:je veux|je voudrais|je prefere|il me faut|j'aimerais|besoin d'|donnez-moi|puis-je avoir|avoir) ?(?:un |une |a un |a une )?(?:vraie? |autre )?(?:${HUMAN_FR}|conseill(?:er|ere)|agent|operateur)\\b`,
    ),
    new RegExp(`\\b(?:y a[- ]t[- ]il|il y a|y a|est-ce qu'il y a) .{0,16}\\b${HUMAN_FR}\\b`),
    new RegExp(
      `\\b(?:un |une )?(?:${HUMAN_FR}|conseiller|personne)\\b.*\\b(?:me (?:parler|repondre|repond|parle|contacter)|avec moi)\\b`,
    ),
    /\b(?:une|un) (?:vraie personne|vrai humain)\b/,
    /^(?:un |une )?(?:humain|conseill(?:er|ere)|agent|vraie personne|personne reelle)(?: (?:svp|stp|s'il vous plait|ici))?[\s.!?]*$/,
  ],
  against:
    /\b(?:pas|marre|plutot qu'?|au lieu d[eu]'?|ni)\b.{0,24}\b(?:ro)?bots?\b|\bpas (?:\w+ ){0,2}(?:a|avec) une (?:machine|ia)\b/,
  refuses: /\b(?:ne (?:veux|souhaite|voudrais|desire) pas|n'ai pas besoin|pas besoin|veux pas)\b/,
};

const PERSON_JA =
  "(?:人間|担当者|担当の方|オペレーター|オペレータ|スタッフ|係の人|係の方|係員|有人|生身の人|本物の人|誰か|(?<![本他個友大恋家一二三四五\\p{N}])人(?!気|数|以))";

const ja: PersonPatterns = {
  asks: [
    new RegExp(
      `${PERSON_JA}(?:の人|の方)?(?:と|に|へ|を|の)?.{0,6}(?:話し|話す|話せ|話を|話が|つない|つなぐ|つなげ|繋い|繋げ|代わっ|かわっ|替わっ|変わっ|出し|呼ん|対応|チャット|相談し|お願い|希望|連絡し)`,
      "u",
    ),
    /(?:人間|担当者|オペレーター?|スタッフ|生身の人|本物の人間?)(?:の[人方])?(?:は|が|って)?(?:いますか|いませんか|いるの|いないの|出て|いる？)/,
    /^(?:オペレーター|オペレータ|担当者|有人|人間)(?:を|で)?[。！!？?\s]*$/,
  ],
  against: /(?:ボット|ロボット|AI|ai|機械)(?:では?なく|じゃなく|とは?話したくな|は(?:嫌|いや|もういい)|以外)/,
  refuses: /(?:話し|つない|繋い|対応).{0,4}(?:たくない|なくて|不要|いりません)/,
};

const PERSON_AR = "(?:ال)?(?:شخص|موظف|انسان|بشر|بشري|مندوب|ممثل|مسؤول|وكيل|احد|خدمه العملاء)";

const ar: PersonPatterns = {
  asks: [
    new RegExp(
      `(?:اتحدث|التحدث|اتكلم|التكلم|اكلم|نتكلم|تحويلي|حولني|حولوني|تحويل|التواصل|اتواصل|توصيلي|وصلني|اوصلني|الكلام).{0,20}(?:^|\\s)(?:ب|ل|مع )?${PERSON_AR}`,
    ),
    new RegExp(`(?:اريد|احتاج|ابي|ابغي|عايز|عاوز|ارغب في|اعطني) (?:ان )?${PERSON_AR}`),
    /(?:^|\s)ل?(?:شخصا?|انسانا?|موظفا?|بشرا?) (?:ال)?حقيقيا?/,
    /(?:يوجد|هناك|في|فيه|انت) .{0,12}(?:انسان|بشر)(?!\p{L})/u,
    new RegExp(`(?:ل|^|\\s)${PERSON_AR}.{0,12}(?:يكلمني|يحدثني|يتحدث معي|التحدث معي|يرد علي|يتكلم معي)`),
    /^(?:موظف|انسان|بشر|خدمه العملاء)(?: (?:من فضلك|لو سمحت))?[\s.!?؟]*$/,
  ],
  against: /(?:لا اريد|ليس|مش|بدل|وليس|غير).{0,20}(?:روبوت|بوت|مع اله|ذكاء اصطناعي)/,
  refuses: /لا (?:اريد|احتاج|ارغب)/,
};

export const PERSON_PATTERNS: readonly PersonPatterns[] = [en, de, es, fr, ja, ar];
