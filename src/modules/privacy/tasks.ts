import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import type { Task } from '../../platform/events/index.ts'
import { removeErased, removeTask } from './service-erasure.ts'
import { expireExport, expireTask, gatherTask, makeExport } from './service-export.ts'
import type { PrivacyDeps } from './service-subject.ts'

const of = <Kind extends string>() => z.object({ tenantId: z.uuid().transform((id) => id as Id<'Tenant'>), id: z.uuid().transform((id) => id as Id<Kind>) })

/** The jobs of the room. Each may be repeated freely. */
export function privacyTasks(deps: PrivacyDeps): Record<string, Task> {
  return {
    async [gatherTask](payload) {
      const { tenantId, id } = of<'Export'>().parse(payload)
      await makeExport(deps, tenantId, id)
    },
    async [expireTask](payload) {
      const { tenantId, id } = of<'Export'>().parse(payload)
      await expireExport(deps, tenantId, id)
    },
    async [removeTask](payload) {
      const { tenantId, id } = of<'Erasure'>().parse(payload)
      await removeErased(deps, tenantId, id)
    },
  }
}
