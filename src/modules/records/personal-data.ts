import { dayOf } from '../../kernel/day.ts'
import { erasedName, freeIds, latest, type ContentRef, type Keeper, type PersonalItem, type Register, type Scope } from '../privacy/index.ts'
import type { Party } from './model.ts'
import { likeness, nameWords } from './model-party.ts'
import { readComponents } from './store-component.ts'
import { lockParties } from './store-party.ts'
import {
  eraseParties, findAlikeParties, findParties, forgetFound, forgetTexts, readDocumentContents, readErased, readFamily, readFreeTexts, readNeeded, readPersonalDocuments, writeFreeText,
} from './store-personal.ts'

const shown = ({ id, name, email, address, bornOn, ico }: Party) => (
  { kind: 'party' as const, id, name, hints: [email, address.join(', '), bornOn, ico].filter((hint): hint is NonNullable<typeof hint> => Boolean(hint)) })
const yearOf = (at: Date) => Number(dayOf(at).slice(0, 4))

/** Who is who in the register of persons, for whoever answers persons about their data. */
export const personalRegister: Register = {
  find: async (db, tenantId, text, limit) => (await findParties(db, tenantId, text, limit)).map(shown),
  async family(db, tenantId, ids) {
    const family = await readFamily(db, tenantId, ids)
    return ids.every((id) => family.some((party) => party.id === id)) ? family.map(({ id }) => id) : undefined
  },
  async alike(db, tenantId, ids) {
    const family = await readFamily(db, tenantId, ids)
    const found = new Map<string, { party: Party; why: readonly string[] }>()
    for (const party of family) {
      for (const other of await findAlikeParties(db, tenantId, party, nameWords(party.name).filter((word) => word.length > 2))) {
        const hint = likeness(party, other)
        if (hint && !family.some(({ id }) => id === other.id)) found.set(other.id, { party: other, why: hint.why })
      }
    }
    return [...found.values()].map(({ party, why }) => ({ ...shown(party), why }))
  },
  documents: async (db, tenantId, ids, at) => (await readPersonalDocuments(db, tenantId, ids, yearOf(at))).map(({ document, hold }) => ({ id: document.id, hold })),
  lock: async ({ tx, actor }, ids) => void await lockParties(tx, actor.tenantId, ids),
}

/** The records of the register themselves. They stay as long as a document of theirs does. */
export const registerKeeper: Keeper = {
  section: 'register',
  async collect(db, scope) {
    if (scope.subject.kind !== 'party') return []
    const [parties, erased] = [await readFamily(db, scope.tenantId, scope.subject.ids), await readErased(db, scope.tenantId, scope.subject.ids)]
    return parties.filter(({ id }) => !erased.includes(id)).map((party) => itemOfParty(party, scope))
  },
  async erase({ tx, at, actor: { tenantId } }, { subject, documents }) {
    if (subject.kind !== 'party') return []
    if (documents.every(({ hold }) => hold === null)) await eraseParties(tx, tenantId, subject.ids, erasedName, at)
    return subject.ids
  },
}

function itemOfParty({ id, kind, name, email, address, dataBox, ico, bornOn }: Party, { documents }: Scope): PersonalItem {
  const held = latest(documents.map(({ hold }) => hold))
  return {
    place: 'records.party', id, documentId: null, title: name, contents: [],
    facts: { kind, name, email, address: [...address], dataBox, ico, bornOn },
    tells: [name, email, dataBox, ico, bornOn, ...address].filter((tell) => tell !== null), hold: held && { ...held, reason: 'documents' },
  }
}

/** Documents from and to the person: their headers, and what the person sent. */
export const documentsKeeper: Keeper = {
  section: 'documents',
  async collect(db, { tenantId, subject, at }) {
    if (subject.kind !== 'party') return []
    const documents = await readPersonalDocuments(db, tenantId, subject.ids, yearOf(at))
    const components = await readComponents(db, tenantId, documents.map(({ document }) => document.id))
    return documents.map(({ document, file, hold }) => ({
      place: 'records.document', id: document.id, documentId: document.id, title: document.referenceNumber, hold, tells: [],
      facts: {
        subject: document.subject, direction: document.direction, fileReference: file.fileReference, uniqueId: document.uniqueId, senderReference: document.senderReference,
        receivedAt: document.receivedAt?.toISOString() ?? null, dispatchedAt: document.dispatchedAt?.toISOString() ?? null, state: document.state, settledWay: document.settledWay,
      },
      contents: document.direction === 'incoming' ? components.filter((each) => each.documentId === document.id && each.role !== 'proof' && each.role !== 'source').flatMap(contentOf) : [],
    }))
  },
  async erase({ tx, actor: { tenantId } }, scope, mentions) {
    const free = freeIds(scope)
    if (free.length === 0) return []
    const texts = await readFreeTexts(tx, tenantId, free)
    for (const text of texts.filter((each) => mentions.isIn(each.text))) await writeFreeText(tx, tenantId, text, mentions.without(text.text))
    const files = [...new Set(texts.filter(({ table }) => table === 'file').map(({ id }) => id))]
    await forgetFound(tx, tenantId, [...free, ...files])
    const contents = await readDocumentContents(tx, tenantId, free)
    const needed = await readNeeded(tx, tenantId, contents, free)
    await forgetTexts(tx, tenantId, contents.filter((sha256) => !needed.includes(sha256)))
    return [...free, ...files, ...texts.filter(({ table }) => table === 'component' || table === 'change').map(({ id }) => id)]
  },
  frees: (db, scope) => readDocumentContents(db, scope.tenantId, freeIds(scope)),
  needs: (db, scope, contents) => readNeeded(db, scope.tenantId, contents, freeIds(scope)),
}

const contentOf = ({ name, versions }: { readonly name: string; readonly versions: readonly { readonly sha256: ContentRef['sha256']; readonly size: number }[] }): ContentRef[] => {
  const last = versions.at(-1)
  return last ? [{ name, sha256: last.sha256, size: last.size }] : []
}
