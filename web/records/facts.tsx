import { useDirectory } from '../identity/index.tsx'
import { DefinitionList, formatDate, Panel, useLanguage, useTexts } from '../kit/index.ts'
import type { RecordsDocument } from './document.ts'
import { recordsTexts } from './texts.ts'

/** What is known about a document. */
export function Facts({ document }: { document: RecordsDocument }) {
  const all = useTexts(recordsTexts)
  const t = all.facts
  const language = useLanguage()
  const { unitName, personName } = useDirectory()
  const { file, party } = document
  const incoming = document.direction === 'incoming'
  const answered = document.siblings.find(({ id }) => id === document.answersId)
  const at = (instant: string | null) => instant && formatDate(language, instant, 'moment')
  const settled = [at(document.settledAt), document.settledWay && all.settling.settledWay[document.settledWay], document.settledNote].filter(Boolean).join(' – ')
  return (
    <Panel title={t.title}>
      <DefinitionList facts={[
        [incoming ? t.sender : t.addressee, party && <a href={`/rejstrik/${party.id}`}>{party.name}</a>],
        [t.email, party?.email && <a href={`mailto:${party.email}`}>{party.email}</a>],
        [t.address, party?.address.join(', ')],
        [t.dataBox, party?.dataBox],
        [t.senderReference, document.senderReference],
        [t.answers, answered && <a href={`/dokumenty/${answered.id}`}>{answered.referenceNumber}</a>],
        [incoming ? t.received : t.created, at(document.receivedAt ?? document.createdAt)],
        [t.channel, document.channel && (all.channels[document.channel] ?? document.channel)],
        [t.holder, <>{unitName(file.holderUnitId)}<br /><span className="muted">{personName(file.holderPersonId) ?? t.nobodyYet}</span></>],
        [t.due, file.dueOn && formatDate(language, file.dueOn)],
        [t.settled, settled],
        [t.sent, at(document.dispatchedAt)],
        [t.fileReference, file.fileReference && <a href={`/spisy/${file.id}`}>{file.fileReference}</a>],
        [t.uniqueId, document.uniqueId],
      ]} />
    </Panel>
  )
}
