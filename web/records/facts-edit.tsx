import { useQuery, queryOptions } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Button, DateField, Dialog, PickOne, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import type { RecordsDocument } from './document.ts'
import type { OpenedFile } from './file.ts'
import type { Party } from './party.ts'
import { ReasonField, useReason } from './reason.tsx'
import { recordsTexts } from './texts.ts'
import { factsTexts } from './texts-facts.ts'

const offeredQuery = (text: string) => queryOptions({
  queryKey: ['parties', 'offered', text],
  queryFn: ({ signal }) => api.get<{ items: readonly Party[] }>(`/api/parties?${new URLSearchParams({ limit: '20', ...(text ? { q: text } : {}) })}`, { signal }),
  placeholderData: (before) => before,
})

/** Corrects what was registered; the server refuses to overwrite what somebody else has changed since the page was opened. */
export function FactsDialog({ document, onClose }: { document: RecordsDocument, onClose: () => void }) {
  const t = useTexts(factsTexts)
  const names = useTexts(recordsTexts).facts
  const [seen] = useState({ subject: document.subject, senderReference: document.senderReference, partyId: document.party?.id ?? null })
  const [subject, setSubject] = useState(document.subject)
  const [reference, setReference] = useState(document.senderReference ?? '')
  const [partyId, setParty] = useState(seen.partyId)
  const [typed, setTyped] = useState('')
  const offered = useQuery(offeredQuery(typed))
  const deed = useDeed((to: unknown) => api.put(`/api/documents/${document.id}/facts`, { to, seen }), { done: t.saved, onDone: onClose })
  const incoming = document.direction === 'incoming'
  const own = document.party && { value: document.party.id, label: document.party.name, detail: document.party.email ?? undefined }
  const options = [...own ? [own] : [], ...(offered.data?.items ?? []).filter(({ id }) => id !== own?.value).map(({ id, name, email }) => ({ value: id, label: name, detail: email ?? undefined }))]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (subject.trim()) deed.mutate({ subject, senderReference: reference || null, party: partyId && { id: partyId } })
  }
  return (
    <Dialog open onClose={onClose} title={t.edit} actions={<><Button look="plain" onClick={onClose}>{t.back}</Button><Button type="submit" form="facts" look="primary" busy={deed.isPending}>{t.save}</Button></>}>
      <form id="facts" className="form" onSubmit={submit} noValidate>
        {deed.error && <Failure error={deed.error} />}
        <TextField label={t.subject} required maxLength={500} value={subject} onChange={(event) => setSubject(event.target.value)} error={subject.trim() ? undefined : t.subjectMissing} />
        <PickOne label={incoming ? names.sender : names.addressee} hint={t.partyHint} options={options} onSearch={setTyped} value={partyId} onChange={setParty} />
        {incoming && <TextField label={names.senderReference} maxLength={200} value={reference} onChange={(event) => setReference(event.target.value)} />}
        <p className="muted small">{t.lead}</p>
      </form>
    </Dialog>
  )
}

/** Another time limit of a file, for a reason. */
export function DueDialog({ file, onClose }: { file: OpenedFile, onClose: () => void }) {
  const t = useTexts(factsTexts)
  const reason = useReason()
  const [day, setDay] = useState(file.dueOn ?? '')
  const deed = useDeed((given: { dueOn: string | null, reason: string }) => api.put(`/api/files/${file.id}/due`, given), { done: t.dueSaved, onDone: onClose })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.check()) deed.mutate({ dueOn: day || null, reason: reason.text })
  }
  return (
    <Dialog open onClose={onClose} title={t.changeDue} actions={<><Button look="plain" onClick={onClose}>{t.back}</Button><Button type="submit" form="due" look="primary" busy={deed.isPending}>{t.save}</Button></>}>
      <form id="due" className="form" onSubmit={submit} noValidate>
        {deed.error && <Failure error={deed.error} />}
        <DateField label={t.due} hint={t.dueHint} width="s" value={day} onChange={(event) => setDay(event.target.value)} />
        <ReasonField reason={reason} />
      </form>
    </Dialog>
  )
}
