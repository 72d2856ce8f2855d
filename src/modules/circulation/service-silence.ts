import { z } from 'zod'
import { automaton } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import type { Task } from '../../platform/events/index.ts'
import { perform, type DeedDeps } from '../audit/index.ts'
import { isOpen } from '../records/index.ts'
import { consentBySilence } from './model-verbs.ts'
import { awaitSilence, silenceTask } from './service-announce.ts'
import { lockWork, settleItem } from './service-course.ts'
import { reasons } from './texts-record.ts'

const Silence = z.object({ tenantId: z.uuid().transform((id) => id as Id<'Tenant'>), itemId: z.uuid().transform((id) => id as Id<'WorkItem'>) })

/** Waits for the day by which somebody could have spoken. */
export const silenceTasks = (deps: DeedDeps): Readonly<Record<string, Task>> => ({
  async [silenceTask](payload) {
    const { tenantId, itemId } = Silence.parse(payload)
    await closeSilent(deps, tenantId, itemId)
  },
})

/**
 * When the day has passed by which somebody could have spoken, silence is consent: once, whoever else asks at the same moment, and not
 * for those who have answered. Asked too early, it waits on.
 */
export async function closeSilent(deps: DeedDeps, tenantId: Id<'Tenant'>, itemId: Id<'WorkItem'>): Promise<void> {
  await perform(deps, automaton(tenantId, 'mlčení znamená souhlas'), { name: 'circulation.silence' }, async (deed) => {
    const found = await lockWork(deed, itemId)
    if (!found.ok || !isOpen(found.value.file)) return accept(null)
    const { item, course } = found.value
    const stage = course?.stages.find(({ id }) => id === item.stageId)
    if (item.state !== 'open' || item.dueOn === null || stage?.rule !== 'silence') return accept(null)
    if (item.dueOn >= dayOf(deed.at)) await awaitSilence(deed, itemId, item.dueOn)
    else await settleItem(deed, found.value, consentBySilence(item, reasons.silence, deed.at), { event: 'Vyjadreni', payload: { outcome: 'silent', answer: reasons.silence } })
    return accept(null)
  })
}
