import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { Button, Dialog, Icon, Message, plural, showToast, Skeleton, Stack, useLanguage, useTexts } from '../kit/index.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { previewQuery, startBulk, type BulkAction, type BulkKind, type Preview, type Targets } from './bulk.ts'
import { useBulkForm } from './bulk-form.tsx'
import { bulkTexts, documentForms } from './bulk-texts.ts'
import { BulkProgress } from './bulk-progress.tsx'

interface Props { readonly kind: Exclude<BulkKind, 'undo'>, readonly targets: Targets, readonly onClose: () => void, readonly onStarted: (bulkId: string) => void }

/** Asks what an action needs, shows what it would do to each item as soon as it knows, and does exactly what it has shown. */
export function BulkDialog({ kind, targets, onClose, onStarted }: Props) {
  const t = useTexts(bulkTexts)
  const language = useLanguage()
  const { action: typed, fields } = useBulkForm(kind)
  const action = useDeferredValue(typed)
  const preview = useQuery(previewQuery(action, targets))
  const start = useDeed(([what, shown]: readonly [BulkAction, Preview]) => startBulk(what, shown, targets), {
    onDone: ({ bulkId }) => {
      showToast({ tone: 'info', title: t.titles[kind], actions: <BulkProgress id={bulkId} /> })
      onStarted(bulkId)
    },
  })
  const shown = action === typed && action !== null ? preview.data : undefined
  const count = plural(language, shown?.can ?? 0, documentForms[language])
  return (
    <Dialog open onClose={onClose} size="l" title={t.titles[kind]} actions={
      <Button look="primary" busy={start.isPending} disabled={!shown || shown.can === 0}
        onClick={() => { if (action && shown) start.mutate([action, shown]) }}>{shown && shown.can > 0 ? `${t.do[kind]}: ${count}` : t.do[kind]}</Button>
    }>
      <Stack>
        {start.error && <Failure error={start.error} />}
        {fields}
        <section className="bulk-preview" aria-label={t.preview} aria-live="polite">
          {typed === null && <p className="muted">{t.previewLead}</p>}
          {typed !== null && preview.error && <Failure error={preview.error} onAgain={() => void preview.refetch()} />}
          {typed !== null && !preview.error && !shown && <Skeleton lines={3} />}
          {shown && <PreviewList preview={shown} />}
        </section>
      </Stack>
    </Dialog>
  )
}

function PreviewList({ preview }: { preview: Preview }) {
  const t = useTexts(bulkTexts)
  const language = useLanguage()
  const counted = (count: number) => plural(language, count, documentForms[language])
  return (
    <Stack gap="s">
      {preview.can > 0 ? <p><strong>{t.can(counted(preview.can))}</strong></p> : <Message tone="warning" title={t.nothing} quiet />}
      {preview.cannot > 0 && (
        <Message tone="warning" quiet title={t.cannot(counted(preview.cannot))}>
          <ul>{preview.reasons.map(({ refusal, why, count }) => <li key={refusal}>{why} ({count})</li>)}</ul>
        </Message>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that scrolls must be reached by the keyboard */}
      <ul className="bulk-preview__items" tabIndex={0} aria-label={t.preview}>
        {preview.items.map((item) => (
          <li key={item.itemId} data-can={item.can}>
            <Icon name={item.can ? 'check' : 'cross'} size="s" />
            <span><span className="inbox__number">{item.document?.referenceNumber ?? t.unseen}</span> {item.document?.subject}<span className="table__secondary">{item.words}</span></span>
          </li>
        ))}
      </ul>
      {preview.items.length < preview.total && <p className="muted small">{t.shown(preview.items.length)}</p>}
    </Stack>
  )
}
