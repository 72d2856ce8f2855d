/** Words of an office in their forms, one word a line: nouns of all genders, adjectives, verbs, surnames, places. */
export const words = `
obec obce obci obcí obcím obcích obcemi
připomínka připomínky připomínce připomínku připomínkou připomínek připomínkám připomínkách připomínkami
smlouva smlouvy smlouvě smlouvu smlouvou smluv smlouvám smlouvách smlouvami
žádost žádosti žádostí žádostem žádostech žádostmi
úřad úřadu úřadem úřady úřadů úřadům úřadech
dotace dotaci dotací dotacím dotacích dotacemi
rozhodnutí rozhodnutím rozhodnutích rozhodnutími
usnesení usnesením usneseních usneseními
zastupitelstvo zastupitelstva zastupitelstvu zastupitelstvem zastupitelstev zastupitelstvům
zastupitel zastupitele zastupiteli zastupitelem zastupitelé zastupitelů zastupitelům zastupitelích
starosta starosty starostovi starostu starostou starostové starostů starostům
hejtman hejtmana hejtmanovi hejtmanem hejtmani hejtmanů
ředitel ředitele řediteli ředitelem ředitelé ředitelů ředitelům
odbor odboru odborem odbory odborů odborům odborech
oddělení oddělením odděleních odděleními
referent referenta referentovi referentem referenti referentů referentům
vedoucí vedoucího vedoucímu vedoucím vedoucích vedoucími
stavba stavby stavbě stavbu stavbou staveb stavbám stavbách stavbami
povolení povolením povoleních povoleními
pozemek pozemku pozemkem pozemky pozemků pozemkům pozemcích
parcela parcely parcele parcelu parcelou parcel parcelám parcelách parcelami
silnice silnici silnicí silnic silnicím silnicích silnicemi
uzavírka uzavírky uzavírce uzavírku uzavírkou uzavírek uzavírkám
kácení kácením káceních
strom stromu stromem stromy stromů stromům stromech
dřevina dřeviny dřevině dřevinu dřevinou dřevin dřevinám dřevinách dřevinami
voda vody vodě vodu vodou vod vodám vodách vodami
odpad odpadu odpadem odpady odpadů odpadům odpadech
škola školy škole školu školou škol školám školách školami
žák žáka žákovi žákem žáci žáků žákům žácích
účet účtu účtem účty účtů účtům účtech
faktura faktury faktuře fakturu fakturou faktur fakturám fakturách fakturami
rozpočet rozpočtu rozpočtem rozpočty rozpočtů rozpočtům rozpočtech
posudek posudku posudkem posudky posudků posudkům posudcích
výsledek výsledku výsledkem výsledky výsledků výsledkům výsledcích
výběr výběru výběrem výběry výběrů
řízení řízením řízeních řízeními
správa správy správě správu správou správ správám správách
správce správci správcem správců správcům správcích
zákon zákona zákonu zákonem zákony zákonů zákonům zákonech
vyhláška vyhlášky vyhlášce vyhlášku vyhláškou vyhlášek vyhláškám vyhláškách vyhláškami
nařízení nařízením nařízeních nařízeními
předpis předpisu předpisem předpisy předpisů předpisům předpisech
lhůta lhůty lhůtě lhůtu lhůtou lhůt lhůtám lhůtách lhůtami
termín termínu termínem termíny termínů termínech
doklad dokladu dokladem doklady dokladů dokladům dokladech
příloha přílohy příloze přílohu přílohou příloh přílohám přílohách přílohami
kniha knihy knize knihu knihou knih knihám knihách knihami
spis spisu spisem spisy spisů spisům spisech
dokument dokumentu dokumentem dokumenty dokumentů dokumentům dokumentech
zpráva zprávy zprávě zprávu zprávou zpráv zprávám zprávách zprávami
stížnost stížnosti stížností stížnostem stížnostech stížnostmi
odvolání odvoláním odvoláních
námitka námitky námitce námitku námitkou námitek námitkám námitkách námitkami
podnět podnětu podnětem podněty podnětů podnětům podnětech
petice petici peticí petic peticím peticích peticemi
občan občana občanovi občanem občané občanů občanům občanech
kraj kraje kraji krajem krajů krajům krajích
město města městu městem městě měst městům městech městy
okres okresu okresem okrese okresy okresů okresech
ulice ulici ulicí ulic ulicím ulicích ulicemi
dům domu domem domě domy domů domům domech
byt bytu bytem bytě byty bytů bytům bytech
budova budovy budově budovu budovou budov budovám budovách budovami
most mostu mostem mostě mosty mostů mostech
doprava dopravy dopravě dopravu dopravou
řidič řidiče řidiči řidičem řidičů řidičům řidičích
vozidlo vozidla vozidlu vozidlem vozidle vozidel vozidlům vozidlech vozidly
průkaz průkazu průkazem průkazy průkazů průkazech
pokuta pokuty pokutě pokutu pokutou pokut pokutám pokutách pokutami
přestupek přestupku přestupkem přestupky přestupků přestupkům přestupcích
komise komisi komisí komisím komisích komisemi
výbor výboru výborem výbory výborů výborům výborech
rada rady radě radu radou rad radám radách radami
schůze schůzi schůzí schůzím schůzích schůzemi
zápis zápisu zápisem zápisy zápisů zápisech
program programu programem programy programů programům programech
projekt projektu projektem projekty projektů projektům projektech
zakázka zakázky zakázce zakázku zakázkou zakázek zakázkám zakázkách zakázkami
nabídka nabídky nabídce nabídku nabídkou nabídek nabídkám nabídkách nabídkami
dodavatel dodavatele dodavateli dodavatelem dodavatelé dodavatelů dodavatelům
zaměstnanec zaměstnance zaměstnanci zaměstnancem zaměstnanců zaměstnancům zaměstnancích
nájem nájmu nájmem nájmy nájmů
příjem příjmu příjmem příjmy příjmů příjmům příjmech
výdaj výdaje výdajem výdaji výdajů výdajům výdajích
majetek majetku majetkem majetky majetků
částka částky částce částku částkou částek částkám částkách částkami
platba platby platbě platbu platbou plateb platbám platbách platbami
daň daně dani daní daním daních daněmi
poplatek poplatku poplatkem poplatky poplatků poplatkům poplatcích
péče péči péčí
služba služby službě službu službou služeb službám službách službami
dávka dávky dávce dávku dávkou dávek dávkám dávkách dávkami
dítě dítěte dítěti děti dětí dětem dětech dětmi
rodina rodiny rodině rodinu rodinou rodin rodinám rodinách rodinami
nemocnice nemocnici nemocnicí nemocnic nemocnicím nemocnicích
lékař lékaře lékaři lékařem lékařů lékařům lékařích
muzeum muzea muzeu muzeem muzeí muzeím muzeích
knihovna knihovny knihovně knihovnu knihovnou knihoven knihovnám knihovnách
památka památky památce památku památkou památek památkám památkách památkami
územní územního územnímu územním územních územními
plán plánu plánem plány plánů plánům plánech
území územím územích
krajina krajiny krajině krajinu krajinou krajin krajinách
les lesa lesu lesem lese lesy lesů lesům lesích
zvěř zvěře zvěři zvěří
včela včely včele včelu včelou včel včelám včelách včelami
hluk hluku hlukem hluky hluků
prach prachu prachem
dluh dluhu dluhem dluhy dluhů dluhům dluzích
úloha úlohy úloze úlohu úlohou úloh úlohám úlohách úlohami
úředník úředníka úředníkovi úředníkem úředníci úředníků úředníkům úřednících
podatelna podatelny podatelně podatelnu podatelnou podatelen podatelnám podatelnách
spisovna spisovny spisovně spisovnu spisovnou spisoven spisovnám
archiv archivu archivem archivy archivů archivech
skartace skartaci skartací skartacím skartacemi
oznámení oznámením oznámeních oznámeními
sdělení sdělením sděleních
vyjádření vyjádřením vyjádřeních vyjádřeními
stanovisko stanoviska stanovisku stanoviskem stanovisek stanoviskům stanoviscích
souhlas souhlasu souhlasem souhlasy souhlasů souhlasech
kontrola kontroly kontrole kontrolu kontrolou kontrol kontrolám kontrolách kontrolami
přezkum přezkumu přezkumem přezkumy přezkumů
soud soudu soudem soudě soudy soudů soudům soudech
advokát advokáta advokátovi advokátem advokáti advokátů advokátům
týden týdne týdnu týdnem týdny týdnů týdnům týdnech
den dne dni dnem dny dnů dnům dnech
rok roku rokem roky roků rokům rocích
důchod důchodu důchodem důchody důchodů
stupeň stupně stupni stupněm stupňů stupňům stupních
věc věci věcí věcem věcech věcmi
oblast oblasti oblastí oblastem oblastech oblastmi
část části částí částem částech částmi
účast účasti účastí
účastník účastníka účastníkovi účastníkem účastníci účastníků účastníkům účastnících
zástupce zástupci zástupcem zástupců zástupcům zástupcích
vlastník vlastníka vlastníkovi vlastníkem vlastníci vlastníků vlastníkům
nemovitost nemovitosti nemovitostí nemovitostem nemovitostech nemovitostmi
soubor souboru souborem soubory souborů souborům souborech
systém systému systémem systémy systémů systémům systémech
problém problému problémem problémy problémů problémech
úspěch úspěchu úspěchem úspěchy úspěchů
informace informaci informací informacím informacích informacemi
evidence evidenci evidencí evidencím
organizace organizaci organizací organizacím organizacích organizacemi
policie policii policií policiím policiemi
ministerstvo ministerstva ministerstvu ministerstvem ministerstev ministerstvům ministerstvech
centrum centra centru centrem center centrům centrech
datum data datu datem dat datům datech daty
číslo čísla číslu číslem čísle čísel číslům číslech čísly
sídlo sídla sídlu sídlem sídle sídel sídlům
jméno jména jménu jménem jméně jmen jménům jménech jmény
okno okna oknu oknem okně oken oknům oknech okny
hřiště hřišti hřištěm hřišť hřištím hřištích
náměstí náměstím náměstích náměstími
vedení vedením vedeních
podpis podpisu podpisem podpisy podpisů podpisech
pečeť pečeti pečetí pečetě pečetím
schránka schránky schránce schránku schránkou schránek schránkám schránkách
dílo díla dílu dílem díle děl dílům dílech
krajský krajského krajskému krajským krajských krajskými krajská krajské krajskou krajští
městský městského městskému městským městských městskými městská městské městskou
obecní obecního obecnímu obecním obecních obecními
stavební stavebního stavebnímu stavebním stavebních stavebními
veřejný veřejného veřejnému veřejným veřejných veřejnými veřejná veřejné veřejnou veřejní
životní životního životnímu životním životních životními
dopravní dopravního dopravnímu dopravním dopravních dopravními
sociální sociálního sociálnímu sociálním sociálních sociálními
nový nového novému novým nových novými nová nové novou noví
správní správního správnímu správním správních správními
platný platného platnému platným platných platnými platná platné platnou
elektronický elektronického elektronickému elektronickým elektronických elektronickými elektronická elektronické elektronickou
daňový daňového daňovému daňovým daňových daňovými daňová daňové
zimní zimního zimnímu zimním zimních zimními
povolit povolil povolila povolili povolí povolen povolena povoleno povoleny
schválit schválil schválila schválili schválí schválen schválena schváleno
doručit doručil doručila doručí doručen doručena doručeno doručeny
kontrolovat kontroloval kontrolovala kontrolovali kontroluje kontrolují kontrolován kontrolována
předat předal předala předali předá předají předán předána předáno
rozhodnout rozhodl rozhodla rozhodli rozhodnut rozhodnuta rozhodnuto
zaslat zaslal zaslala zaslali zaslán zaslána zasláno
zamítnout zamítl zamítla zamítli zamítnut zamítnuta zamítnuto
oznámit oznámil oznámila oznámili oznámí oznámen oznámena oznámeno
ověřit ověřil ověřila ověřili ověří ověřen ověřena ověřeno
Novák Nováka Novákovi Novákem Novákovou Nováková Novákové
Svoboda Svobody Svobodovi Svobodu Svobodou Svobodová Svobodové
Dvořák Dvořáka Dvořákovi Dvořákem Dvořáková
Procházka Procházky Procházkovi Procházku Procházkou Procházková
Němec Němce Němcovi Němcem Němcová Němcové
Beneš Beneše Benešovi Benešem Benešová Benešové
Marek Marka Markovi Markem Marková
Pavel Pavla Pavlovi Pavlem
Petr Petra Petrovi Petrem
Krejčí Krejčího Krejčímu Krejčím
Černý Černého Černému Černým Černá Černé Černou
Horáček Horáčka Horáčkovi Horáčkem Horáčková
Říha Říhy Říhovi Říhu Říhou Říhová
Praha Prahy Praze Prahu Prahou
Liberec Liberce Liberci Libercem
Brno Brna Brnu Brně Brnem
Ostrava Ostravy Ostravě Ostravu Ostravou
Plzeň Plzně Plzni Plzní
Olomouc Olomouce Olomouci Olomoucí
Pardubice Pardubic Pardubicím Pardubicích Pardubicemi
Budějovice Budějovic Budějovicím Budějovicích Budějovicemi
Hradec Hradce Hradci Hradcem
Jihlava Jihlavy Jihlavě Jihlavu Jihlavou
Turnov Turnova Turnovu Turnově Turnovem
Kladno Kladna Kladnu Kladně Kladnem
Třebíč Třebíče Třebíči Třebíčí
Zlín Zlína Zlínu Zlíně Zlínem
Semily Semil Semilům Semilech
Jablonec Jablonce Jablonci Jabloncem`.trim().split('\n').map((line) => line.split(' '))

