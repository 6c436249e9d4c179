/**
 * What people say that is not their issue, folded (see `fold`), longest phrase wins. Double letters count as one,
 * so "helo" and "hiii" need no line. Thirteen languages, one block each.
 *
 * - `greeting`, `pleasantry`: may stand in front of the issue ("hi good morning, i want to book a flight")
 * - `lone_greeting`: greets only where it stands alone, for it has another meaning ("morgen" is also tomorrow)
 * - `thanks`, `assent`, `refusal`, `bye`: whole answers
 * - `plea`: says that there is an issue, not which
 * - `address`: whom a greeting is for
 */
export const SMALL_TALK_KINDS = [
  "greeting",
  "lone_greeting",
  "pleasantry",
  "thanks",
  "assent",
  "refusal",
  "bye",
  "plea",
  "address",
] as const;

export type SmallTalkKind = (typeof SMALL_TALK_KINDS)[number];

type Phrases = Record<SmallTalkKind, string>;

const en: Phrases = {
  greeting:
    "hi | hai | hey | heya | hiya | hello | hallo | hullo | hollo | hau | hiu | howdy | greetings | good day | good morning | good afternoon | good evening | good night | very good morning | very good evening | a very good morning | a very good evening | happy morning | gud morning | gud mrng | gud mrg | gud evng | very gud evng | good mrning | good mrng | good morming | nice to morning | gm | goodmorning | goodevening",
  lone_greeting: "morning | afternoon | evening | yo",
  pleasantry:
    "how are you | how are u | how r u | how are you doing | how is it going | how's it going | how do you do | how are you today | how are you doing today | what about today | how is today | hope you are well | hope you are doing well | i hope you are well | i hope you are doing well | i hope this finds you well | nice to meet you | are you there | are you ther | are u there | you there | anyone there | anybody there | is anyone there | is anybody there | is there anyone | is someone there | still there | are you still there | are connecting | are you connecting | hello are you there | have a nice day | what's up | whats up | sorry to bother you | sorry to disturb you",
  thanks:
    "thanks | thank you | thank u | thank you so much | thank you very much | thanks a lot | many thanks | thx | ty | cheers | tnx | much appreciated | great thanks | that helps | that helped | perfect thanks",
  assent:
    "ok | okay | okey | okie | k | yes | yes please | yeah | yep | yup | ya | sure | sur | of course | right | alright | all right | correct | fine | great | cool | perfect | good | got it | i see | done | that is correct | that's correct | that's right | that is right | sounds good | please do | exactly | ok for me | understood | no problem | go ahead | please",
  refusal:
    "no | nope | nah | no thanks | no thank you | nothing | nothing else | no nothing else | that's all | thats all | that is all | that's it | thats it | that is it | not now | right now no need | no need | that is everything | that's everything | that will be all | nothing more | i am good | i'm good",
  bye: "bye | goodbye | good bye | bye bye | see you | see ya | have a great day | have a good day | have a good one | take care | you too | same to you | have a graet day",
  plea: "help | help me | please help | please help me | i need help | i need some help | i need your help | need help | need some help | can you help | can you help me | could you help me | can someone help | can someone help me | can anyone help me | i need assistance | i need some assistance | i need support | i have a question | i have a quick question | i have a problem | i have an issue | quick question | question | i have a query | i have a doubt | i want to ask something | can i ask something | can i ask a question | can i ask you something | i would like some help | i'd like some help | may i ask a question | test | testing",
  address:
    "there | sir | madam | maam | ma'am | mam | team | all | everyone | everybody | guys | folks | friend | dear | mr | mrs | ms | miss | reply | bro | buddy | support | support team | bot | again",
};

