/**
 * What customers of a support desk say when they are pleased and when they are not, folded or not (see `fold`).
 * The longest entry wins; `*` at a word's end stands for any ending, and "work*" holds "working".
 *
 * - `awful`, `bad`: a mood, strong and plain. `trouble`: a report rather than a mood, and nearly neutral
 * - `pleasant`, `good`, `great`: the same upwards
 * - `thanks`: courtesy, which counts only where nothing is complained of
 * - `deed`: says nothing by itself, and trouble where it is denied ("has not arrived", "keine Antwort")
 * - `plain`: shields its words from being read as anything else ("good morning", "no problem")
 * - `not`, `very`, `bit`: turn, strengthen and weaken what stands beside them
 * - `wish`: what is praised after it in the same clause is wanted, not there ("it would be great if …")
 * - `but`: what was denied or wished before it is over
 */
export const SENTIMENT_KINDS = [
  "awful",
  "bad",
  "trouble",
  "pleasant",
  "good",
  "great",
  "thanks",
  "deed",
  "plain",
  "not",
  "very",
  "bit",
  "wish",
  "but",
] as const;

export type SentimentKind = (typeof SENTIMENT_KINDS)[number];

type Words = Record<SentimentKind, string>;

const en: Words = {
  awful:
    "terribl* | horribl* | horrendous* | awful* | disgust* | disgrace* | outrag* | appalling* | atrocious* | abysmal* | unacceptable | worst | furious | hate | hated | scam* | liar* | rip off | ripoff | cheated | useless | worthless | garbage | crap* | bullshit | shit* | fuck* | wtf | damn* | asshole* | idiot* | stupid* | incompetent* | incompetence | what a joke | a joke | nightmare | waste of time | wasting my time | wasted my * | sick of | sick and tired | fed up | had enough | screw* | suck | sucks | sucked | thanks for nothing | never again | losing my patience | lost my patience | lawyer | sue | piss* off | hell | ripped off | pathetic* | livid | waste of money",
  bad: "bad | my patience | out of patience | unsafe | poor | angry | anger | annoy* | upset | upsetting | disappoint* | frustrat* | unhappy | ridiculous* | rude* | unfriendly | unhelpful | unprofessional* | disrespect* | ignored | ignoring | ignores | shame* | nonsense | rubbish | lied | lying | unfair* | overpriced | worse | fail | fails | worried | sad | sadly | too bad | how many times | how hard | no one cares | nobody cares | regret* | makes no sense | still waiting | been waiting | been on hold | on hold for | waiting for hours | third time | 3rd time | times already | hung up | unbelievable | are you kidding | kidding me | are you serious | impossible | hopeless | desperate* | stranded | ruin* | treated | joke | lame | pissed | insult* | never use | no excuse | not good enough | shocking | absurd | lousy | miserable | anxious | stress* | mess | embarrass* | misleading | misled | tired of | scared | unreliable | clueless | irritat*",
  trouble:
    "problem* | issue* | trouble* | error* | fault* | broken | broke | damage* | defect* | crack* | crash* | lost | missing | missed | stolen | wrong* | late | delay* | slow* | stuck | failed | failure | glitch* | cancelled | unable | mistake* | incorrect* | overcharge* | charged twice | inconvenien* | confus* | expired | freez* | frozen | fraud* | disconnect* | urgent* | complicated | difficult* | unfortunately | complaint* | complain*",
  pleasant:
    "nice* | helpful | helped | working now | works again | it worked | solved | resolved | fixed | glad | friendly | polite* | kind | easy | easily | smooth* | fast | quick | quickly | i like | enjoy* | haha* | looking forward | look forward | well done | not bad | professional | relieved | impressive | courteous | sweet | yay | better",
  good: "good | happy | pleased | satisfied | satisfaction | recommend* | that helps | kudos | super | lovely | appreciated | thumbs up | impressed | congrat* | good job | excited | beautiful",
  great:
    "great* | excellent* | amazing* | awesome* | fantastic* | wonderful* | perfect* | brilliant* | outstanding* | superb* | love | loved | best | life saver | delighted | incredible | exceptional* | can't thank you enough | you rock | made my day | lifesaver | thrilled | loves | loving | terrific | great job",
  thanks:
    "thx | ty | cheers | appreciate | grateful | have a great day | have a good day | have a nice day | have a good one | thank | thanks | thank you | thank u | thankyou* | thankful*",
  deed: "work | works | working | arriv* | receiv* | deliver* | help | helps | helping | answer* | respon* | repl* | reach* | refund* | care | cares | listen* | understand* | fix | solve* | resolve* | resolution* | load* | open | opens | connect* | get through | log in | login | access | show up | showed up | came | call* back | accept* | acceptable | worth | clear | possible | correct | right | fair | okay | ok | fine | normal | safe | trust* | solution* | support | clue | explanation* | information | pick* up | communicat*",
  plain:
    "good morning | good afternoon | good evening | good day | good night | no problem | no problems | no worries | not a problem | no issue | no issues | no thanks | no thank you | as good as | good to go | best regards | best wishes | kind regards | best way | best option | kind of | what kind | any kind | some kind | the kind | don't worry | no need | not sure | not yet | never mind | nevermind | why not | not only | not just | if not | or not | love to | like to know | not at all | sounds good | sounds great | all good | i'm good | problem solved | fast food | nice to meet you | my bad | no this | no that | no it | no i | no we | no you | no perfect | no okay | good bye",
  not: "not | no | never | don't | doesn't | didn't | isn't | aren't | wasn't | weren't | won't | wouldn't | can't | cannot | couldn't | shouldn't | haven't | hasn't | hadn't | ain't | dont | doesnt | didnt | isnt | arent | wasnt | wont | wouldnt | cant | couldnt | shouldnt | havent | without | nothing | nobody | no one | none | neither | nor | hardly | barely | lack* | far from | failed to | fails to | fail to | refuse* to | unable to",
  very: "very | really | so | too | extremely | absolutely | totally | completely | utterly | incredibly | such | truly | highly | deeply | quite | never been more | never been so | still | always | again | much | how | a lot",
  bit: "a bit | bit | a little | little | slightly | somewhat | kinda | sort of",
  wish: "would | i'd | it'd | that'd | could | can | please | pls | plz | hope* | wish* | if | want* | need* | looking for | may | might | should | let me know | unless | like a",
  but: "but | however | although | though",
};

