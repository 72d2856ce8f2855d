import type { Role } from '../../kernel/actor.ts'

/** The fictional region. Nothing in it is or means to resemble a real authority or person. */
export const demoTenant = {
  name: 'Krajský úřad Jezerního kraje',
  abbreviation: 'KUJZ',
  ico: '00000042',
  address: ['Náměstí Svobody 1', '499 01 Jezernice'],
  email: 'podatelna@jezerni-kraj.example',
  dataBox: 'jez3rn1',
} as const

/** Code, name, and the class of the regional plan in which its usual matters belong. */
export const demoUnits = [
  { code: 'KR', name: 'Kancelář ředitele a podatelna', classCode: '51.1' },
  { code: 'KH', name: 'Kancelář hejtmana', classCode: '101.1' },
  { code: 'OD', name: 'Odbor dopravy', classCode: '280.4' },
  { code: 'OZP', name: 'Odbor životního prostředí a zemědělství', classCode: '231.2' },
  { code: 'OUP', name: 'Odbor územního plánování a stavebního řádu', classCode: '326.1' },
  { code: 'OSV', name: 'Odbor sociálních věcí', classCode: '421.3' },
  { code: 'OSK', name: 'Odbor školství, mládeže a sportu', classCode: '451.2' },
  { code: 'OZD', name: 'Odbor zdravotnictví', classCode: '441.1' },
  { code: 'OKP', name: 'Odbor kultury a památkové péče', classCode: '401.5' },
  { code: 'EKO', name: 'Ekonomický odbor', classCode: '176.2' },
  { code: 'PRA', name: 'Odbor právní', classCode: '52.7' },
  { code: 'INF', name: 'Odbor informatiky', classCode: '60.3' },
] as const satisfies readonly { code: string; name: string; classCode: string }[]

export type DemoUnitCode = (typeof demoUnits)[number]['code']

export interface DemoPerson {
  readonly name: string
  readonly unit: DemoUnitCode
  readonly post: string
  readonly roles: readonly Role[]
  readonly email: string
}

const clerk: readonly Role[] = ['clerk']
const head: readonly Role[] = ['head', 'clerk']
const registrar: readonly Role[] = ['registrar', 'clerk']

const staff: readonly (readonly [name: string, unit: DemoUnitCode, post: string, roles: readonly Role[]])[] = [
  ['Věra Hájková', 'KR', 'vedoucí podatelny', registrar], ['Marek Pokorný', 'KR', 'referent podatelny', registrar], ['Zdeňka Kučerová', 'KR', 'referentka výpravny', registrar],
  ['Miroslav Tichý', 'KR', 'ředitel krajského úřadu', ['head', 'clerk', 'admin']], ['Irena Sýkorová', 'KR', 'interní auditorka', ['auditor']],
  ['Pavla Doležalová', 'KH', 'vedoucí kanceláře', head], ['Lukáš Beneš', 'KH', 'referent', clerk], ['Šárka Vlčková', 'KH', 'referentka', clerk],
  ['Helena Černá', 'OD', 'vedoucí odboru', head], ['Jan Novotný', 'OD', 'referent silničního hospodářství', clerk], ['Petra Jelínková', 'OD', 'referentka veřejné dopravy', clerk],
  ['Radek Šimůnek', 'OD', 'referent zvláštního užívání', clerk],
  ['Alena Kratochvílová', 'OZP', 'vedoucí odboru', head], ['Tomáš Říháček', 'OZP', 'referent ochrany přírody', clerk], ['Jitka Bartošová', 'OZP', 'referentka vodního hospodářství', clerk],
  ['Ondřej Vaněk', 'OZP', 'referent ochrany ovzduší', clerk],
  ['Karel Svoboda', 'OUP', 'vedoucí odboru', head], ['Lenka Horáková', 'OUP', 'referentka územního plánování', clerk], ['Michal Žďárský', 'OUP', 'referent stavebního řádu', clerk],
  ['Eva Dušková', 'OUP', 'referentka stavebního řádu', clerk],
  ['Ivana Machová', 'OSV', 'vedoucí odboru', head], ['David Král', 'OSV', 'referent sociálních služeb', clerk], ['Monika Řezníčková', 'OSV', 'referentka', clerk],
  ['Jaroslav Urban', 'OSK', 'vedoucí odboru', head], ['Kateřina Pešková', 'OSK', 'referentka školského rejstříku', clerk], ['Filip Chalupa', 'OSK', 'referent', clerk],
  ['Naděžda Sedláčková', 'OZD', 'vedoucí odboru', head], ['Vojtěch Kolář', 'OZD', 'referent', clerk], ['Simona Ťoupalíková', 'OZD', 'referentka', clerk],
  ['Libor Zeman', 'OKP', 'vedoucí odboru', head], ['Barbora Míková', 'OKP', 'referentka památkové péče', clerk], ['Štěpán Hruška', 'OKP', 'referent', clerk],
  ['Dana Navrátilová', 'EKO', 'vedoucí odboru', head], ['Roman Fiala', 'EKO', 'referent dotací', clerk], ['Gabriela Hniličková', 'EKO', 'referentka rozpočtu', clerk],
  ['Vladimír Ježek', 'PRA', 'vedoucí odboru', head], ['Klára Straková', 'PRA', 'právnička, pověřenkyně pro ochranu osobních údajů', ['clerk', 'dpo']], ['Adam Wágner', 'PRA', 'právník', clerk],
  ['Stanislav Brož', 'INF', 'vedoucí odboru', ['head', 'clerk', 'admin']], ['Nikola Ondrušková', 'INF', 'správkyně systémů', ['clerk', 'admin']],
]

const plain = (text: string) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()

export const demoPeople: readonly DemoPerson[] = staff.map(([name, unit, post, roles]) => (
  { name, unit, post, roles, email: `${plain(name).replaceAll(' ', '.')}@jezerni-kraj.example` }))