const de: Phrases = {
  greeting:
    "hallo | hallochen | hi | hey | moin | moin moin | servus | gruß gott | gruss gott | grüezi | gruezi | guten tag | guten morgen | guten abend | guten mittag | schonen guten tag | schonen guten morgen | schonen guten abend | schonen tag | n abend | tach | liebe grusse",
  lone_greeting: "tag | morgen",
  pleasantry:
    "wie geht es ihnen | wie geht's | wie gehts | wie geht es dir | ist da jemand | ist jemand da | jemand da | sind sie da | sind sie noch da | bist du da | noch da | ich hoffe es geht ihnen gut | entschuldigen sie die storung",
  thanks:
    "danke | danke schon | dankeschon | danke sehr | vielen dank | besten dank | herzlichen dank | vielen lieben dank | danke dir | danke ihnen | super danke | ok danke | das hilft",
  assent:
    "ja | ja bitte | ja gerne | gerne | ja gern | jo | jep | klar | genau | in ordnung | alles klar | stimmt | richtig | super | prima | verstanden | gut | passt | bitte | sehr gut",
  refusal:
    "nein | ne | nee | nein danke | nein das war's | das war's | das wars | das war alles | sonst nichts | nichts mehr",
  bye: "tschuss | auf wiedersehen | bis bald | schonen tag noch | einen schonen tag noch | ciao | ade",
  plea: "hilfe | bitte um hilfe | ich brauche hilfe | ich brauche ihre hilfe | ich benotige hilfe | konnen sie mir helfen | kannst du mir helfen | konnten sie mir helfen | ich habe eine frage | ich hatte eine frage | ich habe da eine frage | ich hatte da mal eine frage | ich habe mal eine frage | kurze frage | eine frage | ich habe ein problem | ich habe ein anliegen",
  address:
    "zusammen | liebes team | team | an alle | miteinander | liebe leute | herr | frau | damen und herren",
};

const es: Phrases = {
  greeting:
    "hola | ola | buenas | buenos dias | buen dia | buenas tardes | buenas noches | muy buenas | muy buenos dias | muy buenas tardes | que tal | saludos | hola buenas | hey",
  lone_greeting: "",
  pleasantry:
    "como estas | como esta | como esta usted | como le va | como te va | hay alguien | hay alguien ahi | estas ahi | esta ahi | sigue ahi | espero que este bien | espero que esten bien | un gusto | mucho gusto",
  thanks:
    "gracias | muchas gracias | mil gracias | muchisimas gracias | gracias por todo | gracias por la ayuda | le agradezco | ok gracias",
  assent:
    "si | si por favor | claro | claro que si | vale | de acuerdo | perfecto | bien | muy bien | correcto | exacto | listo | entendido | genial | por favor | dale | bueno | asi es",
  refusal: "no gracias | nada mas | eso es todo | nada | no nada mas | eso seria todo | por ahora no",
  bye: "adios | hasta luego | chao | chau | hasta pronto | que tenga un buen dia | que tengas un buen dia | buen dia",
  plea: "ayuda | necesito ayuda | necesito su ayuda | necesito tu ayuda | ayuda por favor | ayudeme | ayudame | me puede ayudar | me puedes ayudar | puede ayudarme | puedes ayudarme | me podria ayudar | podria ayudarme | tengo una pregunta | tengo una duda | tengo una consulta | una pregunta | una consulta | una duda | tengo un problema | quisiera hacer una consulta",
  address: "a todos | equipo | senor | senora | senorita | amigo | amiga | amigos",
};

const fr: Phrases = {
  greeting:
    "bonjour | bonsoir | salut | coucou | bjr | slt | hello | allo | bonne journee | rebonjour | re bonjour | hey | bonjour bonjour",
  lone_greeting: "",
  pleasantry:
    "comment allez vous | comment allez-vous | comment ca va | ca va | comment vas tu | comment vas-tu | vous allez bien | j'espere que vous allez bien | il y a quelqu'un | y a quelqu'un | y a-t-il quelqu'un | quelqu'un est la | vous etes la | etes-vous la | etes vous la | toujours la | vous etes toujours la | desole de vous deranger | excusez moi de vous deranger",
  thanks:
    "merci | merci beaucoup | merci bien | mille mercis | un grand merci | merci a vous | merci d'avance | je vous remercie | ok merci | super merci | parfait merci",
  assent:
    "oui | oui s'il vous plait | oui svp | oui merci | ouais | d'accord | bien sur | parfait | exact | exactement | tout a fait | c'est ca | c'est bon | tres bien | entendu | super | volontiers | s'il vous plait | svp | daccord",
  refusal: "non | non merci | c'est tout | rien d'autre | non c'est tout | ce sera tout | pas maintenant",
  bye: "au revoir | a bientot | bonne fin de journee | bonne soiree | a plus | adieu",
  plea: "aide | aidez moi | aidez-moi | a l'aide | j'ai besoin d'aide | j'aurais besoin d'aide | besoin d'aide | j'ai besoin de votre aide | pouvez vous m'aider | pouvez-vous m'aider | pourriez vous m'aider | pourriez-vous m'aider | vous pouvez m'aider | j'ai une question | j'aurais une question | une question | petite question | j'ai un probleme | j'ai un souci | j'aurais besoin d'un renseignement",
  address:
    "a tous | monsieur | madame | mademoiselle | l'equipe | toute l'equipe | tout le monde | messieurs dames",
};

