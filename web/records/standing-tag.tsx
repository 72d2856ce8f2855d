import { Tag, useTexts, type Tone } from '../kit/index.ts'
import { standingOf, type DocumentStanding, type Head } from './document.ts'
import { recordsTexts } from './texts.ts'

/** How far a document has got, in a word. */
export function StandingTag({ document }: { document: Pick<Head, 'direction' | 'state' | 'dispatchedAt'> }) {
  const t = useTexts(recordsTexts)
  const standing = standingOf(document)
  return <Tag state tone={tones[standing]}>{t.standing[standing]}</Tag>
}

const tones: Record<DocumentStanding, Tone | 'neutral'> = { waiting: 'info', draft: 'warning', settled: 'success', sent: 'success', closed: 'neutral' }
