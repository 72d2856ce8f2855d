import { diffWordsWithSpace } from 'diff'
import { useMemo } from 'react'
import { useTexts } from './language.tsx'
import { kitTexts } from './texts.ts'

/** One text against another, word by word: what went out is struck, what came in is marked; both are also said to a screen reader. */
export function Changes({ before, after, label }: { before: string, after: string, label: string }) {
  const t = useTexts(kitTexts).changes
  const parts = useMemo(() => diffWordsWithSpace(before, after, { timeout: 500 }), [before, after])
  if (!parts) return <p className="changes" aria-label={label}>{after}</p>
  if (parts.every(({ added, removed }) => !added && !removed)) return <p className="muted">{t.none}</p>
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- a long text scrolls, so the keyboard must reach it
    <div className="changes" role="region" aria-label={label} tabIndex={0}>
      {parts.map(({ value, added, removed }, index) => {
        const key = `${index}`
        if (added) return <ins key={key}><span className="visually-hidden"> {t.added} </span>{value}</ins>
        if (removed) return <del key={key}><span className="visually-hidden"> {t.removed} </span>{value}</del>
        return <span key={key}>{value}</span>
      })}
    </div>
  )
}