const ja: Phrases = {
  greeting:
    "こんにちは | こんにちわ | こんばんは | こんばんわ | おはようございます | おはよう | はじめまして | 初めまして | お世話になっております | お世話になります | いつもお世話になっております | いつもお世話になります | 大変お世話になっております | お疲れ様です | お疲れさまです | もしもし | ハロー | どうも | やあ | 失礼します | 失礼いたします | すみません | すいません | 恐れ入ります | ご担当者様",
  lone_greeting: "",
  pleasantry:
    "お元気ですか | 誰かいますか | だれかいますか | どなたかいますか | どなたかいらっしゃいますか | いますか | いらっしゃいますか | 聞こえますか | 突然のご連絡失礼いたします | お忙しいところ恐れ入ります | お忙しいところすみません | よろしくお願いします | 宜しくお願いします | よろしくお願いいたします | 宜しくお願いいたします | よろしくお願い致します | 宜しくお願い致します",
  thanks:
    "ありがとう | ありがとうございます | ありがとうございました | 有難うございます | 有難うございました | どうもありがとうございます | どうもありがとうございました | 感謝します | 助かりました | 助かります | サンキュー",
  assent:
    "はい | ええ | うん | はいお願いします | はい、お願いします | お願いします | お願いいたします | 了解 | 了解です | 了解しました | わかりました | 分かりました | 承知しました | 承知いたしました | そうです | その通りです | 大丈夫です | 結構です | オーケー | いいです | なるほど",
  refusal:
    "いいえ | いや | いえ | いいえ、結構です | いえ、大丈夫です | 特にないです | 特にありません | 以上です | もう大丈夫です",
  bye: "さようなら | さよなら | 失礼しました | ではまた | またね | バイバイ",
  plea: "助けて | 助けてください | 手伝ってください | 質問があります | 質問です | 質問がございます | お聞きしたいことがあります | 聞きたいことがあります | お尋ねしたいことがあります | 相談があります | 相談したいです | 困っています | 教えてください | 問題があります | お伺いしたいことがあります | お問い合わせです | 問い合わせです",
  address: "皆さん | みなさん | 皆様 | 担当者様 | サポートの方 | サポート担当者様",
};