const de: Words = {
  awful:
    "furchtbar* | schrecklich* | katastroph* | unterirdisch* | unverschamt* | frechheit | skandal* | inakzeptabel* | abzock* | betrug | betrogen | verarsch* | scheiss* | scheiß* | beschissen* | müll | wertlos* | zum kotzen | kotzt mich an | nie wieder | schnauze voll | nase voll | es reicht | reicht mir | saftladen | das letzte | anwalt | verbraucherzentrale | anzeige erstatt* | hasse | idiot* | inkompetent* | stinksauer | wutend* | schlechteste* | wtf | verdammt* | albtraum | lacherlich* | ein witz | arschloch | widerlich* | unzumutbar* | hass* | dreck* | schlimmste*",
  bad: "schlecht* | argerlich* | arger* | sauer | enttausch* | frust* | genervt | nervt | nerven | nervig* | unzufrieden* | unfreundlich* | unhoflich* | unprofessionell* | unzuverlassig* | frech | traurig* | schade | blode* | unfassbar* | unglaublich | ignorier* | vertrost* | im stich | abgewimmelt | zeitverschwendung | keine lust mehr | wie oft | zum dritten mal | zum wiederholten mal | warte seit | warte ich seit | warte immer noch | seit wochen | seit monaten | seit stunden | was soll das | geht gar nicht | gehts noch | das kann nicht sein | kann doch nicht sein | unverstandlich* | unfair* | angelogen | gelogen | lugen | schlimm* | angst | unmoglich* | mist | chaos | nutzlos* | mangelhaft | peinlich* | dumm* | verzweif* | mies* | chaotisch* | hilflos* | frustr* | unfahig* | besorgt | wut",
  trouble:
    "problem* | fehler* | kaputt* | defekt* | beschadigt* | verspat* | verzoger* | zu spat | verloren | gestohlen | geklaut | falsch* | storung* | langsam* | absturz* | hangt | fehlgeschlagen | schaden | mangel* | doppelt abgebucht | gebrochen | verschwunden | leider | schwierig* | kompliziert* | schon wieder | dringend* | ausgefallen | gesperrt | fehlt | fehlen | ausfall | teuer | beschwer*",
  pleasant:
    "nett | nette* | hilfreich* | geholfen | klappt | geklappt | funktioniert wieder | geht wieder | gelost | erleichtert | froh* | gefallt | gefallen | angenehm* | problemlos* | nicht schlecht | gerne wieder | schnell | schnelle* | freundlich* | besser | cool",
  good: "gut | gute | guten | guter | gutes | zufrieden* | super | klasse | prima | freu* | lob | empfehl* | weiterempfehl* | empfohlen | glucklich* | kompetent* | respekt | dickes lob",
  great:
    "ausgezeichnet* | hervorragend* | perfekt* | fantastisch* | wunderbar* | genial* | großartig* | begeister* | spitze | einwandfrei* | mega | bestens | beste | top | toll | tolle* | herrlich* | geil* | der hammer | grossartig*",
  thanks:
    "danke* | vielen dank | besten dank | herzlichen dank | dank ihnen | schonen tag | schones wochenende | schonen abend",
  deed: "funktionier* | geht | gehen | ging | ankomm* | angekommen | gekommen | kommt | kam | erhalten | bekommen | bekomme* | geliefert | reagier* | antwort* | geantwortet | ruckmeldung* | gemeldet | meldet | melden | hilfe | hilft | helfen | weiterhelfen | erreich* | erreichbar | losung* | gezahlt | erstattet | klar | verstand* | verstehe* | moglich* | akzept* | in ordnung | richtig* | ok | okay | kummer* | interessier* | zuverlassig* | vertrau* | einloggen | anmelden | ladt | information*",
  plain:
    "guten tag | guten morgen | guten abend | gute nacht | kein problem | keine probleme | keine sorge | nicht nur | nein danke | so gut wie | alles gut | so schnell wie | so schnell | freundlichen gruß* | am besten | nicht wahr | nicht notig | nicht dringend | sehr geehrte* | fast | bad | gute besserung | tut mir leid | ohne problem* | gutschein* | schnellst* | moglichst schnell | besser nicht",
  not: "nicht | kein | keine | keinen | keiner | keinem | keines | nie | niemals | niemand | nichts | ohne | weder | kaum | nix | nirgend*",
  very: "sehr | echt | wirklich | so | total | extrem* | absolut* | vollig | voll | außerst | immer noch | noch immer | uberhaupt | gar | viel | zu | ganz | besonders | immer | wieder | einfach nur",
  bit: "etwas | ein bisschen | bisschen | ein wenig | leicht",
  wish: "ware | hoff* | bitte | wenn | falls | will | wollen | wunsch* | mochte* | brauche | suche | soll | sollte* | konnen sie | kannst du | konnten sie",
  but: "aber | jedoch | allerdings | obwohl | sondern",
};

