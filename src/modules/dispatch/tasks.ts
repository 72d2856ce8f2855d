import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import type { Task } from '../../platform/events/index.ts'
import { renderTask, sendTask, settleTask, watchTask } from './model-rule.ts'
import { setLetterByRule } from './service-answer.ts'
import { sendDispatch, type DispatchDeps } from './service-send.ts'
import { settleAnswered } from './service-settle.ts'
import { watchDispatch } from './service-watch.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const Render = z.object({ tenantId: id<'Tenant'>(), documentId: id<'Document'>() })
const Send = z.object({ tenantId: id<'Tenant'>(), dispatchId: id<'Dispatch'>() })

/** The jobs of the room. Each may be repeated freely. */
export function dispatchTasks(deps: DispatchDeps): Record<string, Task> {
  return {
    async [renderTask](payload) {
      const { tenantId, documentId } = Render.parse(payload)
      await setLetterByRule(deps, tenantId, documentId)
    },
    async [sendTask](payload, attempt) {
      const { tenantId, dispatchId } = Send.parse(payload)
      await sendDispatch(deps, tenantId, dispatchId, attempt)
    },
    async [watchTask](payload) {
      const { tenantId, dispatchId } = Send.parse(payload)
      await watchDispatch(deps, tenantId, dispatchId)
    },
    async [settleTask](payload) {
      const { tenantId, dispatchId } = Send.parse(payload)
      await settleAnswered(deps, tenantId, dispatchId)
    },
  }
}
