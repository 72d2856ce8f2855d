import { DefinitionList, formatDate, formatSize, Message, Panel, Stack, useLanguage, useTexts } from '../kit/index.ts'
import { Contents } from './contents.tsx'
import { visible, type IntakeItem } from './item.ts'
import { intakeTexts } from './texts.ts'
import { warningWords } from './warnings.ts'

/** What was read of a submission: warnings first, then who, what and with which attachments. */
export function Reading({ item }: { item: IntakeItem }) {
  const all = useTexts(intakeTexts)
  const t = all.item
  const paper = item.details?.paper
  const language = useLanguage()
  const alike = item.warnings.filter(({ kind }) => kind === 'already-here').flatMap(({ items }) => Array.isArray(items) ? items.map(String) : [])
  const warnings = item.warnings.filter(({ kind }) => kind !== 'already-here').map((warning) => warningWords(language, warning)).filter((words) => words !== null)
  const { sender } = item
  return (
    <Stack gap="l">
      {item.duplicateOf && (
        <Message tone="warning" quiet title={t.duplicate}>
          {t.duplicateLead} <a href={`/dokumenty/${item.duplicateOf.documentId}`}>{item.duplicateOf.referenceNumber}</a>.
        </Message>
      )}
      {alike.length > 0 && (
        <Message tone="warning" quiet title={t.alike}>
          {alike.map((id, index) => <span key={id}>{index > 0 && ', '}<a href={`/podatelna/${id}`}>{t.alikeOpen}</a></span>)}
        </Message>
      )}
      {warnings.length > 0 && (
        <Message tone="warning" quiet title={t.warnings}>
          <ul>{warnings.map((words, index) => <li key={index}>{words}</li>)}</ul>
        </Message>
      )}
      <Panel title={t.what}>
        <DefinitionList facts={[
          [t.sender, sender ? <>{sender.name}{sender.name && <br />}<span className={sender.name ? 'muted' : undefined}>{sender.email}</span></> : t.unknownSender],
          [t.sent, item.sentAt && formatDate(language, item.sentAt, 'moment')],
          [t.received, formatDate(language, item.receivedAt, 'moment')],
          [t.file, `${item.name}, ${formatSize(language, item.size)}`],
          [t.declaredName, item.declaredName && <bdi className="intake__declared">{visible(item.declaredName)}</bdi>],
          [t.pages, item.pages],
          [all.paper.facts, paper && all.paper.factsText(paper.sheets, paper.annexes, paper.otherAnnexes)],
        ]} />
      </Panel>
      {item.quarantine ? null : <Contents item={item} />}
    </Stack>
  )
}