const fr: Words = {
  awful:
    "horribl* | catastroph* | scandal* | inadmissible* | inacceptable* | honteu* | arnaque* | escroc* | menteur* | foutage de gueule | se fout* de nous | se moque* de | merde* | putain | pire | deteste* | degueulasse* | inutile* | incompetent* | incompetence | connard* | plus jamais | ras le bol | marre | cauchemar* | lamentabl* | avocat | porter plainte | furieu* | perte de temps | ca suffit | enerve* | colere | honte | bordel | degout* | idiot* | voleur* | pires | vous moquez de moi | moquez de nous",
  bad: "mauvais* | decu* | decev* | deception* | mecontent* | insatisf* | fache* | agace* | frustr* | dommage | ridicul* | desagreabl* | irrespect* | mal | nul | nuls | nulle* | inquiet* | inquiete* | attends depuis | attendons depuis | depuis des semaines | depuis des heures | combien de fois | troisieme fois | n'importe quoi | mensonge* | menti | penible* | insupportabl* | triste* | impossible* | injuste* | regrett* | absurd* | angoiss* | chiant* | galere*",
  trouble:
    "probleme* | souci* | erreur* | panne* | casse* | abime* | endommag* | defectueu* | defaut* | retard* | perdu* | manqu* | faux | fausse | lent* | bug* | plante* | bloque* | annule* | difficil* | complique* | urgent* | malheureusement | oublie* | debite deux fois | plainte* | me plaindre",
  pleasant:
    "gentil* | aimable* | sympa* | utile* | m'a aide* | ca marche | resolu* | soulag* | rapide* | rapidement | facile* | agreable* | j'aime | pas mal | professionnel* | cool | mieux | aime | me plait | souri*",
  good: "bon | bonne | bons | bonnes | content* | satisf* | heureu* | ravi | recommand* | bravo | felicit* | efficace* | reactif | impressionn* | tres bien | plaisir | belle | beau | reussi* | ravis | fier",
  great:
    "excellent* | genial* | parfait* | formidable* | magnifique* | fantastique* | merveill* | exceptionnel* | top | adore* | impeccable* | meilleur* | superbe* | incroyable* | extraordinaire*",
  thanks: "merci* | remerci* | bonne journee | bonne soiree | bon week-end",
  deed: "marche* | fonctionn* | arriv* | recu* | recois | livr* | repond* | reponse* | aide* | rembours* | joindre | joignable* | acces | acceder | connect* | ouvr* | charge | solution* | normal* | possible | correct* | clair* | compren* | comprend* | ecout* | fiable* | confiance | ok | nouvelle* | contact* | rappel* | information*",
  plain:
    "pas de probleme | aucun probleme | sans probleme | pas de souci* | pas grave | ne vous inquietez pas | pas seulement | non merci | de rien | ah bon | bien cordialement | le plus rapidement | au mieux | mauvais numero | bonne nuit | bonne annee | bon courage",
  not: "ne | n' | pas | jamais | aucun | aucune | sans | rien | personne | ni | non",
  very: "tres | trop | vraiment | tellement | extremement | completement | totalement | hyper | absolument | toujours | encore | plus | beaucoup | quel | quelle",
  bit: "un peu | peu | legerement | assez",
  wish: "serait | aimerais | voudrais | souhait* | espere* | s'il vous plait | svp | stp | pouvez | pourriez | peux-tu | veux | veut | voulez | besoin | cherche | faudrait | puis-je",
  but: "mais | cependant | pourtant | sauf",
};

