import type { Kind } from "./kinds.ts";

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/u));

/** Words that name a kind. The value stands near by, or in the answer. English, German, Spanish, French, Japanese, Arabic. */
const NAMING: readonly (readonly [Kind, ReadonlySet<string>])[] = [
  ["ssn", list("ssn ssns social sozialversicherungsnummer nss 社会保障番号")],
  [
    "card_number",
    list(
      "card cards creditcard debit kreditkarte kreditkartennummer kartennummer tarjeta carte カード番号 بطاقة البطاقة بطاقتي بطاقتك",
    ),
  ],
  [
    "account_number",
    list(
      "account accounts acc acct ac acount konto kontonummer iban cuenta compte 口座番号 حساب الحساب حسابي حسابك",
    ),
  ],
  [
    "phone_number",
    list(
      "phone phones telephone tel mobile cell cellphone contact ph conno telefon telefonnummer handynummer handy teléfono telefono móvil téléphone 電話番号 هاتف الهاتف هاتفي هاتفك جوال",
    ),
  ],
  ["email_address", list("email emails mail e-mail correo メール メールアドレス البريد")],
  [
    "password",
    list(
      "password passwords passwort kennwort passcode passphrase pass pwd pw pin otp contraseña clave パスワード 暗証番号 المرور السر",
    ),
  ],
  ["username", list("username userid login benutzername usuario identifiant ユーザー名 المستخدم")],
  ["policy_id", list("policy policyid police versicherungsnummer póliza")],
  ["claim_id", list("claim claimid schadennummer")],
  [
    "booking_confirmation_number",
    list("booking confirmation reservation pnr buchungsnummer reserva réservation 予約番号 الحجز"),
  ],
  [
    "address",
    list(
      "address addres adress adresse anschrift dirección direccion zip zipcode postcode postal plz city town 住所 郵便番号 عنوان العنوان عنواني عنوانك الرمز",
    ),
  ],
  [
    "name",
    list(
      "name names surname firstname lastname nombre nom prénom vorname nachname 名前 氏名 اسم الاسم اسمي اسمك",
    ),
  ],
];

const KIND_BY_WORD = new Map(
  NAMING.flatMap(([kind, words]) => [...words].map((word) => [word, kind] as const)),
);

/** The kind that a word names, if it names one. */
export function kindNamed(word: string): Kind | undefined {
  return KIND_BY_WORD.get(word);
}

/** Between the word that names a kind and its value: "the last four digits of my ssn *are* …". */
const FILLERS = list(`
  is s are was were be it its the a an my our your no nr num numb number numbers digit digits id code last first full
  four of in on file for : = # - , ' " ’ security credit debit holder shipping billing new old current mailing home
  street confirmation booking identification ending ends with and as follows si here
  ist sind lautet meine mein die der das nummer es son mi el la los número numero est sont le mon ma numéro
  は です の هو هي رقم رقمي
`);

export const isFiller = (word: string): boolean => FILLERS.has(word);

/** Words that a sentence is made of; none of them is somebody's name or password. */
const COMMON = list(`
  a about above account accounts actually add address after again all almost already also always am an and another any
  anybody anyone anything anyway appreciate are area around as ask at available away awesome back bad balance bank be
  because been before behind being below best better between big bill billing book booking both bought box bring brother
  but buy by bye call called can cancel cannot cant car card cards care cause change charge charged charges cheap check
  city claim clear close code come company complete confirm confirmation contact correct cost could couldnt country
  couple credit current customer customers data date daughter day days dear debit deliver delivery details did didnt
  different difficult digit digits do does doesnt doing dollars done dont door down due during each early easy either
  else email english enough even ever every everybody everyone everything exactly example excellent expired extra fake
  fast father feel few file final finally find fine first five flight flights followed following food for forgot form
  forward four friend from full further get getting give go goes going gone good got great guess guys had half happen
  happy hard has hasnt have havent having he hear hello help helped helpful her here hey hi high hii him his hold home
  hope hotel hour hours house how however hows hungry husband i id idea if ill im important in incorrect info
  information instead insurance interested internet into invalid is isnt issue issues it its ive job just keep kind know
  lady last late later least left less let lets like line little live locked long look looking lost lot lots love low
  made mail main make man many matter may maybe me mean menu message might mind mine minute minutes missing mistake
  mobile moment money month monthly months more morning most mother mr mrs ms much must my myself name need needed needs
  never new next nice night no nobody none nope not nothing now number numbers of off offer offers office often oh ok
  okay old on once one ones only open option options or order other our out over own paid part pass password pay payment
  people perfect permanent person phone pin pizza place plan plans please policy possible pretty previous price probably
  problem problems process proceed provide purchase put question questions quick quickly quite rather reach ready real really
  reason recent regarding request required reset return right road room sad safe said same saw say says seat seats
  second secure security see seems send sense sent service services set several shall she should show since sir sister
  situation small so social some somebody someone something sometimes son soon sorry sounds speak ssn start still stop
  street such suite super support suppose sure take talk tell temporary than thank thanks that thats the their them then
  there theres these they thing things think third this those though three through ticket till time times to today
  together told tomorrow tonight too total town transfer travel trip trouble true try two type under understand unable
  until up update upset urgent us use used user username using usually valid very wait want wanted wants was wasnt way
  we week weeks welcome well went were weve what whatever whats when where wheres which while who whole whom whose why
  wife will wish with within without woman won wont wonder wonderful word work world worried worry would wouldnt wow
  write wrong ya yeah year years yep yes yesterday yet you youd youre your yours yourself youve yup zip zipcode
  afternoon evening nine eight seven six ten zero hundred thousand lol hmm uhm um ah huh btw pls plz thx ty asap cool
  departure arrival destination origin firm num believe prefer queries stolen hack hacked blocked model fantastic amazing certainly definitely absolutely course kindly regards cheers sincerely sign signed free large
  medium regular single double agent manager human representative bot chat website site app online store shop product
  products item items package parcel shipment refund warranty invoice receipt bad broken damaged dead stuck confused
  angry annoyed disappointed frustrated satisfied afraid aware busy curious glad pleased tired lost new back done
  ich bin und oder nicht kein keine ein eine der die das ja nein bitte danke hallo guten tag mit für von zu auf aus
  wie was wo wann warum wer mir mich sie er es wir ihr mein meine ist sind habe hat
  yo soy sí no y o pero por favor gracias hola buenos días el la los las un una de del en con para que qué como cómo
  mi su me te se lo le es está estoy tengo
  je suis oui non et ou mais merci bonjour le les des du au aux en dans pour que qui quoi comment mon ma mes votre
  私 僕 俺 です ですか ます ますか は が の を に と も か 何 お願いします ما هو هي من في على نعم لا شكرا أنا أريد
  vous nous il elle ce cette est ai pas
`);

/** True for words that sentences are made of. */
export const isListed = (word: string): boolean => COMMON.has(word) || KIND_BY_WORD.has(word);

/** The same, and for forms that names hardly have. */
export function isCommon(word: string): boolean {
  return isListed(word) || /^.{3,}(?:ing|ied|ment|tion)$/u.test(word);
}
