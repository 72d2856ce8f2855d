import { automaton } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, type Result } from '../../kernel/result.ts'
import { perform } from '../audit/index.ts'
import { noteInDeed } from '../circulation/index.ts'
import { readDocument, settleDocument, type Document, type RecordsDeps, type Settlement } from '../records/index.ts'
import { rule, settleTask } from './model-rule.ts'
import { readConsignment } from './store.ts'
import { readAnswered, readLetterKind } from './store-letter.ts'
import { notices } from './texts-record.ts'

/**
 * Settles what a document answers, once it has left, because whoever sent it asked for that. What was settled meanwhile stays as it
 * was; when it cannot be settled, whoever sent it is told. Safe to repeat.
 */
export async function settleAnswered(deps: RecordsDeps, tenantId: Id<'Tenant'>, dispatchId: Id<'Dispatch'>): Promise<void> {
  const consignment = await readConsignment(deps.db, tenantId, dispatchId)
  const document = consignment && await readDocument(deps.db, tenantId, consignment.documentId)
  if (!consignment || !document) throw new Error(`dispatch ${dispatchId} carries no document`)
  const actor = automaton(tenantId, rule)
  const kind = await readLetterKind(deps.db, tenantId, document.id)
  const others = await readAnswered(deps.db, tenantId, document.id)
  const way: Settlement = kind === 'forward' ? { way: 'postoupenim', note: notices.forwarded(consignment.recipient, document.referenceNumber) } : { way: 'dokumentem', note: null }
  const together: Settlement = { way: 'jinyZpusob', note: notices.answeredTogether(document.referenceNumber) }
  for (const [id, settlement] of [...answeredBy(document).map((one) => [one, way] as const), ...others.map((one) => [one, together] as const)]) {
    const done = await settleDocument(deps, actor, id, settlement, { key: `${settleTask}:${dispatchId}:${id}` })
    if (done.ok || done.refusal === 'already-settled' || done.refusal === 'key-reused') continue
    const text = notices.notSettled(document.referenceNumber)
    await perform(deps, actor, { name: 'tell-not-settled', key: `${settleTask}.told:${dispatchId}:${id}` }, async (deed): Promise<Result<null, string>> => {
      const put = await noteInDeed(deed, id, { kind: 'person', id: consignment.askedBy }, text)
      return put.ok ? accept(null) : put
    })
  }
}

const answeredBy = ({ answersId }: Document): readonly Id<'Document'>[] => answersId ? [answersId] : []