const ar: Phrases = {
  greeting:
    "مرحبا | مرحبا بكم | مرحبا بك | مرحبًا | اهلا | أهلا | أهلاً | اهلا وسهلا | أهلا وسهلا | أهلاً وسهلاً | السلام عليكم | سلام عليكم | السلام عليكم ورحمة الله | السلام عليكم ورحمة الله وبركاته | سلام | صباح الخير | صباح النور | مساء الخير | مساء النور | هلا | هاي | هلو | الو | ألو | تحية طيبة | تحياتي | طاب يومكم",
  lone_greeting: "",
  pleasantry:
    "كيف حالك | كيف حالكم | كيف الحال | شلونك | إزيك | ازيك | اخبارك | كيفك | هل من أحد هنا | هل من احد | هل يوجد أحد | هل يوجد احد | في حد | هل أنت هنا | هل انت موجود | هل أنت موجود | أتمنى أن تكون بخير | اتمنى ان تكونوا بخير | وبعد | أما بعد",
  thanks:
    "شكرا | شكراً | شكرًا | شكرا جزيلا | شكراً جزيلاً | شكرا لك | شكراً لك | شكرا لكم | شكرا كثيرا | مشكور | مشكورين | الف شكر | ألف شكر | جزاك الله خيرا | جزاكم الله خيرا | تسلم",
  assent:
    "نعم | ايوه | أيوه | ايوا | اي | أجل | تمام | حسنا | حسناً | حسنًا | طيب | اوكي | أوكي | موافق | صحيح | بالتأكيد | بالطبع | نعم من فضلك | نعم لو سمحت | من فضلك | لو سمحت | اكيد | أكيد | ممتاز | فهمت",
  refusal: "لا | لا شكرا | لا شكراً | لا شيء | هذا كل شيء | هذا كل شي | لا أريد | لا خلاص | خلاص",
  bye: "مع السلامة | إلى اللقاء | الى اللقاء | وداعا | في أمان الله | باي",
  plea: "مساعدة | المساعدة | ساعدوني | ساعدني | أحتاج مساعدة | احتاج مساعدة | أحتاج إلى مساعدة | احتاج الى مساعدة | أحتاج المساعدة | أريد المساعدة | اريد مساعدة | أريد مساعدة | هل يمكنك مساعدتي | هل يمكنكم مساعدتي | ممكن مساعدة | ممكن تساعدني | ممكن تساعدوني | لدي سؤال | عندي سؤال | عندي استفسار | لدي استفسار | لدي مشكلة | عندي مشكلة | سؤال | استفسار",
  address: "جميعا | يا جماعة | أستاذ | استاذ | سيدي | أخي | اخي | يا أخي | حضرتك",
};

const pt: Phrases = {
  greeting: "ola | oi | oie | bom dia | boa tarde | boa noite | e ai | alo | saudacoes | ei",
  lone_greeting: "",
  pleasantry:
    "tudo bem | tudo bom | como vai | como voce esta | como esta | tem alguem ai | alguem ai | voce esta ai | esta ai | espero que esteja bem | prazer",
  thanks: "obrigado | obrigada | muito obrigado | muito obrigada | obrigadao | valeu | brigado | agradeco",
  assent:
    "sim | sim por favor | claro | certo | ok | ta bom | tudo certo | isso | isso mesmo | beleza | perfeito | entendi | combinado | pode ser | por favor",
  refusal: "nao | nao obrigado | nao obrigada | so isso | e so isso | mais nada | nada mais",
  bye: "tchau | ate logo | ate mais | ate breve | tenha um bom dia",
  plea: "ajuda | preciso de ajuda | preciso de uma ajuda | preciso da sua ajuda | pode me ajudar | voce pode me ajudar | poderia me ajudar | me ajuda | me ajude | tenho uma duvida | tenho uma pergunta | uma duvida | uma pergunta | tenho um problema",
  address: "pessoal | equipe | senhor | senhora | moco | moca | amigo | amiga | a todos | gente",
};

const it: Phrases = {
  greeting: "ciao | salve | buongiorno | buon giorno | buonasera | buona sera | buon pomeriggio | buondi",
  lone_greeting: "pronto",
  pleasantry:
    "come va | come stai | come sta | come state | c'e qualcuno | ci siete | ci sei | spero che stiate bene | spero stia bene | piacere",
  thanks:
    "grazie | grazie mille | molte grazie | tante grazie | vi ringrazio | la ringrazio | grazie in anticipo",
  assent:
    "si | si grazie | si per favore | certo | va bene | d'accordo | perfetto | esatto | giusto | capito | ok | bene | per favore | certamente",
  refusal: "no | no grazie | nient'altro | e tutto | basta cosi | nulla",
  bye: "arrivederci | a presto | buona giornata | buona serata | addio",
  plea: "aiuto | ho bisogno di aiuto | ho bisogno d'aiuto | mi serve aiuto | mi puo aiutare | mi puoi aiutare | potete aiutarmi | puo aiutarmi | potrebbe aiutarmi | mi aiuti | ho una domanda | avrei una domanda | una domanda | ho un problema",
  address: "a tutti | tutti | signore | signora | ragazzi | gentile team",
};

