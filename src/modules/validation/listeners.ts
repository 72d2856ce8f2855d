import { z } from 'zod'
import { automaton } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import type { Listener } from '../../platform/events/index.ts'
import { perform } from '../audit/index.ts'
import { readDocument, type RecordsDeps } from '../records/index.ts'
import { judgeTask, rule } from './service.ts'

const Registered = z.object({ documentId: z.uuid().transform((id) => id as Id<'Document'>) })

/** What the room hears: of a document that came, its signatures are to be judged. */
export const validationListeners = (deps: RecordsDeps): Listener[] => [{
  name: 'validation.registered', hears: 'records.registered',
  async handle({ id, tenantId, body }) {
    const { documentId } = Registered.parse(body)
    if ((await readDocument(deps.db, tenantId, documentId))?.direction !== 'incoming') return
    await perform(deps, automaton(tenantId, rule), { name: 'validation.registered', key: `validation.registered:${id}` }, async (deed) => {
      deed.ask(judgeTask, { tenantId, documentId })
      return accept(null)
    })
  },
}]