/** The same, written after the rules had been set: nothing was tuned on these. */
export const fresh = `
agenda agendy agendě agendu agendou agend agendám agendách agendami
náhrada náhrady náhradě náhrad náhradám
škoda škody škodě škodou škod škodám
závazek závazku závazky závazků závazkům závazcích
podmínka podmínky podmínce podmínek podmínkám
úroveň úrovně úrovni úrovní
krize krizi krizí krizím
záměr záměru záměrem záměry záměrů
mládež mládeže mládeži mládeží
senior seniora seniorovi senioři seniorů seniorům
uchazeč uchazeče uchazeči uchazečů uchazečům
zadavatel zadavatele zadavateli zadavatelů
veřejnost veřejnosti veřejností
bezpečnost bezpečnosti bezpečností
sekretariát sekretariátu sekretariátem
kancelář kanceláře kanceláři kanceláří kancelářím kancelářích
porada porady poradě porad poradám
sněm sněmu sněmem
volba volby volbě voleb volbám volbách
volič voliče voliči voličů
matrika matriky matrice matrik
sňatek sňatku sňatky sňatků
hřbitov hřbitova hřbitovu hřbitově hřbitovy
tajemník tajemníka tajemníkovi tajemníci tajemníků
učitel učitele učitelé učitelů učitelům
žákyně žákyní žákyním
dětský dětského dětskému dětských
zemědělský zemědělského zemědělských
lesní lesního lesních
hospodář hospodáře hospodářů
hospodaření hospodařením
vlak vlaku vlakem vlaky
autobus autobusu autobusy autobusů
zastávka zastávky zastávce zastávek
jízdenka jízdenky jízdenek
dráha dráhy dráze drah
trať trati tratí tratě
hranice hranici hranic hranicím
přechod přechodu přechody
cesta cesty cestě cest cestám
chodník chodníku chodníky chodníků
parkoviště parkovišti parkovišť parkovištím
značka značky značce značek
ochrana ochrany ochraně ochranu ochranou
ovzduší ovzduším
zdroj zdroje zdrojem zdrojů zdrojům
hladina hladiny hladině hladin
rybník rybníka rybníku rybníky rybníků
potok potoka potoku potoky potoků
studna studny studně studní studen
kanalizace kanalizaci kanalizací
vodovod vodovodu vodovody
čistírna čistírny čistíren
skládka skládky skládce skládek
havárie havárii havárií haváriím
nehoda nehody nehodě nehod
pojištění pojištěním
pojistka pojistky pojistek
úvěr úvěru úvěrem úvěry
úrok úroku úroky úroků
peníze peněz penězům penězi
koruna koruny korun korunách
cena ceny ceně cen cenám cenách
sazba sazby sazbě sazeb
náklad nákladu náklady nákladů nákladům nákladech
zisk zisku ziskem
ztráta ztráty ztrátě ztrát
rozvoj rozvoje rozvojem
výstavba výstavby výstavbě výstavbu
oprava oprav opravy opravě opravám
údržba údržby údržbě
dílna dílny dílen
firma firmy firmě firem firmám
společnost společnosti společností společnostem
spolek spolku spolky spolků
nadace nadaci nadací
svaz svazu svazy
člen člena členovi členové členů členům
předseda předsedy předsedovi předsedové předsedů
předsednictvo předsednictva
náměstek náměstka náměstkovi náměstkem
žalobce žalobci žalobců
svědek svědka svědkovi svědků svědci
důkaz důkazu důkazy důkazů
znalec znalce znalci znalců
překlad překladu překlady
tlumočník tlumočníka
razítko razítka razítek razítky
obálka obálky obálek
zásilka zásilky zásilek zásilce
dopis dopisu dopisy dopisů
odpověď odpovědi odpovědí odpovědím
dotaz dotazu dotazy dotazů
otázka otázky otázce otázek
zveřejnění zveřejněním
deska desky desce desek deskách
vyvěsit vyvěsil vyvěsila vyvěšen vyvěšena
podepsat podepsal podepsán podepsána podepsáno
odeslat odeslal odeslán odeslána
převzít převzal převzala převzat
vyřídit vyřídil vyřídila vyřízen vyřízena
zrušit zrušil zrušila zrušen zrušena zruší
změnit změnil změnila změněn změněna
opravit opravil opraven opravena
zaplatit zaplatil zaplatí zaplacen zaplaceno
požádat požádal požádala požádáno
stanovit stanovil stanoví stanoven stanovena
uložit uložil uložen uložena uloží
nesouhlasit nesouhlasil nesouhlasí
projednat projednal projednán projednána projednáno
hlasovat hlasoval hlasuje hlasují
jmenovat jmenoval jmenován jmenuje
zřídit zřídil zřízen zřízena
volný volného volnému volná volné volných
červený červeného červená
bytový bytového bytových bytová
finanční finančního finančních finančním
právní právního právních
zdravotní zdravotního zdravotních
kulturní kulturního
vlastní vlastního vlastních
nejvyšší nejvyššího nejvyšším
Kučera Kučery Kučerovi Kučerou Kučerová
Veselý Veselého Veselému Veselá
Pokorná Pokorné Pokornou
Fiala Fialy Fialovi Fialou Fialová
Sedláček Sedláčka Sedláčkovi Sedláčková
Doležal Doležala Doležalovi Doležalem Doležalová
Zeman Zemana Zemanovi Zemanem Zemanová
Kolář Koláře Kolářovi Kolářem Kolářová
Urban Urbana Urbanovi Urbanem Urbanová
Vaněk Vaňka Vaňkovi Vaňkem Vaňková
Blažek Blažka Blažkovi Blažková
Kříž Kříže Křížovi Křížová
Janda Jandy Jandovi Jandou
Opava Opavy Opavě Opavou
Zlín Zlína Zlíně Zlínem
Tábor Tábora Táboře Táborem
Písek Písku Pískem
Cheb Chebu Chebem
Kolín Kolína Kolíně Kolínem
Vsetín Vsetína Vsetíně
Trutnov Trutnova Trutnově
Náchod Náchoda Náchodě
Havířov Havířova Havířově
Litoměřice Litoměřic Litoměřicích
Teplice Teplic Teplicích
Děčín Děčína Děčíně
Chomutov Chomutova Chomutově
Přerov Přerova Přerově
Prostějov Prostějova Prostějově
Kroměříž Kroměříže Kroměříži
Uherský Uherského Uherském
Hradiště Hradišti Hradištěm`.trim().split('\n').map((line) => line.split(' '))

