import type { Actor } from '../../kernel/actor.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { readPeopleTable, type ImportRow, type TableProblem } from './model-import.ts'
import { administer, type AdministrationDeps, type Done, type Key } from './service-administration.ts'
import { addInDeed } from './service-person.ts'
import { readUnits } from './store.ts'
import { readEverybody } from './store-administration.ts'

export type ImportRefusal = `table-${TableProblem}` | 'rows-wrong'
type Reading = Result<readonly ImportRow[], `table-${TableProblem}`>

/** What an import of this table would make; nothing is changed. */
export function previewImport({ db }: Pick<AdministrationDeps, 'db'>, { tenantId }: Actor, table: string): Promise<Reading> {
  return readTable(db, tenantId, table)
}

/** Adds everybody of a table, or nobody when one row is wrong. */
export function importPeople(deps: AdministrationDeps, actor: Actor, table: string, command: Key = {}) {
  const input = { table: sha256Of(Buffer.from(table)) }
  return administer(deps, actor, { name: 'import-people', input, ...command }, async (deed): Done<{ added: number }, ImportRefusal> => {
    const rows = await readTable(deed.tx, actor.tenantId, table)
    if (!rows.ok) return rows
    for (const { plan: { unitId, unit: _, ...plan }, problems } of rows.value) {
      if (problems.length > 0 || unitId === null) return refuse('rows-wrong')
      const added = await addInDeed(deed, { ...plan, unitId })
      if (!added.ok) return refuse('rows-wrong')
    }
    return accept({ added: rows.value.length })
  })
}

async function readTable(db: Parameters<typeof readUnits>[0], tenantId: Actor['tenantId'], table: string): Promise<Reading> {
  const [units, everybody] = [await readUnits(db, tenantId), await readEverybody(db, tenantId)]
  const rows = readPeopleTable(table, units, new Set(everybody.map(({ email }) => email)))
  return typeof rows === 'string' ? refuse(`table-${rows}` as const) : accept(rows)
}