const es: Words = {
  awful:
    "horribl* | terribl* | pesim* | fatal* | asco | vergonzos* | verguenza | inaceptabl* | estafa* | robo | mentiros* | mierda* | puta | basura | inutil* | idiot* | estupid* | incompetent* | incompetencia | nunca mas | harto | colmo | peor* | odio | pesadilla* | perdida de tiempo | furios* | abogad* | tomadura de pelo | desastr* | lamentabl* | ya basta | hart* | ladron* | indignad* | una burla | maldit* | odia* | joder | rabia | imbecil* | patetic*",
  bad: "mal | mala | malo | enfadad* | enojad* | molest* | decepcion* | insatisfech* | frustr* | ridicul* | grosero* | irrespet* | ignora* | nadie contesta | nadie me | no puede ser | sigo esperando | llevo esperando | llevo * horas | llevo * semanas | desde hace semanas | hasta cuando | cuantas veces | tercera vez | mentira* | engañ* | preocupad* | desesper* | falta de respeto | triste* | imposible* | absurd* | injust* | estres* | cansad* | miedo | lastima | aburrid* | feo | dolor | preocup*",
  trouble:
    "problem* | error* | fall* | roto | rota | dañad* | defect* | retras* | tarde | perdid* | falta | faltan | equivocad* | lent* | bloquead* | cancelad* | cobr* dos veces | incorrect* | dificil* | complicad* | urgent* | lamentablemente | demora* | queja* | reclam*",
  pleasant:
    "amabl* | agradabl* | util | ayudaron | ya funciona | solucionad* | resuelto | arreglad* | rapid* | facil* | me gusta* | gustado | gusta | gustan | gusto | mejor | bonit* | divertid* | simpatic* | linda | lindo",
  good: "bueno | buena | buen | content* | satisfech* | feliz | recomiend* | recomend* | felicit* | encantad* | eficient* | eficaz | genial* | buenos | buenas | alegr* | felic* | orgullos* | exito* | hermos* | disfrut*",
  great:
    "excelent* | perfect* | fantastic* | maravill* | estupend* | increibl* | espectacular* | me encanta* | el mejor | la mejor | lo mejor | buenisim* | impecabl* | de diez  | encanta | mejores | amo | adoro | magnific*",
  thanks: "gracias | agradec* | muy amable | que tengas un buen dia | buen dia | buen fin de semana",
  deed: "funcion* | llega* | llego | recib* | entreg* | enviad* | respond* | respuesta* | contest* | ayud* | soluci* | resuelv* | devuelv* | devol* | atiend* | atend* | atencion | acces* | entrar | abr* | normal* | posible* | correct* | claro | entiend* | entend* | confi* | de acuerdo | informacion | explica* | acept* | val* la pena | sirve*",
  plain:
    "buenos dias | buenas tardes | buenas noches | muy buenas | sin problema* | ningun problema | no hay problema | no te preocupes | no se preocupe | no pasa nada | no solo | no gracias | de nada | si bien | lo mas rapido | lo antes | no es urgente | a lo mejor | mejor dicho | buena parte",
  not: "no | nunca | jamas | nadie | nada | ningun | ninguna | ninguno | sin | apenas | falta de",
  very: "muy | tan | tanto | demasiado | mucho | muchisim* | totalmente | completamente | absolutamente | realmente | todavia | aun | siempre | otra vez | bastante | muchas | muchos",
  bit: "un poco | algo | ligeramente | poco",
  wish: "seria | gustaria | quisiera | queria | espero que | ojala | si | por favor | podria* | puede* | necesit* | busco | quiero un* | deseo | desearia",
  but: "pero | sin embargo | aunque",
};

