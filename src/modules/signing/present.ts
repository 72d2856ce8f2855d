import type { Language } from '../../platform/i18n/index.ts'
import type { CeremonyItemState } from './model-ceremony.ts'
import type { Credential } from './model-port.ts'
import type { ShownLine } from './service-authority.ts'
import type { BookLine, BookPage } from './service-book.ts'
import type { CeremonyView, ShownItem } from './service-read.ts'
import type { ShownRule } from './service-rule.ts'
import type { Ceremony } from './model-ceremony.ts'
import { unshownWords, wordsOf } from './texts-code.ts'

/** What of the signature book leaves the server; the only way out. */
export function presentBook({ lines, names, next }: BookPage, language: Language) {
  return { items: lines.map((line) => presentLine(line, names, language)), next }
}

function presentLine({ situation, shown }: BookLine, names: ReadonlyMap<string, string>, language: Language) {
  const { work: { item, inPlaceOf }, listed: { document, file }, main, request, ruling, inspection, showing, approval, changed, oddities, openedAt, classCode, authority } = situation
  const person = (id: string | null | undefined) => (id ? { id, name: names.get(id) ?? shown.names.get(id) ?? '' } : null)
  const refusal = situation.refusal === 'obstacle' ? inspection?.obstacle ?? situation.refusal : situation.refusal
  return {
    itemId: item.id, kind: item.kind, document: { id: document.id, referenceNumber: document.referenceNumber, subject: document.subject }, file: { id: file.id, fileReference: file.fileReference },
    unit: person(file.holderUnitId), classCode, documentKind: request?.documentKind ?? null, amount: request?.amount ?? null, instruction: item.instruction,
    content: main && { componentId: main.component.id, name: main.component.name, version: main.version.number, sha256: main.version.sha256, size: main.version.size, mediaType: main.version.mediaType, pages: inspection?.pages ?? null },
    preparedBy: person(document.createdBy), askedBy: person(item.askedBy), askedAt: item.askedAt, dueOn: item.dueOn ?? file.dueOn,
    approvedBy: approval && { ...person(approval.by), at: approval.at }, inPlaceOf: inPlaceOf && { id: inPlaceOf.personId, name: inPlaceOf.name },
    need: ruling.need, mustOpen: ruling.mustOpen, oddities, openedAt, changed, upTo: authority.ok ? authority.value.upTo : null,
    unshown: showing?.unshown && refusal === null ? unshownWords(showing.unshown, language) : null, refusal, why: refusal === null ? null : wordsOf(refusal, language),
  }
}

export function presentCeremony({ ceremony, counts, summary, forecast, unopened, onPage, credential, signerName, hand, isHandAtWork }: CeremonyView, language: Language) {
  const reasons = counts.flatMap(({ state, code, count }) => (code === null ? [] : [{ state, code, why: wordsOf(code, language), count }]))
  return {
    ...presentCeremonyRow(ceremony), signer: { id: ceremony.signerId, name: signerName }, credential: credential && presentCredential(credential), counts: countsOf(summary.counts), reasons,
    seconds: summary.seconds, secondsPerDocument: summary.secondsPerDocument, forecast, onPage, unopened: unopened.count, nextUnopened: unopened.first, hand, isHandAtWork,
  }
}

const none: Readonly<Record<CeremonyItemState, number>> = { prepared: 0, authorised: 0, signed: 0, timestamped: 0, stored: 0, failed: 0, changed: 0, excluded: 0, cancelled: 0 }
const countsOf = (counts: Readonly<Partial<Record<CeremonyItemState, number>>>) => ({ ...none, ...counts })

export function presentCeremonyRow({ id, root, total, reason, state, frozenAt, confirmation, allowed, endedAt }: Ceremony) {
  return { id, root, total, reason, state, frozenAt, allowed, endedAt, confirmedAt: confirmation?.at ?? null, proof: confirmation && { by: confirmation.proof, bound: confirmation.bound, at: confirmation.provedAt } }
}

export function presentItem({ item, isVisible, opened, forName }: ShownItem, language: Language) {
  const { ordinal, itemId, version, sha256, size, pages, need, visible, unshown, mustOpen, state, code, note, found, tries, signed, signedVersion, endedAt } = item
  return {
    ordinal, itemId, version, sha256, size, pages, need, visible, unshown: unshown === null ? null : unshownWords(unshown, language), mustOpen, opened, state, code, note, found, tries, signed, signedVersion, endedAt,
    why: code === null ? null : wordsOf(code, language), classCode: item.classCode, inPlaceOf: item.forId && { id: item.forId, name: forName },
    document: isVisible ? { id: item.documentId, referenceNumber: item.referenceNumber, subject: item.title } : null, componentId: isVisible ? item.componentId : null,
  }
}

/** Of a key only what its holder has to know to choose it; `trust` is what may be said of it before its certificate was judged. */
export function presentCredential({ id, personId, provider, label, validFrom, validTo, endedAt }: Credential) {
  return { id, provider, label, validFrom, validTo, endedAt, isSeal: personId === null, isTestKey: provider === 'soft' }
}

export function presentAuthority({ line, holderName, classCode, className }: ShownLine) {
  const { id, holder, classId, documentKind, upTo, startsOn, endsOn, basis, endedAt, madeAt } = line
  return { id, holder: { ...holder, name: holderName }, class: classId && { id: classId, code: classCode, name: className }, documentKind, upTo, startsOn, endsOn, basis, madeAt, endedAt }
}

export function presentRule({ rule, classCode, className }: ShownRule) {
  const { id, classId, documentKind, need, mustOpen, samplePercent, onChange, visible } = rule
  return { id, class: classId && { id: classId, code: classCode, name: className }, documentKind, need, mustOpen, samplePercent, onChange, visible }
}
