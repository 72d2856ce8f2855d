import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import type { Task } from '../../platform/events/index.ts'
import { judgeOwn, judgeOwnTask } from './service-own.ts'
import { judgeDocument, judgeTask, type ValidationDeps } from './service.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const Judge = z.object({ tenantId: id<'Tenant'>(), documentId: id<'Document'>() })

const JudgeOwn = z.object({ tenantId: id<'Tenant'>(), documentIds: z.array(id<'Document'>()) })

/** The jobs of the room. Each may be repeated freely. */
export const validationTasks = (deps: ValidationDeps): Record<string, Task> => ({
  async [judgeTask](payload, attempt) {
    const { tenantId, documentId } = Judge.parse(payload)
    const { later } = await judgeDocument(deps, tenantId, documentId)
    if (later && attempt && !attempt.isLast) throw new EvidenceMissing(documentId)
  },
  async [judgeOwnTask](payload, attempt) {
    const { tenantId, documentIds } = JudgeOwn.parse(payload)
    const { later } = await judgeOwn(deps, tenantId, documentIds)
    if (later && attempt && !attempt.isLast) throw new EvidenceMissing(`${documentIds.length} documents of the office`)
  },
})

/** Makes the job come back, later each time: authorities publish lists hours after they revoke. */
class EvidenceMissing extends Error {
  override readonly name = 'EvidenceMissing'
  constructor(documentId: string) {
    super(`evidence for the signatures of ${documentId} cannot be had now`)
  }
}