const it: Words = {
  awful:
    "orribil* | terribil* | pessim* | schifo* | vergogn* | scandal* | inaccettabil* | truff* | merda | cazzo* | fanculo | spazzatura | inutil* | stupid* | incompetent* | incompetenza | mai piu | stufo | peggior* | odio | perdita di tempo | furios* | incazzat* | avvocato | presa in giro | disastr* | ridicol* | assurd* | non ne posso piu | ladri | stronz* | idiot* | basta | denunci* | vaffanculo | incubo | bugiard* | prendendo in giro | prendete in giro",
  bad: "male | brutt* | arrabbiat* | arrabbi* | deluso | delusa | delusion* | insoddisf* | frustr* | maleduca* | nessuno risponde | sto ancora aspettando | ancora aspettando | aspetto da | da settimane | quante volte | terza volta | ennesim* | preoccup* | mancanza di rispetto | trist* | impossibil* | ingiust* | paura | ansia | peccato | disperat* | stress* | delud*",
  trouble:
    "problem* | error* | guast* | rott* | danneggiat* | difett* | ritard* | perso | rubat* | manca | mancan* | sbagliat* | lent* | bloccat* | annullat* | addebitat* due volte | difficil* | complicat* | urgent* | purtroppo | disservizi* | reclam*",
  pleasant:
    "gentil* | cortes* | utile | aiutato | ora funziona | risolt* | veloc* | rapid* | piacevol* | mi piace | piaciut* | piace | meglio | simpatic* | facil* | divertent* | carin*",
  good: "buono | buona | buoni | buone | buon | bene | bravo | brava | bravissim* | content* | soddisf* | consigli* | complimenti | efficient* | bello | bella | belli | belle | felic* | grande | auguri | orgoglios*",
  great:
    "eccellent* | ottim* | perfett* | fantastic* | meravigli* | straordinari* | eccezional* | miglior | incredibil* | impeccabil* | genial* | splendid* | stupend* | adoro | amo | bellissim* | magnific* | top | spettacol*",
  thanks: "grazie | ringrazi* | buona giornata | buona serata",
  deed: "funzion* | arriv* | ricevut* | consegn* | spedit* | rispond* | rispost* | aiut* | soluzion* | risolv* | rimbors* | contatt* | acced* | access* | normal* | possibil* | corrett* | chiar* | capi* | capisco | fidu* | informazion* | spieg* | vale la pena",
  plain:
    "buon giorno | buona sera | buon pomeriggio | nessun problema | senza problemi | non c'e problema | non si preoccupi | non solo | va bene | il piu presto | buono sconto | tutto bene",
  not: "non | no | mai | nessun | nessuno | nessuna | senza | niente | nulla | ne",
  very: "molto | davvero | veramente | cosi | tanto | troppo | totalmente | completamente | assolutamente | ancora | sempre | proprio | estremamente | mille",
  bit: "un po | poco | abbastanza | piuttosto",
  wish: "sarebbe | vorrei | spero | speriamo | se | per favore | potrebbe* | puo | potete | puoi | bisogno | cerco | desider*",
  but: "ma | pero | tuttavia",
};

const pt: Words = {
  awful:
    "horrivel | terrivel | pessim* | vergonh* | inaceitavel | absurd* | ladrao | mentiros* | merda* | lixo | inutil | estupid* | incompeten* | nunca mais | farto | saco cheio | pior | pesadelo | perda de tempo | furios* | raiva | procon | reclame aqui | descaso | desrespeito | ridicul* | lamentavel | desastr* | odeio | odio | odei* | porra | caralho | fdp | foda* | idiota* | revolta* | roubo | bosta | farta | cansei",
  bad: "ruim | mal | chatead* | irritad* | decepcion* | desapont* | insatisfeit* | frustr* | mal educad* | rude* | ninguem responde | ninguem resolve | continuo esperando | ainda aguardando | esperando ha | ha semanas | ate quando | quantas vezes | terceira vez | mentira* | engan* | preocupad* | falta de respeito | triste* | chato | chata | medo | injust* | estress* | desesper* | impossivel | feio | feia | ruins | irrita* | chora* | cansad*",
  trouble:
    "problema* | erro* | falha* | quebrad* | danificad* | defeit* | atras* | perdid* | falta | errad* | lent* | travad* | bloquead* | cancelad* | cobranca indevida | incorret* | dificil | complicad* | urgente* | infelizmente | demora* | fora do ar | reclam* | queix*",
  pleasant:
    "simpatic* | gentil* | agradavel | util | ajudou | funcionou | resolveu | rapid* | facil | gostei | atencios* | educad* | gosto | melhor | legal | bonit* | divertid* | fof* | profissional",
  good: "bom | boa | content* | satisfeit* | feliz | recomendo | parabens | eficient* | eficaz | lind* | bons | boas | prazer | orgulh* | sucesso | alegr* | felizes | show",
  great:
    "excelent* | otim* | perfeit* | fantastic* | maravilh* | incrivel | adorei | amei | top | impecavel | nota 10 | melhores | o melhor | a melhor | amo | adoro | genial | sensacional",
  thanks: "obrigad* | brigad* | obg | valeu | agradec* | tenha um bom dia | bom fim de semana",
  deed: "funcion* | cheg* | receb* | entreg* | enviad* | respond* | respost* | retorn* | ajud* | soluc* | resolv* | devolv* | reembols* | atend* | acess* | normal | possivel | corret* | cert* | clar* | entend* | confia* | informac* | explica* | aceit* | vale a pena | consig*",
  plain:
    "bom dia | boa tarde | boa noite | sem problema* | nao se preocupe | nao ha problema | nao so | nao obrigad* | de nada | tudo bem | ta bom | esta bem | mais rapido possivel | o quanto antes",
  not: "nao | nunca | jamais | ninguem | nada | nenhum | nenhuma | sem | nem",
  very: "muito | muita | tao | demais | totalmente | completamente | absolutamente | realmente | ainda | sempre | bastante | mt | mto | extremamente",
  bit: "um pouco | pouco",
  wish: "seria | gostaria | queria | espero que | tomara | se | por favor | poderia* | pode | podem | preciso | precis*",
  but: "mas | porem | embora | so que",
};

