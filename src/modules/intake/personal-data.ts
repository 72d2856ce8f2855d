import { blank, documentIds, holdOf, type Hold, type Keeper, type Scope } from '../privacy/index.ts'
import type { Item } from './model.ts'
import { readItem } from './store.ts'
import { eraseItems, readHandedIn, readNeeded } from './store-personal.ts'

/** What the person handed in, as it came. */
export const intakeKeeper: Keeper = {
  section: 'submissions',
  async collect(db, scope) {
    return (await handedIn(db, scope)).map((item) => {
      const { id, documentId, name, declaredName, receivedAt, channel, state, reading, details, size, sha256 } = item
      const sender = details?.sender
      return {
        place: 'intake.item', id, documentId, title: reading?.subject ?? name, hold: holdOfItem(scope, item),
        facts: {
          name: declaredName ?? name, receivedAt: receivedAt.toISOString(), channel, state, subject: details?.subject ?? reading?.subject ?? null, senderName: sender?.name ?? reading?.sender?.name ?? null,
          senderEmail: sender?.email ?? reading?.sender?.email ?? null, phone: sender?.phone ?? null, address: sender?.address ?? null,
        },
        // What became a document is given back with that.
        contents: documentId === null ? [{ name, sha256, size }] : [],
        tells: [sender?.name, sender?.email, sender?.phone, sender?.address, ...lines(sender?.address), reading?.sender?.name, reading?.sender?.email].filter((tell) => tell !== undefined && tell !== ''),
      }
    }).map((item) => ({ ...item, tells: item.tells.filter((tell): tell is string => tell !== undefined) }))
  },
  async erase({ tx, actor: { tenantId } }, scope) {
    const free = (await handedIn(tx, scope)).filter((item) => holdOfItem(scope, item) === null).map(({ id }) => id)
    await eraseItems(tx, tenantId, free, blank)
    return free
  },
  /** The item itself, what was inside, what was handed in with it. */
  frees: async (db, scope) => (await handedIn(db, scope)).filter((item) => holdOfItem(scope, item) === null)
    .flatMap(({ sha256, reading, details }) => [sha256, ...(reading?.parts ?? []).map((part) => part.sha256), ...(details?.files ?? []).map((file) => file.sha256)]),
  needs: (db, { tenantId }, contents) => readNeeded(db, tenantId, contents, blank),
}

/** The document that an item became, if it became one. */
export const documentOfItem = async (db: Parameters<typeof readItem>[0], tenantId: Scope['tenantId'], id: Item['id']) => {
  const item = await readItem(db, tenantId, id)
  return item?.documentId ? [item.documentId] : undefined
}

const lines = (address: string | undefined) => (address ?? '').split(/[,\n]/)

/** Those not erased yet. */
async function handedIn(db: Parameters<typeof readHandedIn>[0], scope: Scope): Promise<Item[]> {
  if (scope.subject.kind !== 'party') return []
  const emails = scope.tells.filter((tell) => tell.includes('@')).map((tell) => tell.toLowerCase())
  return (await readHandedIn(db, scope.tenantId, documentIds(scope), emails)).filter(({ name }) => name !== blank)
}

function holdOfItem(scope: Scope, { documentId, state }: Item): Hold | null {
  if (documentId !== null) return holdOf(scope, documentId)
  return state === 'refused' ? null : { reason: 'waiting', until: null, regime: null }
}
