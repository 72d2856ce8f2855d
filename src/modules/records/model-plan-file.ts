/** A plan as somebody wrote it: nothing about it has been judged yet. */
export interface WrittenPlan {
  readonly name: string | null
  /** The one character that joins simple marks, when the file says it. */
  readonly separator: string | null
  readonly classes: readonly WrittenClass[]
}

/** One class as written; what was not written is an empty text. `line` is where: a line of a table, or the order in a list. */
export interface WrittenClass { readonly line: number; readonly fields: Readonly<Record<PlanField, string>> }

export const planFields = [
  'code', 'name', 'description', 'mark', 'years', 'trigger', 'checkYears', 'numbering', 'timeLimitDays', 'unit', 'validFrom', 'validTo',
] as const
export type PlanField = (typeof planFields)[number]

export type PlanFileRefusal = 'not-a-plan' | 'no-heading' | 'too-many-classes'

/** A plan has hundreds of classes; a file with more is not one. */
const limit = 5_000

/** Reads a plan from CSV (`;`, `,` or tab; UTF-8 or windows-1250) or JSON. Throws nothing: what cannot be read is a refusal. */
export function readPlanFile(bytes: Uint8Array): WrittenPlan | PlanFileRefusal {
  const text = decode(bytes)
  const plan = /^\s*[[{]/.test(text) ? readJson(text) : readCsv(text)
  return typeof plan !== 'string' && plan.classes.length > limit ? 'too-many-classes' : plan
}

/** Spreadsheets in Czech offices still save tables in windows-1250. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1250').decode(bytes)
  }
}

function readCsv(text: string): WrittenPlan | PlanFileRefusal {
  const heading = text.slice(0, text.search(/\r?\n|$/))
  const delimiter = [';', '\t', ','].toSorted((a, b) => heading.split(b).length - heading.split(a).length)[0] ?? ';'
  const [first, ...rows] = csvRows(text, delimiter)
  const columns = first?.cells.map((cell) => columnNames[plain(cell)] ?? null) ?? []
  if (!columns.includes('code') || !columns.includes('name')) return 'no-heading'
  const classes = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ line, cells }) => ({ line, fields: fieldsOf((field) => cells[columns.indexOf(field)]) }))
  return { name: null, separator: null, classes }
}

/** What the columns may be called, small and without diacritics. */
const columnNames: Readonly<Record<string, PlanField>> = {
  ...Object.fromEntries(planFields.map((field) => [field.toLowerCase(), field])),
  znak: 'code', 'spisovy znak': 'code', nazev: 'name', 'vecna skupina': 'name', popis: 'description', 'skartacni znak': 'mark', lhuta: 'years', 'skartacni lhuta': 'years',
  udalost: 'trigger', 'spousteci udalost': 'trigger', kontrola: 'checkYears', 'kontrola po letech': 'checkYears', cislovani: 'numbering', 'lhuta k vyrizeni': 'timeLimitDays',
  utvar: 'unit', 'plati od': 'validFrom', 'plati do': 'validTo',
}

/** RFC 4180 rows with the line each begins on: quotes may hold the delimiter, quotes and ends of lines. */
export function csvRows(text: string, delimiter: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = []
  let [row, cell, quoted, line, start]: [string[], string, boolean, number, number] = [[], '', false, 1, 1]
  const end = () => { rows.push({ line: start, cells: [...row, cell] }); row = []; cell = ''; start = line + 1 }
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? ''
    if (quoted && c === '"' && text[i + 1] === '"') { cell += '"'; i++ }
    else if (c === '"' && (quoted || cell.trim() === '')) { quoted = !quoted; if (quoted) cell = '' }
    else if (!quoted && c === delimiter) { row.push(cell); cell = '' }
    else if (!quoted && c === '\n') end()
    else if (!(c === '\r' && text[i + 1] === '\n' && !quoted)) cell += c
    if (c === '\n') line++
  }
  if (cell !== '' || row.length > 0) end()
  return rows
}

function readJson(text: string): WrittenPlan | PlanFileRefusal {
  let value: unknown
  try { value = JSON.parse(text) } catch { return 'not-a-plan' }
  const plan = isRecord(value) ? value : { classes: value }
  if (!Array.isArray(plan['classes'])) return 'not-a-plan'
  const word = (key: string) => typeof plan[key] === 'string' ? plan[key] : null
  const found: Record<string, unknown>[] = []
  const walk = (list: readonly unknown[]) => {
    for (const each of list) {
      if (!isRecord(each) || found.length > limit) continue
      found.push(each)
      if (Array.isArray(each['children'])) walk(each['children'])
    }
  }
  walk(plan['classes'])
  const classes = found.map((each, i) => ({ line: i + 1, fields: fieldsOf((field) => each[field]) }))
  return { name: word('name'), separator: word('separator'), classes }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function fieldsOf(of: (field: PlanField) => unknown): Record<PlanField, string> {
  const said = (value: unknown) => typeof value === 'string' || typeof value === 'number' ? String(value).toWellFormed().replaceAll('\0', '').trim() : ''
  return Object.fromEntries(planFields.map((field) => [field, said(of(field))])) as Record<PlanField, string>
}

/** Small letters without diacritics, so that headings may be written as people write them. */
export const plain = (text: string) => text.normalize('NFD').replace(/[\u0300-\u036f\ufeff]/g, '').toLowerCase().replaceAll('_', ' ').trim()