const nl: Words = {
  awful:
    "verschrikkelijk* | vreselijk* | afschuwelijk* | waardeloos | waardeloze | belachelijk* | schandalig* | onacceptabel* | oplichter* | opgelicht | bedrog | leugenaar* | rotzooi | troep | godverdomme | verdomme | klootzak* | idioot | incompeten* | nooit meer | spuugzat | beu | klaar mee | slechtste | haat | nachtmerrie | verspilling van | woedend* | advocaat | aangifte | consumentenbond | een grap | aanfluiting | kut | klote* | ergste | walgelijk* | woest",
  bad: "slecht* | boos | geirriteerd* | irritant* | erger* | ergerlijk* | vervelend* | teleurgesteld* | teleurstell* | valt tegen | ontevreden* | gefrustreerd* | frustr* | jammer | onbeleefd* | onbeschoft* | onvriendelijk* | onprofessioneel* | onbetrouwbaar* | negeert | niemand reageert | niemand helpt | wacht nog steeds | wacht al | wacht ik al | al weken | al dagen | hoe lang nog | derde keer | zoveelste | onmogelijk* | gelogen | liegen | oneerlijk* | bezorgd* | stom | chaos | van het kastje naar de muur | kan niet waar zijn | onbegrijpelijk* | nutteloos | verdrietig* | triest* | dom | domme | bang | stress* | wanhopig* | zonde | hoe vaak",
  trouble:
    "probleem | problemen | fout | fouten | foutmelding* | kapot* | defect* | beschadigd* | vertraag* | te laat | kwijt | verloren | gestolen | ontbreekt | ontbreken | verkeerd* | storing* | traag | langzaam* | vastgelopen | mislukt* | geannuleerd | dubbel afgeschreven | schade | helaas | moeilijk* | ingewikkeld* | dringend* | onduidelijk* | geblokkeerd | klacht* | klagen",
  pleasant:
    "aardig* | vriendelijk* | behulpzaam* | geholpen | werkt weer | opgelost | gelukt | snel | makkelijk* | prettig* | fijn | fijne | leuk* | bevalt | niet slecht | mooi* | beter | makkelijker | grappig* | gezellig*",
  good: "goed | goede | goeie | blij* | tevreden* | prima | netjes | aanrader | aanraden | aanbevel* | complimenten | gelukkig | trots | compliment*",
  great:
    "uitstekend* | geweldig* | perfect* | fantastisch* | top | heerlijk* | hartstikke goed | beste | prachtig* | lief | schitterend*",
  thanks: "bedankt* | dank u | dank je | dank jullie | dankjewel | hartelijk dank | fijne dag | fijne avond",
  deed: "werk* | doet het | doen het | aangekomen | gekomen | komt | kwam | ontvang* | gekregen | krijg* | geleverd | reactie* | reageer* | gereageerd | antwoord* | gehoord | hulp | help* | bereik* | bereikbaar | oplossing* | terugbetaald | duidelijk* | mogelijk | begrijp* | accept* | in orde | normaal | ok | oke | betrouwbaar* | vertrouw* | inloggen | laadt | openen",
  plain:
    "goede morgen | goede middag | goede avond | goeden dag | goedendag | goedemorgen | goedemiddag | goedenavond | geen probleem | geen problemen | geen zorgen | niet alleen | nee bedankt | nee dank je | zo snel mogelijk | met vriendelijke groet* | beste meneer | beste mevrouw | beste klantenservice | niet erg | maakt niet uit | niet nodig | komt goed | alles goed",
  not: "niet | geen | nooit | niemand | niets | niks | zonder | nergens | nauwelijks",
  very: "heel | erg | zeer | echt | zo | te | enorm* | ontzettend* | totaal | volledig | absoluut | helemaal | nog steeds | nog altijd | steeds | hartstikke | bijzonder | weer | wat een",
  bit: "een beetje | beetje | iets | wat",
  wish: "zou | zouden | hoop | hopen | hopelijk | graag | als | wil | willen | wens* | alstublieft | alsjeblieft | aub | ajb | kunt u | kun je | nodig | zoek | moet",
  but: "maar | echter | hoewel",
};

