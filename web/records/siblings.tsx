import { formatDate, Panel, useLanguage, useTexts } from '../kit/index.ts'
import type { RecordsDocument } from './document.ts'
import { StandingTag } from './standing-tag.tsx'
import { recordsTexts } from './texts.ts'

/** The other documents of the same file. */
export function Siblings({ document }: { document: RecordsDocument }) {
  const t = useTexts(recordsTexts)
  const language = useLanguage()
  return (
    <Panel title={t.siblings.title}>
      {document.siblings.length === 0 ? <p className="muted">{t.siblings.none}</p> : (
        <ul className="siblings">
          {document.siblings.map((other) => (
            <li key={other.id}>
              <a href={`/dokumenty/${other.id}`}>{other.subject}</a>
              <span className="muted small">{other.referenceNumber} · {t.directions[other.direction]} · {formatDate(language, other.createdAt)}</span>
              <span><StandingTag document={other} /></span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
