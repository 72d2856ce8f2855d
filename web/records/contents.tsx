import { useState } from 'react'
import { Button, EmptyState, formatDate, formatSize, Icon, Message, Panel, SelectField, Skeleton, useLanguage, useTexts } from '../kit/index.ts'
import { Comparison } from './comparison.tsx'
import { firstShown, readable, type Component, type NotedChange, type RecordsDocument, type Version } from './document.ts'
import { PreviewPane } from './preview.tsx'
import { contentAddress } from './queries.ts'
import type { ShownContent } from './shown.ts'
import { recordsTexts } from './texts.ts'

/** The parts of a document and a look into the chosen one. */
export function Contents({ document, shown = {} }: { document: RecordsDocument, shown?: ShownContent | undefined }) {
  const t = useTexts(recordsTexts).contents
  const [chosenId, choose] = useState<string | null>(shown.cast ?? null)
  const [chosenVersion, chooseVersion] = useState<number | null>(shown.verze ?? null)
  const [compared, compare] = useState<number | null>(shown.porovnat ?? null)
  const parts = readable(document.components)
  const chosen = parts.find(({ id }) => id === chosenId) ?? firstShown(parts)
  const version = chosen?.versions.find(({ number }) => number === chosenVersion) ?? chosen?.versions.at(-1)
  if (!chosen || !version) {
    return <Panel title={t.title}>{document.direction === 'outgoing' ? <><p className="muted">{t.preparing}</p><Skeleton /></> : <EmptyState title={t.nothing} />}</Panel>
  }
  return (
    <Panel title={t.title} flush actions={<Versions part={chosen} version={version} compared={compared} onChoose={chooseVersion} onCompare={compare} />}>
      <ul className="parts" aria-label={t.parts}>
        {parts.map((part) => (
          <Part key={part.id} documentId={document.id} part={part} chosen={part === chosen} onChoose={() => { choose(part.id); chooseVersion(null); compare(null) }} />
        ))}
      </ul>
      <Changes changes={document.changes.filter(({ componentId, number }) => componentId === chosen.id && number === version.number)} />
      {compared === null || compared === version.number
        ? <PreviewPane documentId={document.id} component={chosen} version={version.number} />
        : <Comparison documentId={document.id} component={chosen} version={version.number} from={compared} />}
    </Panel>
  )
}

/** Why there is this version beside a signed one, the one before it, or that it was taken back. */
function Changes({ changes }: { changes: readonly NotedChange[] }) {
  const t = useTexts(recordsTexts).contents
  const language = useLanguage()
  return changes.map(({ kind, number, reason, at, by }) => (
    <div key={kind} className="parts__note"><Message quiet tone={kind === 'withdrawal' ? 'warning' : 'info'} title={t.changes[kind](kind === 'withdrawal' ? number : number - 1)}>{reason} <span className="muted small">{[by, formatDate(language, at, 'moment')].filter(Boolean).join(', ')}</span></Message></div>
  ))
}

function Part({ documentId, part, chosen, onChoose }: { documentId: string, part: Component, chosen: boolean, onChoose: () => void }) {
  const t = useTexts(recordsTexts)
  const language = useLanguage()
  const latest = part.versions.at(-1)
  if (!latest) return null
  return (
    <li className="parts__item" data-chosen={chosen || undefined}>
      <button type="button" className="parts__open" aria-pressed={chosen} onClick={onChoose}>
        <span className="parts__name">{part.name}</span>
        <span className="muted small">{[t.roles[part.role], formatSize(language, latest.size), part.versions.length > 1 && t.contents.versionOf(latest.number, part.versions.length)].filter(Boolean).join(' · ')}</span>
      </button>
      <a className="button" data-look="plain" data-size="s" data-icon-only href={contentAddress(documentId, part.id, latest.number)} download title={t.contents.download}>
        <Icon name="download" /><span className="visually-hidden">{t.contents.download}: {part.name}</span>
      </a>
    </li>
  )
}

interface VersionsProps {
  readonly part: Component, readonly version: Version
  /** The version it is compared with. */
  readonly compared: number | null
  readonly onChoose: (number: number) => void, readonly onCompare: (number: number | null) => void
}

/** Which version is shown, and with which it is compared: the one before it, unless another is chosen. */
function Versions({ part, version, compared, onChoose, onCompare }: VersionsProps) {
  const t = useTexts(recordsTexts).contents
  const language = useLanguage()
  if (part.versions.length < 2) return null
  const option = (words: string) => ({ number, createdAt }: Version) => ({ value: String(number), label: `${words} ${number}, ${formatDate(language, createdAt, 'moment')}` })
  const others = part.versions.filter(({ number }) => number !== version.number)
  const before = others.findLast(({ number }) => number < version.number) ?? others.at(-1)
  return (
    <>
      <SelectField label={t.version} labelHidden value={String(version.number)} options={part.versions.toReversed().map(option(t.version))}
        onChange={(event) => { onChoose(Number(event.target.value)); if (Number(event.target.value) === compared) onCompare(null) }} />
      {compared === null
        ? <Button size="s" onClick={() => onCompare(before?.number ?? null)}>{t.compare}</Button>
        : <>
            <SelectField label={t.compare} labelHidden value={String(compared)} options={others.toReversed().map(option(t.withVersion))} onChange={(event) => onCompare(Number(event.target.value))} />
            <Button size="s" onClick={() => onCompare(null)}>{t.compareNot}</Button>
          </>}
    </>
  )
}
