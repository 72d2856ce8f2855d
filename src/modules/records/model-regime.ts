import { dayOf } from '../../kernel/day.ts'
import type { File } from './model.ts'

/** What starts a disposal period (spouštěcí událost, standard 6.1.6): the file settled, closed, opened; its subject born; something outside. */
export const triggers = ['vyrizeni', 'uzavreni', 'vznik', 'narozeni', 'externi'] as const
export type Trigger = (typeof triggers)[number]

/** How long a class keeps its files, in whole years, and what then: `A` goes to the archive, `S` is destroyed (skartační režim). */
export interface Regime {
  readonly mark: 'A' | 'S'
  readonly years: number
  readonly trigger: Trigger
  /** How often, in years, to ask whether an external event has come; null for the other triggers. */
  readonly checkYears: number | null
}

/** The year in which a file is put up for disposal: the year of the trigger, the rest of that year, and the whole period (§ 15(4) of decree 259/2012). */
export const disposalYear = (triggerYear: number, years: number) => triggerYear + 1 + years

/** The same for a file, null as long as what starts its period has not happened or is not known. */
export function disposalOf({ trigger, years }: Regime, file: Pick<File, 'settledAt' | 'closedAt' | 'createdAt' | 'triggerYear'>): number | null {
  const started = { vyrizeni: yearOf(file.settledAt), uzavreni: yearOf(file.closedAt), vznik: yearOf(file.createdAt), narozeni: file.triggerYear, externi: file.triggerYear }[trigger]
  return started === null ? null : disposalYear(started, years)
}

const yearOf = (at: Date | null) => at && Number(dayOf(at).slice(0, 4))
