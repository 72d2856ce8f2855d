import { DefinitionList, formatDate, formatSize, Message, Panel, Stack, useLanguage, useTexts } from '../kit/index.ts'
import type { IntakeItem } from './item.ts'
import { intakeTexts } from './texts.ts'
import { warningWords } from './warnings.ts'

/** Characters of text that the reception keeps beside the original. */
const keptText = 5_000

/** What was read of a submission: warnings first, then who, what and with which attachments. */
export function Reading({ item }: { item: IntakeItem }) {
  const t = useTexts(intakeTexts).item
  const language = useLanguage()
  const warnings = item.warnings.map((warning) => warningWords(language, warning)).filter((words) => words !== null)
  const { sender } = item
  return (
    <Stack gap="l">
      {item.duplicateOf && (
        <Message tone="warning" quiet title={t.duplicate}>
          {t.duplicateLead} <a href={`/dokumenty/${item.duplicateOf.documentId}`}>{item.duplicateOf.referenceNumber}</a>.
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
          [t.pages, item.pages],
        ]} />
      </Panel>
      <Panel title={t.text}>
        {item.text.trim() ? <div className="intake__text">{item.text.trim()}</div> : <p className="muted">{t.noText}</p>}
        {item.text.length >= keptText && <p className="muted small">{t.cut}</p>}
      </Panel>
      <Panel title={t.parts} flush>
        {item.parts.length === 0 ? <p className="intake__none muted">{t.noParts}</p> : (
          <ul className="intake__parts">
            {item.parts.map((part, index) => (
              <li key={index}><span className="intake__part">{part.name}</span><span className="muted small">{part.mediaType} · {formatSize(language, part.size)}</span></li>
            ))}
          </ul>
        )}
      </Panel>
    </Stack>
  )
}
