import { parseDay, type Day } from '../../kernel/day.ts'
import type { DocumentNumbering } from './model.ts'
import type { Regime, Trigger } from './model-regime.ts'
import { plain, type WrittenClass, type WrittenPlan } from './model-plan-file.ts'

/** A class of the file plan (věcná skupina) as it is to be. */
export interface PlanClass {
  /** The full mark: simple marks joined by the plan's separator. */
  readonly code: string
  readonly name: string
  readonly description: string
  /** Null for a group; a leaf has one. */
  readonly regime: Regime | null
  readonly numbering: DocumentNumbering
  /** The time limit of its matters, in days from receipt. */
  readonly timeLimitDays: number | null
  /** Code of the unit whose new files belong here; undefined where the file does not say. */
  readonly unit: string | undefined
  readonly validFrom: Day | null
  readonly validTo: Day | null
}

/** The characters one of which joins simple marks (standard 3.1.12). */
export const separators = ['.', '-', '/', ' '] as const
export type Separator = (typeof separators)[number]

export const planProblems = [
  'code-missing', 'code-shape', 'code-twice', 'parent-missing', 'name-missing', 'too-long', 'regime-missing', 'group-with-regime', 'mark-unknown', 'mark-v', 'years-range',
  'trigger-unknown', 'check-missing', 'check-unneeded', 'numbering-unknown', 'limit-range', 'unit-unknown', 'day-unknown', 'days-order', 'separator-unknown', 'empty',
] as const
/** What is wrong on one line, and the words on it that are. */
export interface PlanProblem { readonly line: number; readonly code: string; readonly problem: (typeof planProblems)[number]; readonly value: string }

export interface CheckedPlan { readonly name: string; readonly separator: Separator; readonly classes: readonly PlanClass[]; readonly problems: readonly PlanProblem[] }

/** Judges a whole plan and says everything that is wrong with it, not only the first thing. `units` are the codes of the office, where there is one. */
export function checkPlan(written: WrittenPlan, known: { readonly separator: Separator | null; readonly units: ReadonlySet<string> | null }): CheckedPlan {
  const problems: PlanProblem[] = []
  const separator = separatorOf(written, known.separator)
  if (separator === null) problems.push({ line: 0, code: '', problem: 'separator-unknown', value: written.separator ?? '' })
  if (written.classes.length === 0) problems.push({ line: 0, code: '', problem: 'empty', value: '' })
  const by = separator ?? '.'
  const codes = new Map<string, number>()
  for (const { line, fields: { code } } of written.classes) {
    if (code !== '' && codes.has(code)) problems.push({ line, code, problem: 'code-twice', value: String(codes.get(code)) })
    else codes.set(code, line)
  }
  const groups = new Set([...codes.keys()].flatMap((code) => parentCode(code, by) ?? []))
  const classes = written.classes.map((each) => {
    const say = (problem: PlanProblem['problem'], value = '') => void problems.push({ line: each.line, code: each.fields.code, problem, value })
    checkCode(each, by, codes, say)
    return readClass(each, groups.has(each.fields.code), known.units, say)
  })
  return { name: written.name ?? 'Spisový a skartační plán', separator: by, classes, problems: problems.toSorted((a, b) => a.line - b.line) }
}

/** The mark of the group a class lies in; null at the top. */
export function parentCode(code: string, separator: string): string | null {
  const at = code.lastIndexOf(separator)
  return at < 0 ? null : code.slice(0, at)
}

/** Said by the file, else that of the plan in force, else the only one the marks use. */
function separatorOf({ separator, classes }: WrittenPlan, known: Separator | null): Separator | null {
  if (separator !== null) return separators.find((each) => each === separator) ?? null
  const used = separators.filter((each) => classes.some(({ fields: { code } }) => code.includes(each)))
  return known ?? (used.length > 1 ? null : used[0] ?? '.')
}

type Say = (problem: PlanProblem['problem'], value?: string) => void