const nl: Phrases = {
  greeting:
    "hallo | hoi | hoi hoi | hey | goedemorgen | goedemiddag | goedenavond | goeiemorgen | goeiedag | goedendag | goede morgen | goede middag | goede avond",
  lone_greeting: "dag",
  pleasantry:
    "hoe gaat het | hoe gaat het met u | hoe gaat het met je | alles goed | is er iemand | is daar iemand | iemand daar | ben je er nog | bent u er nog",
  thanks:
    "bedankt | dank u | dank je | dank u wel | dank je wel | dankjewel | hartelijk dank | heel erg bedankt | alvast bedankt",
  assent:
    "ja | ja graag | graag | prima | goed | klopt | oke | in orde | natuurlijk | top | begrepen | alstublieft | alsjeblieft",
  refusal: "nee | nee bedankt | nee dank je | dat is alles | dat was alles | niets meer",
  bye: "doei | tot ziens | tot straks | fijne dag | fijne dag nog",
  plea: "hulp | help | ik heb hulp nodig | kunt u mij helpen | kun je mij helpen | kun je me helpen | kunt u me helpen | ik heb een vraag | ik heb een vraagje | vraagje | ik heb een probleem | korte vraag",
  address: "allemaal | team | meneer | mevrouw | iedereen",
};

const zh: Phrases = {
  greeting:
    "你好 | 您好 | 你们好 | 大家好 | 早上好 | 上午好 | 中午好 | 下午好 | 晚上好 | 早安 | 嗨 | 哈喽 | 哈罗 | 喂 | 在吗 | 在么 | 打扰了 | 打扰一下 | 请问一下 | 請問一下 | 您好呀 | 你好啊 | 晚安 | 妳好",
  lone_greeting: "早",
  pleasantry:
    "你好吗 | 您好吗 | 有人吗 | 有人在吗 | 有人么 | 你在吗 | 您在吗 | 还在吗 | 有客服吗 | 客服在吗 | 有人嗎 | 在嗎",
  thanks: "谢谢 | 谢谢你 | 谢谢您 | 多谢 | 非常感谢 | 感谢 | 谢了 | 謝謝 | 謝謝你 | 麻烦了 | 辛苦了",
  assent:
    "好 | 好的 | 是 | 是的 | 对 | 对的 | 嗯 | 嗯嗯 | 可以 | 没错 | 行 | 明白 | 明白了 | 知道了 | 了解 | 收到 | 當然 | 当然 | 好的谢谢",
  refusal: "不 | 不用 | 不用了 | 没有 | 没有了 | 没了 | 不需要 | 不用谢谢 | 就这些",
  bye: "再见 | 拜拜 | 回见 | 祝你愉快",
  plea: "帮帮我 | 请帮帮我 | 帮助 | 请帮我 | 帮个忙 | 能帮我吗 | 可以帮我吗 | 我需要帮助 | 我有一个问题 | 我有个问题 | 有个问题 | 问个问题 | 想问一下 | 我想问一下 | 请问 | 請問 | 我想咨询一下 | 咨询一下 | 我有问题",
  address: "客服 | 亲 | 各位 | 先生 | 女士 | 小姐",
};

const ko: Phrases = {
  greeting:
    "안녕하세요 | 안녕 | 안녕하십니까 | 여보세요 | 하이 | 헬로 | 반갑습니다 | 좋은 아침입니다 | 좋은 아침이에요 | 실례합니다 | 수고하십니다 | 수고 많으십니다 | 저기요",
  lone_greeting: "",
  pleasantry:
    "잘 지내세요 | 잘 지내시죠 | 계세요 | 계신가요 | 계십니까 | 누구 있나요 | 누구 계세요 | 거기 있나요 | 아무도 없나요",
  thanks: "감사합니다 | 감사해요 | 고맙습니다 | 고마워요 | 고마워 | 정말 감사합니다 | 대단히 감사합니다",
  assent:
    "네 | 예 | 넵 | 응 | 네 부탁합니다 | 네 부탁드립니다 | 알겠습니다 | 알겠어요 | 좋아요 | 좋습니다 | 맞아요 | 맞습니다 | 물론이죠 | 확인했습니다 | 부탁드립니다",
  refusal: "아니요 | 아니오 | 아뇨 | 괜찮아요 | 괜찮습니다 | 없어요 | 없습니다 | 그게 다예요",
  bye: "안녕히 계세요 | 안녕히 가세요 | 수고하세요 | 잘 가요",
  plea: "도와주세요 | 도움이 필요해요 | 도움이 필요합니다 | 도와주실 수 있나요 | 질문이 있어요 | 질문이 있습니다 | 질문 있습니다 | 질문 있어요 | 문의드립니다 | 문의 드립니다 | 문의가 있습니다 | 문제가 있어요 | 문제가 있습니다",
  address: "여러분 | 상담원님 | 담당자님 | 선생님",
};

