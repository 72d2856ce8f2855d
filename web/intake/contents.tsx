import { useState } from 'react'
import { formatSize, Icon, Panel, useLanguage, useTexts } from '../kit/index.ts'
import { PreviewAt } from '../records/index.tsx'
import { useShortcuts } from '../shell/use-shortcuts.ts'
import type { IntakeItem } from './item.ts'
import { intakeTexts } from './texts.ts'

/** What came and what hung on it, one of it shown; digits choose, as they do in a list of few things. */
export function Contents({ item }: { item: IntakeItem }) {
  const t = useTexts(intakeTexts).item
  const language = useLanguage()
  const [shown, show] = useState(0)
  const contents = [{ name: t.original, size: item.size, within: undefined }, ...item.parts]
  const digits = contents.slice(0, 9).map((_, index) => [String(index + 1), () => show(index)] as const)
  useShortcuts(Object.fromEntries(digits))
  const address = (index: number) => `/api/intake/${item.id}/contents/${index}`
  return (
    <Panel title={t.contents} flush>
      <ul className="intake__parts">
        {contents.map(({ name, size, within }, index) => (
          <li key={index} data-nested={within ? true : undefined}>
            <button type="button" className="intake__part" aria-pressed={index === shown} onClick={() => show(index)}>{name}</button>
            <span className="muted small">{within ? `${within.slice(0, -1).join(' › ')} · ` : ''}{formatSize(language, size)}</span>
            <a className="button" data-look="plain" data-size="s" data-icon-only href={address(index)} download title={t.download}>
              <Icon name="download" /><span className="visually-hidden">{t.download}: {name}</span>
            </a>
          </li>
        ))}
      </ul>
      <PreviewAt key={shown} address={address(shown)} name={contents[shown]?.name ?? ''} />
    </Panel>
  )
}
