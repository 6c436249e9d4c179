import { fold } from "../text/fold.ts";

/** Somebody wants or asks something. Beginnings of words, one line per language. */
const WISH = [
  "want|wanna|would like|i'd like|id like|i'd love|need|can you|could you|can i|could i|may i|how do|how can|how to|how much|how long|how many|how is|where |when |why |what |which |looking for|looking to|trying to|tried to|please|tell me|i wish|wish to|is there|is it|do you|does |are you able|give me|send me|let me|book me|unable",
  "mochte|hatte gern|wurde gern|brauche|benotige|kann ich|konnen sie|konnten sie|kannst du|konnt ihr|kann man|wie |wo |wann |warum|wieso|weshalb|welche|gibt es|ich will|wollte|suche|versuche|bitte",
  "quiero|quisiera|necesito|me gustaria|puedo|puede|podria|puedes|como |donde |cuando |por que|cual |cuanto|hay |busco|intento|deseo|querria|queria",
  "je veux|voudrais|aimerais|souhait|besoin|puis-je|puis je|pouvez|pourriez|comment|ou est|ou en est|quand|pourquoi|combien|est-ce|est ce que|quel|je cherche|j'essaie|peut-on|peut on|s'il vous plait",
  "したい|ほしい|欲しい|ください|下さい|でしょうか|ですか|ますか|どうすれば|どうやって|いつ|なぜ|教えて|知りたい|お願い|希望|たいです|たいの",
  "اريد|ارغب|احتاج|هل |يمكن|ممكن|كيف|متي|اين|لماذا|كم |ابحث|احاول|اود|ابغي|ابي|عايز|محتاج",
  "quero|gostaria|preciso|posso|pode |como |onde |quando |por que|qual |quanto|procuro|tento|queria",
  "vorrei|voglio|devo|posso|potete|come posso|come si|dov'e|dove |quando |perche|quanto|cerco|mi serve",
  "ik wil|graag|kan ik|kunt u|kun je|hoe |waar |wanneer|waarom|welke|ik zoek|ik moet|nodig",
  "我想|我要|需要|能不能|可以|怎么|如何|为什么|什么|哪里|多少|想要|希望|怎樣|怎麼|吗|嗎",
  "하고 싶|싶습니다|싶어요|어떻게|언제|왜|어디|얼마|필요|원합니다|주세요|가능|되나요|인가요|할까요",
  "istiyorum|nasil|nasıl|ne zaman|neden|nerede|ne kadar|lazim|lazım|gerekiyor|misiniz|mısınız|miyim|mıyım",
  "хочу|хотел|нужно|нужен|нужна|можно|как |когда|почему|где |сколько|надо|ищу|можете",
];

