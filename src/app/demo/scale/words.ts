import type { Random } from '../random.ts'

/** Word lists of our own; nobody and nothing in them is real but the Czech they are written in. */
const womenFirst = ['Jana', 'Marie', 'Eva', 'Hana', 'Anna', 'Lenka', 'Kateřina', 'Lucie', 'Věra', 'Alena', 'Petra', 'Zdeňka', 'Ludmila', 'Šárka', 'Dagmar', 'Růžena', 'Žaneta', 'Tereza', 'Michaela', 'Naděžda']
const menFirst = ['Jiří', 'Jan', 'Petr', 'Josef', 'Pavel', 'Martin', 'Tomáš', 'Jaroslav', 'Miroslav', 'Zdeněk', 'František', 'Václav', 'Luboš', 'Ondřej', 'Řehoř', 'Štěpán', 'Matěj', 'Radek', 'Bořivoj', 'Vítězslav']
const families: readonly (readonly [man: string, woman: string])[] = [
  ['Novák', 'Nováková'], ['Svoboda', 'Svobodová'], ['Dvořák', 'Dvořáková'], ['Černý', 'Černá'], ['Procházka', 'Procházková'], ['Kučera', 'Kučerová'], ['Veselý', 'Veselá'],
  ['Horák', 'Horáková'], ['Němec', 'Němcová'], ['Pokorný', 'Pokorná'], ['Pospíšil', 'Pospíšilová'], ['Hájek', 'Hájková'], ['Jelínek', 'Jelínková'], ['Růžička', 'Růžičková'],
  ['Beneš', 'Benešová'], ['Fiala', 'Fialová'], ['Sedláček', 'Sedláčková'], ['Doležal', 'Doležalová'], ['Zeman', 'Zemanová'], ['Kolář', 'Kolářová'], ['Krejčí', 'Krejčí'],
  ['Čermák', 'Čermáková'], ['Urban', 'Urbanová'], ['Vaněk', 'Vaňková'], ['Blažek', 'Blažková'], ['Kříž', 'Křížová'], ['Šťastný', 'Šťastná'], ['Řezníček', 'Řezníčková'],
  ['Žák', 'Žáková'], ['Ďurica', 'Ďuricová'], ['Müller', 'Müllerová'], ['Bílý', 'Bílá'], ['Tůma', 'Tůmová'], ['Kadlec', 'Kadlecová'],
]
const companyRoots = ['Stavby', 'Lesy', 'Silnice', 'Vodárny', 'Elektro', 'Agro', 'Doprava', 'Sklárny', 'Pekárna', 'Teplárna', 'Projekt', 'Geodezie', 'Technické služby', 'Pila', 'Mlýn', 'Autobusy', 'Zahrada', 'Kámen']
const companyForms = ['s.r.o.', 'a.s.', 'z.s.', 'v.o.s.', 'družstvo', 'o.p.s.']

export const places = [
  'Jezernice', 'Horní Lhota', 'Dolní Lhota', 'Nová Ves', 'Stará Huť', 'Kamenice', 'Lipová', 'Bukovina', 'Březí', 'Zásada', 'Rovná', 'Skalice', 'Brod nad Jezerkou', 'Kostelec', 'Hradiště',
  'Týnec', 'Újezd', 'Vrbno', 'Olšany', 'Javorník', 'Doubrava', 'Záhoří', 'Mlýnec', 'Suchdol', 'Podlesí', 'Studánka', 'Chlum', 'Žďárek', 'Šumná', 'Říčky', 'Lhotka pod Skalou', 'Pískovec',
] as const
const streets = ['Náměstí', 'Nádražní', 'Školní', 'Polní', 'Lesní', 'Zahradní', 'Dlouhá', 'Krátká', 'Na Hrázi', 'U Mlýna', 'Sokolská', 'Husova', 'Příčná', 'K Jezeru']