const tr: Phrases = {
  greeting:
    "merhaba | merhabalar | selam | selamlar | selamun aleykum | iyi gunler | gunaydın | gunaydin | iyi aksamlar | iyi geceler | iyi calismalar | tunaydin | alo | kolay gelsin | hayirli gunler | hayırlı gunler",
  lone_greeting: "",
  pleasantry:
    "nasilsiniz | nasılsınız | nasilsin | nasılsın | orada misiniz | orada mısınız | kimse var mi | kimse var mı | umarim iyisinizdir | umarım iyisinizdir",
  thanks:
    "tesekkurler | tesekkur ederim | cok tesekkurler | cok tesekkur ederim | sagol | sag ol | sagolun | sag olun | cok sagolun | eyvallah",
  assent:
    "evet | evet lutfen | tamam | tamamdir | tamamdır | olur | peki | elbette | tabii | tabi | dogru | anladim | anladım | lutfen | super",
  refusal: "hayir | hayır | hayir tesekkurler | hayır tesekkurler | yok | bu kadar | baska yok",
  bye: "gorusuruz | hosca kal | hoscakalin | hoscakalın | iyi gunler dilerim | bay bay",
  plea: "yardim | yardım | yardim edin | yardım edin | yardima ihtiyacim var | yardıma ihtiyacım var | yardimci olur musunuz | yardımcı olur musunuz | bana yardim eder misiniz | bana yardım eder misiniz | bir sorum var | bir soru | sorum var | bir sorunum var | bir problemim var",
  address: "herkese | hocam | efendim | arkadaslar | beyefendi | hanimefendi | hanımefendi",
};

const ru: Phrases = {
  greeting:
    "привет | приветик | здравствуйте | здравствуй | здрасьте | добрый день | доброе утро | добрый вечер | доброй ночи | доброго дня | доброго времени суток | алло | приветствую | хай | день добрый",
  lone_greeting: "",
  pleasantry:
    "как дела | как вы | как поживаете | вы тут | вы здесь | есть кто | есть кто нибудь | есть кто-нибудь | кто-нибудь есть | кто нибудь тут | вы еще тут | вы еще здесь | рад знакомству",
  thanks:
    "спасибо | большое спасибо | спасибо большое | благодарю | спс | спасибо вам | огромное спасибо | заранее спасибо",
  assent:
    "да | да пожалуйста | хорошо | ок | окей | ладно | конечно | верно | правильно | понятно | поняла | понял | ага | отлично | договорились | пожалуйста",
  refusal: "нет | нет спасибо | больше ничего | это все | ничего | все",
  bye: "до свидания | пока | всего доброго | всего хорошего | до встречи | хорошего дня",
  plea: "помогите | помощь | помогите пожалуйста | нужна помощь | мне нужна помощь | мне нужна ваша помощь | вы можете помочь | можете помочь | можете мне помочь | не могли бы вы помочь | у меня вопрос | у меня есть вопрос | есть вопрос | вопрос | у меня проблема | подскажите | подскажите пожалуйста",
  address: "всем | уважаемые | коллеги | ребята | господа",
};

export const SMALL_TALK: readonly Phrases[] = [en, de, es, fr, ja, ar, pt, it, nl, zh, ko, tr, ru];
