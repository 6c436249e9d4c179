import { fold } from "./fold.ts";
import { baseLanguage } from "./language.ts";

/** Words that say little about what someone wants. */
const STOP_WORDS: Record<string, string> = {
  en: "a an the and or but if so as at by for from in into of off on onto out over to up with about i me my mine we us our you your yours he him his she her it its they them their this that these those there here am is are old was were be been being do does did doing done have has had having will would shall should can could may might must not no yes don't doesn't didn't can't cannot won't isn't i'm i've i'd i'll it's what's what which who whom whose when where why how please just also than then too very some any all more much many such only own same again once still already get got want wants wanted need needs like know tell help let make go going say see use thing things something anything someone would've im ive id dont cant u ur pls hi hello long take takes took taking new put keep really actually possible possibly asap instead ages ago since someone somebody anyone anybody quick quickly question questions wonder wondering hope hoping think guess maybe sort kind bit lot way sure sorry gonna wanna gotta last week weeks yesterday tomorrow tonight morning evening bought said says won would've however although because another else own come comes came let's lets still today now yet ever else wheres whats hows theres thats isnt aren't arent wasn't wasnt hasn't hasnt haven't havent hadn't doesnt didnt wouldn't couldn't shouldn't wont there's that's where's how's when's who's",
  de: "der die das den dem des ein eine einen einem einer eines und oder aber wenn als an auf aus bei bis durch fur gegen in im ins ist bin bist sind war waren sein mit nach nicht noch nur ob ohne schon sehr so uber um unter vom von vor was wer wie wo warum wann welche welcher welches zu zum zur ich mich mir mein meine meinen meinem meiner du dich dir dein deine er sie es ihr ihre ihren ihm ihn wir uns unser unsere man sich habe hast hat haben hatte kann kannst konnen konnte wird werden wurde wurden mochte mochten will wollen muss mussen soll sollen darf bitte auch da dann dass doch hier ja nein kein keine mal mehr es gibt geht lange dauert bekomme bekommen",
  es: "el la los las un una unos unas y o pero si como a al de del en con por para sin sobre es soy eres son era ser estar esta estan estoy fue yo me mi mis tu te tus su sus se le les lo nos nuestro que quien cual cuales cuando donde porque cuanto cuanta no ya muy mas menos tambien hay he ha han tengo tiene tener puedo puede pueden podria quiero quisiera quiere necesito favor este esta esto estos estas ese esa eso hacer hago cuesta cuestan tarda tardan",
  fr: "le la les l un une des de du d et ou mais si comme a au aux en dans sur sous avec sans pour par est suis es sont etait etre ete je j me m mon ma mes tu te t ton ta tes il elle on nous notre nos vous votre vos ils elles se s sa son ses ce c cet cette ces ca que qu qui quoi quel quelle quels quelles quand ou comment pourquoi combien ne n pas plus tres bien deja encore y ai as avons avez ont avoir peux peut puis pouvez pouvoir veux voudrais veut dois faut faire fait plait svp merci bonjour temps",
  ar: "من في على الى عن مع هل ما ماذا متى اين كيف لماذا كم انا انت هو هي نحن هم هذا هذه ذلك تلك التي الذي لا لم لن ليس قد كان يكون ان او و ثم اذا لكن كل اي بعد قبل عند لدي لي لك يمكن يمكنني ممكن اريد ارغب احتاج لو سمحت فضلك مده تستغرق يستغرق وكم وهل ومتى واين وكيف وما وماذا",
  ja: "の に は を た が で て と し れ さ ある いる も する から な こと として い や など なっ ない この ため その あっ よう また もの という あり まで られ なる へ か だ これ によって により おり より による ず なり られる において ば なかっ なく しかし について せ だっ その後 できる それ う ので なお のみ でき き つ における および いう さらに でも ら たり その他 に関する たち ます ん なら です ました ません でしょう ください 下さい たい お ご 私 どう どの どこ いつ 何 教え いただけ ほしい 欲しい したい です いくら どれ くらい ぐらい",
  pt: "o a os as um uma e ou mas se como de do da dos das em no na nos nas com por para sem sobre eu me meu minha tu voce seu sua ele ela nos que quem qual quando onde porque quanto nao ja muito mais tambem ha tem ter posso pode poderia quero queria preciso favor este esta isto esse essa isso e sao estou esta",
  it: "il lo la i gli le un uno una e o ma se come di del della dei a al alla da dal in nel nella con su per tra io mi mio mia tu ti tuo lui lei noi voi che chi quale quando dove perche quanto non gia molto piu anche ho ha hai hanno posso puo vorrei voglio devo sono e era essere questo questa favore",
  nl: "de het een en of maar als zoals aan op uit bij tot door voor in is ben bent zijn was waren met naar niet nog om onder over te tot van wat wie hoe waar waarom wanneer welke ik me mij mijn je jij jouw hij zij ze wij we ons u uw heb hebt heeft hebben kan kunt kunnen wil wilt zou graag moet alsjeblieft alstublieft ook er dan dat die dit deze geen",
  ru: "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще нет о из ему когда ну ли если или быть до вас вам мой моя мое мои это этот где есть чтобы для мы их чем без можно могу хочу нужно пожалуйста как почему сколько",
  tr: "ve veya ama ile bir bu su o ben sen biz siz onlar benim bana beni icin mi mu de da ne nasil neden niye nerede hangi kim kac var yok cok daha gibi kadar lutfen istiyorum olarak",
};

const own = new Map<string, ReadonlySet<string>>();
const byLanguage = new Map<string, ReadonlySet<string>>();

/** A language's own, without the English ones; none where no list is kept. */
export function ownStopWords(language: string): ReadonlySet<string> {
  const known = own.get(language);
  if (known !== undefined) return known;
  const words = new Set(fold(STOP_WORDS[language] ?? "").split(" "));
  own.set(language, words);
  return words;
}

/** English stands beside every language, because customers mix it in. */
export function stopWords(locale: string): ReadonlySet<string> {
  const language = baseLanguage(locale);
  const known = byLanguage.get(language);
  if (known !== undefined) return known;
  const words = new Set([...ownStopWords("en"), ...ownStopWords(language)]);
  byLanguage.set(language, words);
  return words;
}
