import { marked, snippet, type Marked } from './model-marks.ts'
import type { Question } from './model-query.ts'
import type { Found, FoundPage } from './service-search.ts'
import type { FoundDocument, FoundFile, FoundParty, HitKey } from './store-search.ts'

/** What of a search leaves the server: texts with places of what was found in them, never markup. */
export function presentPage({ question, found, next, didYouMean }: FoundPage) {
  return { items: found.map((one) => presentFound(one, question)), next: next && keyText(next), didYouMean }
}

export function presentFound(found: Found, question: Question) {
  switch (found.kind) {
    case 'document': return presentDocument(found.document, question)
    case 'file': return presentFile(found.file, question)
    case 'party': return presentParty(found.party, question)
  }
}

function presentDocument(document: FoundDocument, question: Question) {
  const { id, direction, state, dispatchedAt, createdAt, holderUnitId, holderPersonId, dueOn, party, contents } = document
  return {
    kind: 'document' as const, id, documentId: id, direction, state, dispatchedAt, createdAt, holderUnitId, holderPersonId, dueOn,
    title: marked(document.subject, question), number: marked(numberToShow(document, question), question), fileReference: marked(document.fileReference, question),
    party: party === null ? null : marked(party, question), content: contentOf(contents, question),
  }
}

/** The reference number, unless it was another number of the document that was looked for. */
function numberToShow({ referenceNumber, uniqueId, senderReference }: FoundDocument, question: Question): string {
  const others = [uniqueId, senderReference ?? '']
  if (marked(referenceNumber, question).marks.length > 0) return referenceNumber
  return others.find((number) => number !== '' && question.wanted.some(({ kind }) => kind === 'number') && marked(number, question).marks.length > 0) ?? referenceNumber
}

/** The content where it was found: its name, and the piece of its text around the first place. */
function contentOf(contents: FoundDocument['contents'], question: Question): { name: Marked; text: Marked | null } | null {
  const named = contents.map(({ name, text }) => ({ name: marked(name, question), text: text === null ? null : snippet(text, question) }))
  return named.find(({ text }) => text !== null) ?? named.find(({ name }) => name.marks.length > 0) ?? null
}

function presentFile(file: FoundFile, question: Question) {
  const { id, documentId, state, createdAt, holderUnitId, holderPersonId, dueOn } = file
  return { kind: 'file' as const, id, documentId, state, createdAt, holderUnitId, holderPersonId, dueOn, title: marked(file.subject, question), number: marked(file.fileReference, question) }
}

function presentParty({ id, name, email, address, dataBox }: FoundParty, question: Question) {
  const lines = [...address, email ?? '', dataBox ?? ''].filter(Boolean).join(', ')
  return { kind: 'party' as const, id, title: marked(name, question), detail: marked(lines, question) }
}

export const keyText = ({ id, rank }: HitKey) => `${rank}~${id}`

/** `keyText` back; nothing for what it never writes. */
export function readKey(text: string): HitKey | null {
  const [, rank, id] = /^(\d{1,3}(?:\.\d{1,20})?(?:e-\d{1,3})?)~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? []
  return rank === undefined || id === undefined ? null : { rank: Number(rank), id }
}
