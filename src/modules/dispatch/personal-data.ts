import { documentIds, erasedName, freeIds, holdOf, type Hold, type Keeper, type Scope } from '../privacy/index.ts'
import type { Consignment } from './model.ts'
import { readConsignment } from './store.ts'
import { dropDrafts, eraseSendings, readSendings } from './store-personal.ts'

/** What the office sent to a person: where, when, and how it ended. */
export const dispatchKeeper: Keeper = {
  section: 'consignments',
  async collect(db, scope) {
    return (await sendings(db, scope)).map((consignment) => {
      const { id, documentId, channel, recipient, email, address, state, askedAt, sentAt, deliveredAt, postingNumber, response } = consignment
      return {
        place: 'dispatch.consignment', id, documentId, title: 'Zásilka', contents: [], hold: holdOfSending(scope, consignment),
        facts: {
          channel, recipient, email, address: [...address], state, askedAt: askedAt.toISOString(), sentAt: sentAt?.toISOString() ?? null, deliveredAt: deliveredAt?.toISOString() ?? null,
          postingNumber, response,
        },
        tells: [recipient, email, ...address].filter((tell) => tell !== null && tell !== ''),
      }
    }).map((item) => ({ ...item, tells: item.tells.filter((tell): tell is string => tell !== null) }))
  },
  async erase({ tx, actor: { tenantId } }, scope) {
    const free = (await sendings(tx, scope)).filter((consignment) => holdOfSending(scope, consignment) === null).map(({ id }) => id)
    await eraseSendings(tx, tenantId, free, erasedName)
    await dropDrafts(tx, tenantId, freeIds(scope))
    return free
  },
}

/** The document that a sending carries. */
export const documentOfDispatch = async (db: Parameters<typeof readConsignment>[0], tenantId: Scope['tenantId'], id: Consignment['id']) => {
  const sent = await readConsignment(db, tenantId, id)
  return sent && [sent.documentId]
}

/** Those not erased yet. */
async function sendings(db: Parameters<typeof readSendings>[0], scope: Scope): Promise<Consignment[]> {
  if (scope.subject.kind !== 'party') return []
  return (await readSendings(db, scope.tenantId, documentIds(scope), scope.subject.ids)).filter(({ recipient }) => recipient !== erasedName)
}

/** A copy sent of somebody else's document is kept with it. */
const holdOfSending = (scope: Scope, { documentId }: Consignment): Hold | null =>
  (documentIds(scope).includes(documentId) ? holdOf(scope, documentId) : { reason: 'documents', until: null, regime: null })