const ja: Words = {
  awful:
    "最悪 | 最低 | ひどい | 酷い | ひどすぎ | ひどく | 酷く | 許せない | 許せません | ふざけるな | 馬鹿にし | バカ | クソ | 詐欺 | 騙され | だまされ | 嘘つき | もう二度と | いい加減にして | 話にならない | 話になりません | あり得ない | ありえない | ありえません | 訴え | 弁護士 | 怒り | 激怒 | 腹が立 | 腹立 | 頭にき | ムカつ | 不愉快 | 呆れ | あきれ | 無責任 | 時間の無駄 | 金返せ | うんざり | 誠意がない",
  bad: "残念 | 不満 | がっかり | 失望 | 悪い | 悪かった | 悪く | 不快 | 不親切 | 失礼です | 失礼な | 対応が悪 | 怒って | 納得できない | 納得できません | 納得がいか | 困ります | 困る | 不安 | 心配 | 悲しい | 嫌 | イライラ | まだですか | まだでしょうか | まだ届か | まだ来ない | まだ来ません | いつまで待 | いつまでかか | 何度も | 何回も | 何回目 | また同じ | ずっと待 | 待たされ | たらい回し | 無視 | 放置 | おかしい | どういうこと | 何なんですか | 嘘 | 使いにくい | 期待外れ | 信じられない | 信用でき | つらい | 辛い | 面倒 | いらいら",
  trouble:
    "問題 | 不具合 | エラー | 故障 | 壊れ | 破損 | 不良 | 遅い | 遅れ | 遅く | 遅延 | 紛失 | なくし | 盗ま | 間違 | 違う | 違い | 失敗 | バグ | 止まっ | 困って | 困りま | 二重請求 | 至急 | 急ぎ | 高すぎ | 苦情 | クレーム",
  pleasant:
    "親切 | 丁寧 | 優しい | 便利 | 簡単 | 快適 | 使いやすい | 早い | 早く届 | 迅速 | スムーズ | 安心しました | 安心です | ほっとし | 解決し | 直りました | 直った | 助かった | 悪くない | 悪くありません | できました | 使えるようになり | 楽しい | 面白い | 分かりやすい | 速い",
  good: "良い | 良かった | 良く | よかった | 嬉しい | 嬉しく | うれしい | 満足 | 好き | 気に入 | 助かりました | おすすめ | 幸せ | さすが",
  great: "最高 | 素晴らし | すばらし | 素敵 | 完璧 | 大満足 | 大好き | 感動 | 神対応 | すごい",
  thanks: "ありがと | 有難う | 有り難う | 感謝 | 助かります | お世話になりました",
  deed: "届 | 来 | 返事 | 返信 | 連絡 | 回答 | 対応 | 使え | 動か | 動き | 動作 | つなが | 繋が | 開 | ログイン | 反映 | 返金 | 解決 | 説明 | 理解 | でき | 出来 | 役に立",
  plain:
    "お世話になって | お世話になります | いつもお世話 | よろしく | 宜しく | 良いでしょうか | 良いですか | 良いので | 良ければ | よければ | 宜しければ | 良く分か | 良くわか | 良く使 | もらえると助かり | いただけると助かり | いただけると嬉し | いただければ幸い | いただけますと幸い | 問題ありません | 問題ない | 問題なく | 問題ございません | 心配ありません | 心配ない | 心配いりません | 間違いない | 違いない | 大丈夫 | お好きな | 失礼します | 失礼いたします | 失礼しました | お手数 | の違い | 違いは | できるだけ早 | なるべく早",
  not: "ない | なかった | なく | ません | おらず | せず | れず | かず | えず",
  very: "とても | すごく | 本当に | 非常に | 大変 | めっちゃ | かなり | あまりに | 全く | まったく | 全然 | まだ | また | 超",
  bit: "少し | ちょっと | やや | 多少",
  wish: "欲しい | ほしい | たら | なら | れば | もし | ください | 下さい | お願い | いただけ | 頂け | もらえ",
  but: "けど | けれど | しかし | ですが | ますが | でも | だが | のに",
};

