import type { ReactNode } from 'react'
import { formatDate } from './dates.ts'
import { Icon } from './icon.tsx'
import { useLanguage, useTexts } from './language.tsx'
import { kitTexts } from './texts.ts'

export type Phase = 'done' | 'current' | 'ahead' | 'refused'

export interface Moment {
  readonly key: string
  readonly title: ReactNode
  readonly phase?: Phase | undefined
  /** ISO instant or plain day. */
  readonly at?: string | undefined
  readonly by?: ReactNode | undefined
  readonly body?: ReactNode | undefined
}

/** What happened, is happening and will happen, in order. The phase is also said in words. */
export function Timeline({ moments, label }: { moments: readonly Moment[], label?: string | undefined }) {
  const language = useLanguage()
  const t = useTexts(kitTexts)
  return (
    <ol className="timeline" aria-label={label}>
      {moments.map(({ key, title, phase = 'done', at, by, body }) => (
        <li key={key} className="timeline__item" data-phase={phase} aria-current={phase === 'current' ? 'step' : undefined}>
          <span className="timeline__mark" aria-hidden="true">
            {phase === 'done' && <Icon name="check" />}
            {phase === 'refused' && <Icon name="cross" />}
          </span>
          <div>
            <div className="timeline__title">{title}<span className="visually-hidden"> ({t.phase[phase]})</span></div>
            {(at || by) && (
              <div className="timeline__meta">
                {at && <time dateTime={at}>{formatDate(language, at, at.length > 10 ? 'moment' : 'day')}</time>}
                {at && by && ' · '}{by}
              </div>
            )}
            {body && <div className="timeline__body">{body}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
