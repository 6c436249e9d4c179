import { fold } from "../text/fold.ts";

/** On folded text, a line per language: English, German, Spanish, French, Japanese, Arabic. */
const WHO = [
  "\\bare (?:you|u) (?:just )?(?:an? )?(?:real|human|robot|(?:chat)?bot|ai|machine|computer|person|alive)\\b|\\bwho are you\\b|\\b(?:who )?am i (?:talking|speaking|chatting) (?:to|with)\\b|\\bis this (?:an? )?(?:(?:chat)?bot|robot|ai|human|machine|real person)\\b|\\bwhat (?:can you (?:do|help)|are you)\\b",
  "\\b(?:sind sie|bist du|ist das) (?:etwa |nur |hier )?(?:eine? )?(?:echter? )?(?:mensch|roboter|(?:chat)?bot|ki|maschine|person)\\b|\\bwer (?:sind sie|bist du)\\b|\\b(?:spreche|schreibe|rede|chatte) ich (?:hier |gerade )?mit eine[mr]\\b|\\bwas (?:konnen sie|kannst du)\\b",
  "\\b(?:eres|es usted|es esto) (?:un |una )?(?:robot|bot|humano|humana|persona|maquina|ia)\\b|\\bquien (?:eres|es usted)\\b|\\b(?:hablo|estoy hablando) con (?:un|una) (?:robot|bot|humano|persona|maquina|ia)\\b|\\bque puedes? hacer\\b",
  "\\b(?:es-tu|etes-vous|tu es|vous etes|c'est) (?:un |une )?(?:robot|bot|humain|machine|ia|vraie personne)\\b|\\bqui (?:es-tu|etes-vous)\\b|\\bje parle (?:a|avec) (?:un|une) (?:robot|bot|humain|machine|ia|vraie personne)\\b|\\bque (?:peux-tu|pouvez-vous) faire\\b",
  "(?:ロボット|ボット|ai|人工知能|人間)(?:です|なの|な)か|あなたは(?:誰|だれ|何)|何ができ(?:ます|る)",
  "انت (?:روبوت|بوت|انسان|شخص|حقيقي|ذكاء)|من انت|اتحدث مع (?:روبوت|بوت|انسان|ذكاء)|ماذا (?:تستطيع|يمكنك) ان تفعل",
];
const who = new RegExp(WHO.join("|"), "u");

/** True for "are you a robot?" and "who are you?": the assistant must say what it is. */
export function asksWhoAnswers(text: string): boolean {
  return who.test(fold(text));
}
