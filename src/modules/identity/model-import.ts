import { roles as allRoles, type Role } from '../../kernel/actor.ts'
import type { Unit } from './model.ts'
import type { PersonPlan } from './model-administration.ts'

/** Lines beyond this are not read: more people than any regional office has. */
export const mostRows = 2000

export type RowProblem = 'name-missing' | 'email-wrong' | 'email-twice' | 'email-taken' | 'unit-unknown' | 'role-unknown' | 'columns-missing'
export interface ImportRow {
  /** As the person sees it in a spreadsheet, the heading being line 1. */
  readonly line: number
  readonly plan: Omit<PersonPlan, 'unitId'> & { readonly unitId: PersonPlan['unitId'] | null; readonly unit: string }
  readonly problems: readonly RowProblem[]
}
export type TableProblem = 'empty' | 'too-many-rows' | 'heading-unknown' | 'quote-open'

/**
 * People of a table with the heading jméno, příjmení, e-mail, útvar, funkce, role (in any order; the last two may be missing). The unit is given
 * by its code or name, roles in words separated by commas. Nothing is skipped: a row that cannot be taken says why.
 */
export function readPeopleTable(text: string, units: readonly Unit[], taken: ReadonlySet<string>): readonly ImportRow[] | TableProblem {
  const table = parseTable(text)
  if (table === null) return 'quote-open'
  const [heading, ...rows] = table
  if (!heading || rows.length === 0) return 'empty'
  if (rows.length > mostRows) return 'too-many-rows'
  const columns = heading.map((title) => columnOf(title))
  if (!columns.includes('email') || !columns.includes('unit') || !(columns.includes('name') || columns.includes('familyName'))) return 'heading-unknown'
  const seen = new Set<string>()
  return rows.map((cells, i) => {
    const row = readRow(new Map(columns.map((column, at) => [column, cells[at]?.trim() ?? ''])), units)
    const { email } = row.plan
    const again = seen.has(email)
    seen.add(email)
    const problems = [
      ...row.problems, ...(cells.length < columns.length && columns.some((column, at) => column !== null && cells[at] === undefined) ? ['columns-missing' as const] : []),
      ...(again ? ['email-twice' as const] : []), ...(taken.has(email) ? ['email-taken' as const] : [])]
    return { line: i + 2, plan: row.plan, problems }
  })
}

type Column = 'name' | 'givenName' | 'familyName' | 'email' | 'unit' | 'post' | 'roles'

const fold = (text: string) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z]/g, '')
const titles: Readonly<Record<string, Column>> = {
  jmeno: 'name', jmenoaprijmeni: 'name', name: 'name', krestnijmeno: 'givenName', givenname: 'givenName', firstname: 'givenName', prijmeni: 'familyName', familyname: 'familyName', lastname: 'familyName',
  email: 'email', mail: 'email', utvar: 'unit', odbor: 'unit', unit: 'unit', funkce: 'post', funkcnimisto: 'post', post: 'post', role: 'roles', roles: 'roles',
}
const columnOf = (title: string): Column | null => Object.hasOwn(titles, fold(title)) ? titles[fold(title)] ?? null : null

const roleWords = new Map<string, Role>(Object.entries({
  ...Object.fromEntries(allRoles.map((role) => [role, role])), referent: 'clerk', referentka: 'clerk', vedouci: 'head', podatelna: 'registrar', spravce: 'admin', auditor: 'auditor', auditorka: 'auditor', poverenec: 'dpo', poverenkyne: 'dpo',
}))

function readRow(cells: ReadonlyMap<Column | null, string>, units: readonly Unit[]): Pick<ImportRow, 'plan' | 'problems'> {
  const cell = (column: Column) => cells.get(column) ?? ''
  const [given, family] = [cell('name') || cell('givenName'), cell('familyName')]
  const name = [given, family && !given.endsWith(family) ? family : ''].filter(Boolean).join(' ')
  const email = cell('email').toLowerCase()
  const wanted = fold(cell('unit'))
  const unit = units.find(({ code, name: unitName }) => cell('unit').toUpperCase() === code || (wanted !== '' && fold(unitName) === wanted))
  const words = cell('roles').split(/[,;/]/).map(fold).filter(Boolean)
  const roles = words.length > 0 ? words.map((word) => roleWords.get(word)) : ['clerk' as const]
  const problems: RowProblem[] = []
  if (name.length < 2 || name.length > 200) problems.push('name-missing')
  if (email.length > 254 || !/^[^\s@"<>]+@[^\s@"<>.]+(?:\.[^\s@"<>.]+)+$/.test(email)) problems.push('email-wrong')
  if (!unit) problems.push('unit-unknown')
  if (roles.includes(undefined)) problems.push('role-unknown')
  const known = [...new Set(roles.filter((role) => role !== undefined))]
  return { plan: { name, familyName: family || null, email, post: cell('post').slice(0, 200) || 'referent', roles: known, unitId: unit?.id ?? null, unit: cell('unit') }, problems }
}

/** Rows of a CSV (RFC 4180) as spreadsheets write it: `;`, `,` or a tab between cells, quotes around what contains them. Null: a quote never ends. */
function parseTable(text: string): string[][] | null {
  const source = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(source)
  const rows: string[][] = []
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false]
  const endRow = () => {
    if ([...row, cell].some((each) => each.trim() !== '')) rows.push([...row, cell])
    row = []
    cell = ''
  }
  for (let i = 0; i < source.length; i++) {
    const character = source.charAt(i)
    if (quoted) {
      if (character !== '"') cell += character
      else if (source[i + 1] === '"') cell += source.charAt(++i)
      else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === separator) {
      row.push(cell)
      cell = ''
    } else if (character === '\n') endRow()
    else if (character !== '\r') cell += character
  }
  if (quoted) return null
  endRow()
  return rows
}

function separatorOf(source: string): string {
  const heading = source.slice(0, source.search(/[\r\n]|$/))
  return [';', '\t', ','].find((candidate) => heading.includes(candidate)) ?? ';'
}