const ar: Words = {
  awful:
    "اسوا | اسوء | فظيع* | كارث* | كارثة | مقرف* | عار عليكم | فضيحة | غير مقبول* | نصاب* | احتيال | حرامي* | كذاب* | زبالة | غبي* | فاشل* | مهزلة | استهتار | قلة احترام | لن اتعامل معكم | اخر مرة | طفح الكيل | مضيعة للوقت | تضييع وقت | حماية المستهلك | غاضب* | اكره | وقح* | حسبي الله | قرف | لصوص | كاذب* | نصابين | لعن*",
  bad: "سيء* | سيئ* | سوء | زعلان* | معصب* | مستاء* | استياء | محبط* | احباط | خيبة | مخيب* | خاب املي | منزعج* | ازعاج | مزعج* | للاسف الشديد | مهمل* | اهمال | تجاهل* | مطنش* | لا احد يرد | ماحد يرد | لا احد يهتم | الى متى | كم مرة | ثالث مرة | للمرة الثالثة | منذ اسابيع | منذ اسبوع* | من اسبوع* | طال الانتظار | انتظر منذ | ما زلت انتظر | لا زلت انتظر | كذب | خداع | خدعتم* | ظلم | قلق* | تعبت | مليت | طفشت | مقهور* | ندمان* | غير معقول | مش معقول | لا يعقل | غير محترم* | غير مهني* | حزين* | حزن | مستحيل | خوف | ظالم* | فوضى | ندم* | متعب*",
  trouble:
    "مشكل* | مشاكل | خطا | اخطاء | عطل* | معطل* | تعطل* | خراب | خربان* | مكسور* | تالف* | متاخر* | تاخر* | تاخير* | مفقود* | ضاع* | سرق* | ناقص* | بطيء* | بطي* | معلق* | فشل* | رفض* | مرفوض* | صعب* | عاجل* | مستعجل* | للاسف | الغي | غلط | خصم مرتين | شكوى",
  pleasant:
    "لطيف* | مهذب* | محترم* | متعاون* | مفيد* | سهل* | سريع* | بسرعه | مريح* | تم الحل | تم حل | حلت المشكل* | اشتغل* | يعمل الان | افضل | يعجبني | اعجبني | حلو* | احسن | راقي*",
  good: "جيد* | كويس* | سعيد* | مبسوط* | فرحان* | راضي* | رضا | انصح | اوصي | جميل* | مرتاح* | احب* | حب | فخر | مبروك | نجاح | يستحق* | سعاد*",
  great: "ممتاز* | رائع* | روعة | مذهل* | مثالي* | الافضل | افضل خدمه | عظيم* | ابداع | اعشق",
  thanks:
    "شكر* | الشكر | ممتن* | يعطيك العافيه | يعطيكم العافيه | جزاك الله * | جزاكم الله * | بارك الله * | تسلم* | ما قصرت* | يومك سعيد",
  deed: "يعمل | تعمل | يشتغل | تشتغل | شغال* | يصل* | تصل* | وصل* | يوصل* | توصل* | استلم* | يرد* | ترد* | رد | جواب | استجاب* | تواصل* | يساعد* | تساعد* | مساعد* | حل | يحل* | تحل* | يفتح* | تفتح* | مقبول* | منطقي* | واضح* | مفهوم* | صحيح* | ثقه | اهتمام | يهتم* | احترام | مصداقيه | يرجع* | رجع* | ارجاع",
  plain:
    "صباح الخير | مساء الخير | لا مشكله | ما في مشكله | ليست مشكله | لا باس | لا داعي | لا شكرا | ليس فقط | في اقرب وقت | باسرع وقت | باسرع ما يمكن | احب ان | احب اعرف",
  not: "لا | لم | لن | ليس | ليست | لسنا | غير | ما | مو | مش | مافي | مافيش | بدون | بلا | عدم | ولا | محد | لسه ما | ابدا | لست",
  very: "جدا | كثيرا | كثير | للغايه | تماما | فعلا | حقا | والله | اكثر | مره | دائما | دايما | مازال | لازال",
  bit: "قليلا | شوي | شويه | الى حد ما",
  wish: "اتمنى | يا ليت | لو | اذا | ارجو | اريد | ابغى | ابي | عايز | بدي | احتاج | من فضلك | لو سمحت | رجاء | هل | ابحث عن | سيكون | يكون",
  but: "لكن | ولكن | بس",
};

/** In every language. */
const emoji: Words = {
  awful: "😡 | 🤬 | 👿 | 💩 | 🖕 | 🤮",
  bad: "😠 | 😤 | 😢 | 😭 | 😞 | 😔 | 😟 | 😩 | 😫 | 😖 | 😣 | 😥 | 😒 | 🙄 | 🙁 | ☹ | 👎 | 💔 | 😰 | 😨 | 😱 | 🤦 | 😾 | 😿",
  trouble: "😕 | 😐 | 😑 | 😓 | ⚠ | 😬",
  pleasant: "🙂 | 😉 | 😅 | 😌 | 👌 | 😂 | 🤣 | ✅ | 😏",
  good: "😊 | ☺ | 😀 | 😃 | 😄 | 😁 | 😆 | 😇 | 👍 | 👏 | 🎉 | 🥳 | 😎 | 💪 | 🤗 | 😺 | 😸",
  great: "😍 | 🥰 | 🤩 | 😘 | ❤ | 💯 | ♥ | 💕 | 💖 | 💙 | 💚 | 💛 | 🧡 | 💜 | 😻 | ⭐ | 🌟",
  thanks: "🙏 | 🌹 | 💐 | 🌸",
  deed: "",
  plain: "",
  not: "",
  very: "",
  bit: "",
  wish: "",
  but: "",
};

/** The languages covered; `emoji` stands beside all of them. */
export const SENTIMENT_LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "ja", "ar", "emoji"] as const;

export type SentimentLanguage = (typeof SENTIMENT_LANGUAGES)[number];

export const SENTIMENT_WORDS: Readonly<Record<SentimentLanguage, Words>> = {
  en,
  de,
  fr,
  es,
  it,
  pt,
  nl,
  ja,
  ar,
  emoji,
};
