import { dayOf } from '../../kernel/day.ts'
import type { Actor } from '../../kernel/actor.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Command, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import { getTenant, readUnits } from '../identity/index.ts'
import { defaultTemplates, formatNumber, registers, templatePattern, templateProblem, type Register, type TemplateProblem } from './model-numbering.ts'
import { readTemplates, type Reader } from './store.ts'
import { lockCounter, readSerial, saveTemplate, wouldRepeat } from './store-numbering.ts'

export type NumberingRefusal = TemplateProblem | 'would-repeat'

export interface NumberSeries {
  readonly register: Register
  readonly template: string
  readonly isDefault: boolean
  /** The last serial of the current year, 0 before the first. */
  readonly last: number
  /** What the next three numbers will be. */
  readonly examples: readonly string[]
}

/** How the office numbers now. */
export async function viewNumbering({ db, now }: Pick<DeedDeps, 'db' | 'now'>, actor: Actor): Promise<NumberSeries[]> {
  const [templates, about] = [await readTemplates(db, actor.tenantId), await circumstances(db, actor, now())]
  const series: NumberSeries[] = []
  for (const register of registers) {
    const template = templates[register]
    const last = await readSerial(db, actor.tenantId, register, about.year)
    series.push({ register, template, isDefault: template === defaultTemplates[register], last, examples: examplesOf(template, about, last) })
  }
  return series
}

/** What numbers a format would give from now on, or what is wrong with it. */
export async function tryTemplate({ db, now }: Pick<DeedDeps, 'db' | 'now'>, actor: Actor, register: Register, template: string): Promise<Result<readonly string[], NumberingRefusal>> {
  return judge(db, actor, now(), register, template)
}

/** Sets the format of a register; it counts from the next number on. Which were in force when is in the log. */
export function setTemplate(
  deps: DeedDeps, actor: Actor, register: Register, template: string, command: Pick<Command, 'key'> = {},
): Promise<Result<readonly string[], NumberingRefusal | KeyRefusal>> {
  return perform<readonly string[], NumberingRefusal>(deps, actor, { name: 'set-numbering', input: { register, template }, ...command }, async (deed) => {
    const before = (await readTemplates(deed.tx, actor.tenantId))[register]
    await lockCounter(deed.tx, actor.tenantId, register, dayOf(deed.at).slice(0, 4))
    const judged = await judge(deed.tx, actor, deed.at, register, template)
    if (!judged.ok || template === before) return judged
    await saveTemplate(deed.tx, actor.tenantId, register, template)
    deed.note({ event: 'Uprava', object: { type: 'KonfiguraceSystemu', id: `numbering.${register}` }, payload: { register, template, before } })
    return judged
  })
}

interface Circumstances { readonly abbr: string; readonly unit: string; readonly longestUnit: number; readonly year: string }

async function circumstances(db: Reader, { tenantId, unitId }: Actor, at: Date): Promise<Circumstances> {
  const [tenant, units] = [await getTenant(db as Parameters<typeof getTenant>[0], tenantId), await readUnits(db as Parameters<typeof readUnits>[0], tenantId)]
  const unit = units.find(({ id }) => id === unitId)?.code ?? units[0]?.code ?? 'UTVAR'
  return { abbr: tenant.abbreviation, unit, longestUnit: Math.max(10, ...units.map(({ code }) => code.length)), year: dayOf(at).slice(0, 4) }
}

async function judge(db: Reader, actor: Actor, at: Date, register: Register, template: string): Promise<Result<readonly string[], NumberingRefusal>> {
  const about = await circumstances(db, actor, at)
  const problem = templateProblem(register, template, about)
  if (problem) return refuse(problem)
  const last = await readSerial(db, actor.tenantId, register, about.year)
  const repeats = await wouldRepeat(db, actor.tenantId, register, { ...templatePattern(template, about.abbr), year: Number(about.year), last })
  return repeats ? refuse('would-repeat') : accept(examplesOf(template, about, last))
}

const examplesOf = (template: string, { abbr, unit, year }: Circumstances, last: number) =>
  [1, 2, 3].map((step) => formatNumber(template, { abbr, unit, year, serial: last + step }))