function checkCode({ fields: { code } }: WrittenClass, separator: string, codes: ReadonlyMap<string, number>, say: Say) {
  if (code === '') return say('code-missing')
  if (code.length > 50) return say('too-long', code)
  if (!code.split(separator).every((simple) => /^[0-9A-Z]{1,10}$/i.test(simple))) return say('code-shape', separator)
  const parent = parentCode(code, separator)
  if (parent !== null && !codes.has(parent)) say('parent-missing', parent)
}

function readClass({ fields }: WrittenClass, isGroup: boolean, units: ReadonlySet<string> | null, say: Say): PlanClass {
  if (fields.name === '') say('name-missing')
  if (fields.name.length > 300 || fields.description.length > 4000) say('too-long', fields.name.slice(0, 40))
  const regime = readRegime(fields, say)
  if (isGroup && regime !== null) say('group-with-regime')
  if (!isGroup && regime === null && fields.mark === '') say('regime-missing')
  if (fields.unit !== '' && units && !units.has(fields.unit)) say('unit-unknown', fields.unit)
  const [validFrom, validTo] = [dayOf(fields.validFrom, say), dayOf(fields.validTo, say)]
  if (validFrom && validTo && validTo < validFrom) say('days-order')
  const numbering = numberings[plain(fields.numbering)]
  if (!numbering) say('numbering-unknown', fields.numbering)
  return {
    code: fields.code, name: fields.name, description: fields.description, regime, numbering: numbering ?? 'ZaObdobi', timeLimitDays: whole(fields.timeLimitDays, 1, 1000, 'limit-range', say),
    unit: fields.unit === '' ? undefined : fields.unit, validFrom, validTo,
  }
}

/** `A`, `S`, or both in one word as plans print it: `S5`, `A/10`. */
function readRegime(fields: WrittenClass['fields'], say: Say): Regime | null {
  const [, mark = '', joined = ''] = /^([A-Z]?)[\s/-]*(\d*)$/.exec(fields.mark.toUpperCase()) ?? []
  if (fields.mark === '') {
    if (fields.years !== '' || fields.trigger !== '') say('regime-missing')
    return null
  }
  if (mark === 'V') say('mark-v')
  else if (mark !== 'A' && mark !== 'S') say('mark-unknown', fields.mark)
  const years = whole(fields.years || joined || '-', 0, 100, 'years-range', say)
  const trigger = triggerNames[plain(fields.trigger)]
  if (!trigger) say('trigger-unknown', fields.trigger)
  const checkYears = whole(fields.checkYears, 1, 100, 'years-range', say)
  if (trigger === 'externi' && fields.checkYears === '') say('check-missing')
  if (trigger && trigger !== 'externi' && fields.checkYears !== '') say('check-unneeded')
  return years !== null && trigger && (mark === 'A' || mark === 'S') ? { mark, years, trigger, checkYears } : null
}

const numberings: Readonly<Record<string, DocumentNumbering>> = {
  '': 'ZaObdobi', zaobdobi: 'ZaObdobi', 'za obdobi': 'ZaObdobi', zaspisovouznacku: 'ZaSpisovouZnacku', 'za spisovou znacku': 'ZaSpisovouZnacku',
}

/** A period runs from the closing of the file unless the plan says otherwise. */
const triggerNames: Readonly<Record<string, Trigger>> = {
  '': 'uzavreni', uzavreni: 'uzavreni', closed: 'uzavreni', vyrizeni: 'vyrizeni', settled: 'vyrizeni', vznik: 'vznik', created: 'vznik', narozeni: 'narozeni', birth: 'narozeni',
  externi: 'externi', 'externi udalost': 'externi', external: 'externi',
}

function whole(text: string, from: number, to: number, problem: PlanProblem['problem'], say: Say): number | null {
  if (text === '') return null
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (value >= from && value <= to) return value
  say(problem, text)
  return null
}

/** As a machine (`2026-01-31`) or a Czech (`31. 1. 2026`) writes it. */
function dayOf(text: string, say: Say): Day | null {
  if (text === '') return null
  const [, d, m, y] = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/.exec(text) ?? []
  const day = parseDay(y && m && d ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : text)
  if (day === null) say('day-unknown', text)
  return day
}
