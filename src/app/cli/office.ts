import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { automaton, roles } from '../../kernel/actor.ts'
import { newId } from '../../kernel/id.ts'
import { foundOffice, hashPassword, isEmptyDatabase, type Person, type Unit } from '../../modules/identity/index.ts'
import { publishOffices } from '../../modules/publication/index.ts'
import { importPlan, regionalPlan } from '../../modules/records/index.ts'
import { whileFounding } from '../founding.ts'
import type { Office } from '../office.ts'
import { withOffice, WrongUsage, type Outcome } from './outcome.ts'
import { readmit } from './readmit.ts'

const code = z.string().regex(/^[A-Z0-9]{2,10}$/, 'two to ten capital letters or digits')

/** What an office is founded from. Names of units and people are as they are to be read; `unit` refers to a unit's code. */
const Founding = z.strictObject({
  name: z.string().min(1), abbreviation: code, ico: z.string().regex(/^\d{8}$/, 'eight digits'), address: z.array(z.string().min(1)).min(1),
  email: z.email(), dataBox: z.string().min(1).nullable().default(null),
  /** Names the log for ever: a host name of the office and a path, without spaces. */
  logOrigin: z.string().regex(/^[^\s+]+$/, 'no spaces'),
  units: z.array(z.strictObject({ code, name: z.string().min(1), parent: code.optional() })).min(1),
  people: z.array(z.strictObject({
    name: z.string().min(1), familyName: z.string().min(1), unit: code, post: z.string().min(1), email: z.email().transform((email) => email.toLowerCase()), roles: z.array(z.enum(roles)).min(1),
  })).min(1),
})
type Founding = z.infer<typeof Founding>

/** obeh office found FILE.json: founds the first office of an installation and prints everybody's first password, once. */
export async function officeCommand([verb, ...args]: string[]): Promise<Outcome> {
  const { positionals: [file] } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } })
  if (verb === 'readmit' && file !== undefined) return readmit(file)
  if (verb !== 'found' || file === undefined) throw new WrongUsage('Say "office found FILE.json" or "office readmit EMAIL".')
  const parsed = Founding.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!parsed.success) return refused(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
  const wrong = danglingUnits(parsed.data)
  if (wrong.length > 0) return refused(wrong)
  return withOffice((office) => whileFounding(office.logins.app, async () => (
    (await isEmptyDatabase(office.db)) ? found(office, parsed.data) : refused(['There already is an office in this database.']))))
}

const refused = (lines: readonly string[]): Outcome => ({ ok: false, json: { refusal: 'not-founded', reasons: lines }, lines: ['The office was not founded:', ...lines] })

function danglingUnits({ units, people }: Founding): string[] {
  const known = new Set(units.map((unit) => unit.code))
  const wanted = [...units.flatMap(({ parent }) => parent ?? []), ...people.map(({ unit }) => unit)]
  return [...new Set(wanted.filter((unit) => !known.has(unit)))].map((unit) => `there is no unit ${unit}`)
}

async function found(office: Office, { name, abbreviation, ico, address, email, dataBox, logOrigin, units, people }: Founding): Promise<Outcome> {
  const now = office.now()
  const ids = new Map(units.map((unit) => [unit.code, newId<'Unit'>(now)]))
  const idOf = (unit: string) => {
    const id = ids.get(unit)
    if (!id) throw new Error(`unit ${unit} was checked and is gone`)
    return id
  }
  const passwords = people.map(() => randomBytes(12).toString('base64url'))
  const staff = await Promise.all(people.map(async ({ unit, ...person }, i): Promise<Person & { passwordHash: string }> => (
    { ...person, id: newId(now), unitId: idOf(unit), language: 'cs', active: true, passwordHash: await hashPassword(passwords[i] ?? '') })))
  const tree = units.map((unit): Unit => ({ id: idOf(unit.code), parentId: unit.parent === undefined ? null : idOf(unit.parent), code: unit.code, name: unit.name }))
  const id = newId<'Tenant'>(now)
  await foundOffice(office, { tenant: { id, name, abbreviation, ico, address, email, dataBox }, host: null, units: tree, people: staff }, logOrigin)
  await publishOffices(office)
  const plan = await importPlan(office, automaton(id, 'obeh office found'), await readFile(regionalPlan))
  if (!plan.ok || plan.value.problems.length > 0) throw new Error('The regional plan was not taken over.')
  const first = staff.map(({ email: login, name: who }, i) => ({ email: login, name: who, password: passwords[i] ?? '' }))
  return { ok: true, json: { people: first }, lines: ['The office was founded. First passwords, shown only now:', ...first.map(({ email: login, password }) => `  ${login.padEnd(40)} ${password}`)] }
}