/** What support is about: things and mishaps. Beginnings of words, one line per language. */
const MATTER = [
  "account|address|appointment|arriv|assign|availab|baggage|balance|bank|bill|block|boarding|book|broke|bug|buy|bought|cable|cancel|cannot|can't|cant |car |card|cart|chang|channel|charg|check|cheque|claim|complain|connect|contract|coupon|coverage|crack|crash|credit|damag|debit|declin|delay|deliver|deposit|didn't|didnt|discount|disput|doesn't|doesnt|don't work|download|e-mail|email|error|exchang|expens|expir|fail|faulty|fee |fees|flight|forgot|fraud|freez|froze|gift|hack|hasn't|hasnt|incorrect|install|insur|internet|invoice|isn't|isnt|issue|laptop|late |leak|licen|locked|log in|login|logged|lost|luggage|meal|membership|missing|mistake|money|network|never |not |offer|order|outage|overcharg|package|parcel|passw|paid|pay |payment|phone|pizza|plan |policy|price|problem|product|promo|proof|purchas|receipt|receiv|reboot|redeem|refund|reimburs|renew|rent|repair|replac|report|reschedul|reserv|reset|return|salad|screen|seat|server|servic|shipp|shipment|shoe|sign in|sign up|size|slow|software|speed|statement|status|stolen|stop|stuck|subscri|switch|system|ticket|track|transaction|transfer|travel|trouble|unable|unlock|updat|upgrad|verif|voucher|warrant|website|wi-fi|wifi|withdraw|won't|wont |wrong",
  "abgebucht|absturz|adresse|angebot|anmeld|artikel|bestell|bezahl|beschadig|buchung|buchen|defekt|einlogg|erstatt|falsch|fehl|flug|gebuhr|geht nicht|geld|geliefert|gesperrt|gestohlen|große|gutschein|kaputt|kauf|konto|kosten|kredit|kundig|liefer|mahnung|nicht|paket|passwort|preis|problem|produkt|rechnung|reklam|reparatur|reservier|retour|ruckgabe|ruckerstatt|zuruckgeb|zuruckschick|schaden|schuhe|sendung|sitzplatz|storn|tarif|termin|umtausch|umbuch|verbindung|verlor|verspat|vertrag|versand|versicher|wlan|zahl|zugang|abo |abonnement",
  "aplicacion|asiento|avion|bloque|boleto|cambi|cancel|cargo|cobr|codigo|compr|conexion|contrasen|correo|credito|cuenta|cupon|danad|defectu|demora|descuento|devol|devuel|dinero|direccion|embarque|entreg|envi|equivocad|error|estropead|factura|falla|fallo|funciona|garant|incorrect|lleg|no puedo|olvid|oferta|paga|pago|paquete|pasaje|pedido|perdi|poliza|precio|problema|producto|rastre|recib|reclam|reembols|repar|reserva|retras|robaron|roto|rota|seguro|servicio|sesion|suscrip|talla|tarjeta|telefono|transfer|vuelo|zapat",
  "achat|achete|annul|arrive|assurance|avion|bagage|bloqu|billet|carte|casse|chang|colis|command|compte|connect|connexion|contrat|debite|defectu|delai|echang|erreur|expedi|factur|fonctionne|frais|garantie|livr|marche pas|modifi|mot de passe|oubli|panne|paiement|paye|perdu|pointure|prix|probleme|produit|promo|rembours|remplac|renvo|repar|reserv|resili|retard|retour|siege|suivi|taille|virement|vol |vols|wifi|abonnement",
  "アカウント|アプリ|エラー|カード|カバン|キャンセル|クーポン|クレジット|サイズ|サービス|チケット|ネット|パスワード|ポイント|メール|ログイン|不具合|不良|予約|交換|住所|保証|保険|商品|変更|動か|壊れ|契約|領収|請求|届|座席|引き落とし|忘れ|支払|料金|故障|配送|配達|返品|返金|送料|注文|発送|紛失|盗|解約|遅|間違|開け|電話|靴|飛行機|購入|追跡|使え|繋が|つなが|できない|できません",
  "استرجاع|استرداد|ارجاع|اشتراك|الغاء|بطاق|البطاق|تاخر|تتبع|تذكر|التذكر|تسجيل|تطبيق|التطبيق|تعطل|تغيير|توصيل|التوصيل|حجز|الحجز|حساب|خصم|خطا|دفع|الدفع|رحل|الرحل|رسوم|رصيد|سعر|شحن|الشحن|ضاع|ضمان|طرد|الطرد|طلب|الطلب|عطل|عنوان|فاتور|الفاتور|فقد|كلمه|كسر|لا يعمل|لا تعمل|لم يصل|لم تصل|مبلغ|المبلغ|مشكل|مقاس|منتج|المنتج|مكسور|موعد|نسيت|هاتف|سرق|حذاء",
  "boleto|cartao|cancel|cobranc|compr|conta |defeito|devol|encomend|endereco|entreg|erro|esqueci|estorno|fatura|frete|nao funciona|nao consigo|pagamento|paguei|passagem|pedido|preco|problema|produto|quebr|reembols|reserva|senha|tamanho|troca|voo",
  "abbonament|acquist|addebit|annull|bagagli|bigliett|bolletta|cambi|cancell|consegn|danneggiat|errat|errore|fattura|funziona|guast|indirizz|ordine|ordin|pacco|pagament|pagat|perso|prenot|prezzo|problema|prodott|rimbors|restitu|ritard|rott|scarpe|spedi|taglia|volo",
  "annuler|bestel|betal|bezorg|defect|factuur|foutmelding|geld|inlogg|kapot|klacht|kwijt|levering|geleverd|niet|ontvangen|opzegg|pakket|pakje|probleem|rekening|retour|ruilen|schade|terugbetal|verzekering|verzend|vlucht|wachtwoord",
  "订单|退款|退货|换货|快递|物流|账号|账户|密码|登录|付款|支付|发票|收到|坏|错误|问题|取消|修改|预订|机票|航班|座位|地址|优惠|信用卡|扣款|发货|尺码|商品|产品|会员|保修|訂單|退貨|帳號|密碼|無法|无法|不能|打不开|丢",
  "주문|환불|반품|교환|배송|택배|계정|비밀번호|로그인|결제|영수증|오류|문제|취소|변경|예약|항공|좌석|주소|쿠폰|카드|고장|파손|분실|상품|제품|사이즈|안 돼|안돼|안 와|늦",
  "siparis|sipariş|iade|iptal|kargo|hesap|hesab|sifre|şifre|giris|giriş|odeme|fatura|hata|sorun|bozuk|degisi|değisi|degişi|ucus|ucuş|rezervasyon|bilet|koltuk|indirim|paket|urun|teslim|kayip|kayıp|abonelik",
  "аккаунт|адрес|багаж|билет|брон|возврат|вернуть|деньг|доставк|забыл|заказ|замен|интернет|карт|кредит|не могу|не работает|не приш|обмен|отмен|оплат|ошибк|парол|посылк|потерял|проблем|размер|рейс|сломал|списал|товар|украл",
];

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const wish = beginnings(WISH);
const matter = beginnings(MATTER);

function beginnings(lines: readonly string[]): RegExp {
  const all = lines.flatMap((line) => fold(line).split("|"));
  const anywhere = all.filter((word) => UNSPACED.test(word));
  const atWordStart = all.filter((word) => !UNSPACED.test(word));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${atWordStart.join("|")})|${anywhere.join("|")}`, "gu");
}

/** How many words of `text` (folded) tell a wish, and how many tell the matter of an issue. */
export function issueWords(text: string): { wishes: number; matters: number } {
  // A closing space lets an entry that ends in one ("late ") match the last word.
  return { wishes: count(wish, `${text} `), matters: count(matter, `${text} `) };
}

function count(pattern: RegExp, text: string): number {
  return [...text.matchAll(pattern)].length;
}

/** True when `text` (folded) holds any word of an issue: such a text is no name. */
export function hasIssueWord(text: string): boolean {
  const { wishes, matters } = issueWords(text);
  return wishes + matters > 0;
}