/** Words that look alike and mean other things. */
export const apart = `obec/občan obec/oběd smlouva/smlad žádost/žádanka úřad/úraz dotace/dotaz stavba/stav pozemek/pozdě parcela/parcelace silnice/síla uzavírka/závěr
 kácení/kač strom/strop voda/vodič odpad/odpor škola/školník žák/žaket účet/učitel faktura/faktor rozpočet/počet posudek/soudek výsledek/výslech výběr/výbor správa/zpráva
 zákon/zákop vyhláška/hláska předpis/přepis lhůta/lhář termín/termit doklad/vklad příloha/příležitost kniha/kniž spis/spor dokument/dokonalý stížnost/stíhání námitka/námět
 podnět/podnik petice/petr občan/obchod kraj/krajka město/místo most/mošt okres/okraj ulice/ulita dům/důl byt/bytost budova/bunda doprava/oprava řidič/ředitel vozidlo/voda
 průkaz/průvod pokuta/pokus přestupek/předpis komise/komín výbor/výbava rada/radar schůze/schůdek zápis/nápis program/progres projekt/prospekt zakázka/zákaz nabídka/nábytek
 nájem/najít příjem/příjezd výdaj/výdej majetek/maják částka/část platba/plátno daň/den poplatek/popel služba/sluha dávka/dav rodina/rodiště nemocnice/nemoc lékař/lékárna
 muzeum/muž knihovna/kniha památka/paměť plán/planeta les/list včela/včera hluk/hlas prach/práce dluh/dlaň úloha/úleva úředník/úřad archiv/architekt skartace/karta
 oznámení/známka souhlas/hlas kontrola/kontakt soud/soused advokát/avokádo týden/týl rok/roh stupeň/stopa věc/věk oblast/oblek účast/účet zástupce/zastávka vlastník/vlast
 soubor/souboj systém/sysel problém/prob informace/informatika policie/police ministerstvo/ministrant centrum/cent číslo/čistý sídlo/sídliště jméno/jmění okno/oko hřiště/hříva
 podpis/popis pečeť/péče schránka/záchrana krajský/krajní městský/místní obecní/občanský stavební/stavitel životní/živočišný dopravní/správní sociální/socha nový/noc
 povolit/povodeň schválit/chvála doručit/doručovna předat/předek rozhodnout/hodnota zaslat/zásluha zamítnout/zmást Novák/Novotný Svoboda/Svatoň Dvořák/Dvorský Marek/Markéta
 Pavel/Pavouk Praha/Prachatice Liberec/Libeň Brno/Broumov Ostrava/Ostroh Plzeň/Plesná Pardubice/Pardus Jihlava/jih Turnov/turnus Kladno/kladivo Zlín/zlato Semily/semafor
 občan/obránce hejtman/heslo starosta/starost sníh/sníst vedoucí/vedlejší les/lest cena/cenzura změna/zámek zájem/zámek účel/účet výroba/výrok výkon/výkop úmrtí/úmluva
 nález/nálet návrh/návrat nárok/národ odměna/odmítnutí podpora/podpis postup/postoj prodej/prodleva provoz/provaz rezervace/rezort rozhodčí/rozhlas stavidlo/stavebník`
  .trim().split(/\s+/).map((pair) => pair.split('/') as [string, string])
