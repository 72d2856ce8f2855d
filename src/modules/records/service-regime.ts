import type { Id } from '../../kernel/id.ts'
import type { File } from './model.ts'
import type { Regime } from './model-regime.ts'
import { readClass, regimeOf } from './store-class.ts'
import type { Reader } from './store.ts'

/** How long a file is to be kept (skartační režim); null where nobody has said yet. */
export async function regimeOfFile(db: Reader, tenantId: Id<'Tenant'>, { classId }: Pick<File, 'classId'>): Promise<Regime | null> {
  const found = classId && await readClass(db, tenantId, classId)
  return found ? regimeOf(found) : null
}
