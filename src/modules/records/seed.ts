import { newId, type Id } from '../../kernel/id.ts'
import type { Deed } from '../audit/index.ts'
import { dayOf } from '../../kernel/day.ts'
import { insertClasses } from './store-class.ts'

export interface NewClass {
  readonly code: string
  readonly name: string
  readonly disposalMark: 'A' | 'S'
  readonly retentionYears: number
  /** Calendar days from receipt. */
  readonly timeLimitDays: number | null
  readonly defaultUnitId: Id<'Unit'> | null
}

/** Adds classes to the file plan (věcné skupiny). */
export async function seedClasses(deed: Deed, classes: readonly NewClass[]): Promise<void> {
  await insertClasses(deed.tx, classes.map((item) => ({
    tenant_id: deed.actor.tenantId, id: newId<'Class'>(deed.at), code: item.code, name: item.name, disposal_mark: item.disposalMark,
    retention_years: item.retentionYears, time_limit_days: item.timeLimitDays, default_unit_id: item.defaultUnitId,
    parent_id: null, description: '', trigger: 'uzavreni', check_years: null, document_numbering: 'ZaObdobi', valid_from: dayOf(deed.at), valid_to: null,
  })))
  for (const { code, name } of classes) deed.note({ event: 'Zalozeni', object: { type: 'VecnaSkupina', id: code }, payload: { code, name } })
}
