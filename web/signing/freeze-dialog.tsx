import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, Dialog, Message, plural, SelectField, Skeleton, Stack, TextField, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useNow } from '../shell/use-now.ts'
import { isUsable, type Line, type SigningKey } from './model.ts'
import { keysQuery } from './queries.ts'
import { documentForms, signingTexts } from './texts.ts'
import { keyWords } from './words.ts'

/** Before a list is frozen: what is chosen, what is left out and why, and by which key. */
export function FreezeDialog({ lines, onClose }: { lines: readonly Line[], onClose: () => void }) {
  const t = useTexts(signingTexts)
  const found = useQuery(keysQuery)
  const now = useNow()
  const keys = found.data?.keys.filter((key) => isUsable(key, now))
  if (keys && keys.length > 0) return <ReadyDialog lines={lines} keys={keys} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={t.freezing.title}>
      {found.error ? <Failure error={found.error} onAgain={() => void found.refetch()} /> : keys ? <Message quiet tone="warning" title={t.noKey}>{t.noKeyLead}</Message> : <Skeleton />}
    </Dialog>
  )
}

function ReadyDialog({ lines, keys, onClose }: { lines: readonly Line[], keys: readonly SigningKey[], onClose: () => void }) {
  const t = useTexts(signingTexts).freezing
  const language = useLanguage()
  const navigate = useNavigate()
  const [notes, setNotes] = useState<ReadonlyMap<string, string>>(new Map())
  const [credentialId, setKey] = useState(keys[0]?.id ?? '')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const kept = lines.filter(({ itemId }) => !notes.has(itemId))
  const cannot = kept.filter(({ refusal }) => refusal !== null).length
  const deed = useDeed(() => api.post<{ ceremonyId: string }>('/api/signing/ceremonies', {
    itemIds: kept.map(({ itemId }) => itemId), credentialId, reason: reason.trim() || null, excluded: [...notes].map(([itemId, note]) => ({ itemId, note: note.trim() })),
  }, { timeoutMs: 120_000 }), { onDone: ({ ceremonyId }) => void navigate({ href: `/podpis/seznam/${ceremonyId}` }) })
  const leave = (itemId: string, note: string | null) => setNotes((before) => {
    const next = new Map(before)
    if (note === null) next.delete(itemId); else next.set(itemId, note)
    return next
  })
  const send = () => { setTried(true); if (kept.length > 0 && [...notes.values()].every((note) => note.trim())) deed.mutate() }
  const counted = (count: number) => plural(language, count, documentForms[language])
  return (
    <Dialog open onClose={onClose} size="l" title={t.title} actions={<Button look="primary" busy={deed.isPending} onClick={send}>{t.send(counted(kept.length - cannot))}</Button>}>
      <Stack>
        <p className="muted">{t.lead}</p>
        {deed.error && <Failure error={deed.error} />}
        {cannot > 0 && <Message quiet tone="warning" title={t.cannot(counted(cannot))} />}
        {tried && kept.length === 0 && <Message tone="error" title={t.nothing} />}
        <ol className="signing-list">
          {lines.map((line) => <Chosen key={line.itemId} line={line} note={notes.get(line.itemId) ?? null} tried={tried} onChange={(note) => leave(line.itemId, note)} />)}
        </ol>
        <SelectField label={t.key} value={credentialId} options={keys.map((key) => ({ value: key.id, label: keyWords(key, language) }))} onChange={({ target }) => setKey(target.value)} />
        <TextField label={t.reason} hint={t.reasonHint} maxLength={200} value={reason} onChange={({ target }) => setReason(target.value)} />
      </Stack>
    </Dialog>
  )
}

function Chosen({ line: { document, why }, note, tried, onChange }: { line: Line, note: string | null, tried: boolean, onChange: (note: string | null) => void }) {
  const t = useTexts(signingTexts).freezing
  return (
    <li data-left={note !== null || undefined}>
      <div className="signing-list__what"><span>{document.subject}</span><span className="muted small">{document.referenceNumber}{why && ` · ${why}`}</span></div>
      <Button size="s" look="plain" onClick={() => onChange(note === null ? '' : null)}>{note === null ? t.leave : t.back}<span className="visually-hidden"> {document.referenceNumber}</span></Button>
      {note !== null && <TextField label={t.note} required maxLength={500} value={note} onChange={({ target }) => onChange(target.value)} error={tried && !note.trim() ? t.noteMissing : undefined} />}
    </li>
  )
}