/** Subjects by the code of the unit whose they usually are; the first list is anybody's. `{place}`, `{company}`, `{number}` are filled in. */
const subjects: Readonly<Record<string, readonly string[]>> = {
  '': ['Žádost o informaci č. {number}', 'Stížnost na postup obce {place}', 'Dotaz k úřednímu záznamu č. {number}', 'Oznámení o změně sídla – {company}', 'Pozvánka na jednání v obci {place}', 'Žádost o součinnost – {company}'],
  OD: ['Žádost o povolení uzavírky silnice III/{number} v obci {place}', 'Zvláštní užívání silnice II/{number} – {company}', 'Výjimka z hmotnosti vozidla – {company}', 'Stížnost na stav silnice III/{number} u obce {place}', 'Změna jízdního řádu linky {number} {place}'],
  OZP: ['Žádost o kácení dřevin, {place}, pozemek č. {number}', 'Závazné stanovisko k záměru {company}', 'Povolení k nakládání s vodami – {company}', 'Oznámení úhynu ryb, potok u obce {place}', 'Hlášení o ovzduší za provozovnu {company}'],
  OUP: ['Odvolání proti stavebnímu povolení č. {number}, {place}', 'Změna územního plánu obce {place} č. {number}', 'Závazné stanovisko ke stavbě {company}', 'Podnět k prošetření stavby, {place}'],
  OSV: ['Žádost o registraci sociální služby – {company}', 'Změna registrace sociální služby č. {number}', 'Stížnost na domov seniorů {place}'],
  OSK: ['Zápis změny do školského rejstříku, škola {place}', 'Žádost o dotaci na sport – TJ {place}', 'Navýšení kapacity školy {place} č. {number}'],
  OZD: ['Oprávnění k poskytování zdravotních služeb – {company}', 'Stížnost na nemocnici {place}', 'Změna odborného zástupce – {company}'],
  OKP: ['Obnova kulturní památky č. {number}, {place}', 'Žádost o příspěvek na opravu kaple, {place}', 'Prohlášení věci za památku, {place}'],
  EKO: ['Žádost o dotaci z rozpočtu kraje – {place}', 'Vyúčtování dotace č. {number} – {company}', 'Faktura č. {number} – {company}'],
  PRA: ['Žádost podle zákona č. 106/1999 Sb. č. {number}', 'Odvolání proti rozhodnutí č. {number}', 'Předžalobní výzva – {company}'],
  KH: ['Žádost o záštitu – {place}', 'Pozvání hejtmana do obce {place}', 'Podnět občana obce {place}'],
}

/** A place in a list where the first ones come much more often, as words and clients do. */
export const skewed = (random: Random, length: number) => Math.floor(length * (random.below(1_000_000) / 1_000_000) ** 2.6)

const oftener = <Item>(random: Random, items: readonly Item[]): Item => items[skewed(random, items.length)] ?? random.pick(items)

const companyOf = (random: Random) => `${oftener(random, companyRoots)} ${oftener(random, places)} ${oftener(random, companyForms)}`

export function subjectOf(random: Random, unitCode: string): string {
  const known = subjects[unitCode] ?? []
  const template = oftener(random, known.length > 0 && random.chance(0.85) ? known : subjects[''] ?? [])
  return template.replace('{place}', oftener(random, places)).replace('{company}', companyOf(random)).replace('{number}', String(1 + random.below(9000)))
}

export interface Client {
  readonly kind: 'Fyzicka' | 'Pravnicka'
  readonly name: string
  readonly email: string | null
  readonly address: readonly string[]
}

/** A person or a company that writes to the office; the number makes their address their own. */
export function clientOf(random: Random, number: number): Client {
  const isPerson = random.chance(0.62)
  const family = oftener(random, families)
  const isMan = random.chance(0.5)
  const name = isPerson ? `${oftener(random, isMan ? menFirst : womenFirst)} ${family[isMan ? 0 : 1]}` : companyOf(random)
  const login = name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z]+/g, '.').replace(/\.$/, '')
  return {
    kind: isPerson ? 'Fyzicka' : 'Pravnicka', name, email: random.chance(0.8) ? `${login}.${number}@posta.example` : null,
    address: [`${oftener(random, streets)} ${1 + random.below(140)}`, `499 ${String(1 + random.below(98)).padStart(2, '0')} ${oftener(random, places)}`],
  }
}

/** The few texts that all contents are made of: the store keeps each once. */
export const contentTexts: readonly string[] = places.map((place, i) => `Dobrý den,\n\nobracím se na Vás ve věci, která se týká obce ${place}.\nPodrobnosti jsou v příloze č. ${i + 1}.\n\nS pozdravem\n`)
