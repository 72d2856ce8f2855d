import type { DemoUnitCode } from './people.ts'

/** A kind of matter the fictional office receives again and again. `{place}` and `{n}` are filled in. */
export interface MatterKind {
  readonly unit: DemoUnitCode
  readonly subject: string
  readonly text: string
  /** Units whose statements are needed. */
  readonly statements: readonly DemoUnitCode[]
  readonly answer: string
}

const thanks = 'Děkujeme a jsme s pozdravem'

export const matterKinds: readonly MatterKind[] = [
  {
    unit: 'OD', subject: 'Žádost o povolení uzavírky silnice II/29{n} v obci {place}', statements: ['OZP', 'OUP'],
    text: `Dobrý den,\n\nžádáme o povolení úplné uzavírky silnice II/29{n} v úseku průtahu obcí {place} z důvodu opravy vodovodního řadu. Předpokládaná doba je čtrnáct dnů.\n\nNávrh objízdné trasy a souhlas správce komunikace přikládáme.\n\n${thanks}`,
    answer: 'uzavírku silnice II/29{n} v obci {place} povolujeme v požadovaném rozsahu.\n\n# Podmínky\n\n- Objízdná trasa bude vyznačena nejpozději jeden den před zahájením prací.\n- Průjezd vozidel složek integrovaného záchranného systému bude umožněn po celou dobu.\n- Ukončení prací oznámíte zdejšímu odboru do dvou pracovních dnů.\n\nPoplatek se za toto povolení nevybírá.',
  },
  {
    unit: 'OD', subject: 'Připomínka k jízdnímu řádu linky 5{n}0 přes {place}', statements: [],
    text: `Dobrý den,\n\nod změny jízdních řádů odjíždí ranní spoj linky 5{n}0 z obce {place} o deset minut dřív, než končí noční směna v závodě. Prosíme o prověření, zda by spoj nemohl jet jako dříve.\n\n${thanks}`,
    answer: 'vaši připomínku k lince 5{n}0 jsme projednali s dopravcem. Ranní spoj z obce {place} bude od nejbližší změny jízdních řádů posunut o deset minut později.\n\nDo té doby je možné využít spoj následující, který na přípojný vlak čeká nejvýše pět minut.',
  },
  {
    unit: 'OZP', subject: 'Žádost o stanovisko ke kácení aleje u obce {place}', statements: ['OKP'],
    text: `Vážení,\n\npři prohlídce aleje podél účelové komunikace u obce {place} bylo zjištěno {n} stromů s narušenou stabilitou. Žádáme o stanovisko k jejich pokácení a k náhradní výsadbě.\n\n${thanks}`,
    answer: 'k předloženému záměru sdělujeme, že s pokácením stromů s narušenou stabilitou souhlasíme.\n\n- Kácení proběhne v době vegetačního klidu.\n- Za každý pokácený strom budou vysazeny dva listnaté stromy původních druhů.\n- O následnou péči se vlastník postará po dobu pěti let.',
  },
  {
    unit: 'OZP', subject: 'Oznámení o úniku ropných látek do potoka v obci {place}', statements: [],
    text: `Dobrý den,\n\ndnes ráno jsme na hladině potoka v obci {place} zpozorovali souvislou olejovou skvrnu v délce asi {n}0 metrů. Hasiči instalovali nornou stěnu. Prosíme o další postup.\n\n${thanks}`,
    answer: 'místo jsme prohlédli společně s vodoprávním úřadem. Zdroj znečištění byl nalezen a odstraněn, norná stěna zůstane na místě do odvolání.\n\nO výsledku rozboru vody vás budeme informovat.',
  },
  {
    unit: 'OUP', subject: 'Žádost o závazné stanovisko k záměru „Komunitní dům {place}“', statements: ['OZP', 'OKP', 'OD'],
    text: `Dobrý den,\n\nv příloze zasíláme dokumentaci záměru komunitního domu v obci {place} a žádáme o vydání závazného stanoviska z hlediska souladu s politikou územního rozvoje a se zásadami územního rozvoje kraje.\n\n${thanks}`,
    answer: 'k záměru komunitního domu v obci {place} vydáváme souhlasné závazné stanovisko.\n\n# Odůvodnění\n\nZáměr je v souladu se zásadami územního rozvoje kraje. Dotčené odbory s ním vyslovily souhlas.',
  },
  {
    unit: 'OUP', subject: 'Dotaz k aktualizaci zásad územního rozvoje, koridor u obce {place}', statements: [],
    text: `Dobrý den,\n\nchtěl bych se zeptat, zda se koridor přeložky silnice u obce {place} po aktualizaci zásad územního rozvoje dotýká pozemku č. 1{n}4/2.\n\n${thanks}`,
    answer: 'pozemek č. 1{n}4/2 v katastrálním území {place} se podle platných zásad územního rozvoje v koridoru přeložky nenachází.\n\nPodrobné výkresy jsou k nahlédnutí na zdejším odboru po telefonické domluvě.',
  },
  {
    unit: 'OSV', subject: 'Žádost o změnu registrace sociální služby, pečovatelská služba {place}', statements: [],
    text: `Dobrý den,\n\nžádáme o změnu registrace pečovatelské služby: od příštího měsíce rozšiřujeme poskytování i na území obce {place} a navyšujeme kapacitu na {n}5 klientů.\n\n${thanks}`,
    answer: 'změnu registrace jsme provedli. Pečovatelská služba je od prvního dne příštího měsíce registrována i pro území obce {place}.',
  },
  {
    unit: 'OSK', subject: 'Žádost o zápis změny do školského rejstříku, Základní škola {place}', statements: ['EKO'],
    text: `Vážení,\n\nžádáme o zápis změny nejvyššího povoleného počtu žáků školní družiny při Základní škole {place}, a to na {n}0 žáků, s účinností od 1. září.\n\n${thanks}`,
    answer: 'požadovanou změnu ve školském rejstříku jsme zapsali s účinností od 1. září.\n\nVýpis z rejstříku vám zašleme samostatně.',
  },
  {
    unit: 'OZD', subject: 'Oznámení změny ordinační doby, ordinace {place}', statements: [],
    text: `Dobrý den,\n\noznamujeme změnu ordinační doby praktického lékaře v obci {place}. Nově ordinujeme i ve čtvrtek odpoledne.\n\n${thanks}`,
    answer: 'změnu ordinační doby ordinace v obci {place} bereme na vědomí. Údaje v přehledu poskytovatelů jsme upravili.',
  },
  {
    unit: 'OKP', subject: 'Žádost o příspěvek na opravu střechy kostela v obci {place}', statements: ['EKO', 'PRA'],
    text: `Vážení,\n\nfarnost {place} žádá o příspěvek na opravu střechy kostela, který je kulturní památkou. Rozpočet opravy a závazné stanovisko přikládáme.\n\n${thanks}`,
    answer: 'vaše žádost o příspěvek na opravu střechy kostela v obci {place} splňuje podmínky programu a bude předložena k projednání radě kraje.\n\nO výsledku vás vyrozumíme do deseti dnů od jednání.',
  },
  {
    unit: 'EKO', subject: 'Vyúčtování dotace na akci „Dětské hřiště {place}“', statements: ['PRA'],
    text: `Dobrý den,\n\nzasíláme závěrečné vyúčtování dotace na dětské hřiště v obci {place}. Skutečné náklady činily 4{n}0 000 Kč.\n\n${thanks}`,
    answer: 'vyúčtování dotace na dětské hřiště v obci {place} jsme zkontrolovali a schválili bez připomínek.',
  },
  {
    unit: 'PRA', subject: 'Žádost o informace podle zákona č. 106/1999 Sb., opravy silnic v okolí obce {place}', statements: ['OD'],
    text: `Dobrý den,\n\npodle zákona o svobodném přístupu k informacím žádám o seznam oprav silnic II. a III. třídy v okolí obce {place} za poslední tři roky včetně jejich ceny.\n\n${thanks}`,
    answer: 'na základě vaší žádosti poskytujeme požadované informace o opravách silnic v okolí obce {place} za poslední tři roky.\n\nPřehled zároveň zveřejňujeme způsobem umožňujícím dálkový přístup.',
  },
  {
    unit: 'KH', subject: 'Pozvání na slavnostní otevření hasičské zbrojnice v obci {place}', statements: [],
    text: `Vážený pane hejtmane,\n\nsrdečně vás zveme na slavnostní otevření nové hasičské zbrojnice v obci {place}, na niž kraj přispěl.\n\n${thanks}`,
    answer: 'děkujeme za pozvání na slavnostní otevření hasičské zbrojnice v obci {place}. Účast za vedení kraje potvrzujeme.',
  },
  {
    unit: 'INF', subject: 'Oznámení o plánované odstávce datové sítě, uzel {place}', statements: [],
    text: `Dobrý den,\n\noznamujeme plánovanou odstávku uzlu {place} krajské datové sítě v noci ze soboty na neděli od {n}. hodiny.\n\n${thanks}`,
    answer: 'oznámení o odstávce uzlu {place} bereme na vědomí. Správci dotčených systémů byli informováni.',
  },
]

export const places = [
  'Horní Lhota', 'Dolní Jezernice', 'Kamenná', 'Suchý Důl', 'Bílá Voda', 'Zálesí', 'Podhradí', 'Lípa nad Jezerkou', 'Nová Ves', 'Vrchovina', 'Ráječek', 'Stará Huť',
  'Březinka', 'Mlýnice', 'Žďárek', 'Osečná Lhota', 'Hůrka', 'Potočná',
] as const

/** Given name and surname of people who write to the office. */
export const writers = [
  'Josef Dvořák', 'Marie Šťastná', 'Antonín Růžička', 'Ludmila Vránová', 'Bohumil Křížek', 'Hana Zelinková', 'Zbyněk Toman', 'Olga Petráková', 'Emil Hladík', 'Renata Jirásková',
  'Čeněk Majer', 'Růžena Holubová', 'Přemysl Kubát', 'Blanka Votrubová', 'Igor Šebesta', 'Jindřiška Ptáčková',
] as const
