import { useState, type FormEvent } from 'react'
import { Button, Dialog, RadioGroup, TextArea, showToast, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useDraft } from '../shell/use-draft.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import { settlementWays, type RecordsDocument, type SettlementWay } from './document.ts'
import { recordsTexts } from './texts.ts'

/** Settles a document in one of the ways of the standard; all but an answer want a reason. */
export function SettleDialog({ document, open, onClose }: { document: RecordsDocument, open: boolean, onClose: () => void }) {
  const t = useTexts(recordsTexts).settling
  const answered = document.siblings.some((other) => other.direction === 'outgoing' && other.dispatchedAt !== null)
  const { fields, set, drop } = useDraft(`settle ${document.id}`, { way: document.direction === 'outgoing' ? 'jinyZpusob' : answered ? 'dokumentem' : '', note: '' })
  const [tried, setTried] = useState(false)
  const deed = useDeed((given: { way: string, note: string | null }) => api.post<{ fileSettled?: boolean }>(`/api/documents/${document.id}/settle`, given), {
    onDone: (answer) => { showToast({ title: answer?.fileSettled ? t.doneFile : t.done }); drop(); onClose() },
  })
  const note = fields.note.trim()
  const missing = { way: fields.way ? undefined : t.wayMissing, note: fields.way && fields.way !== 'dokumentem' && !note ? t.noteMissing : undefined }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (!missing.way && !missing.note) deed.mutate({ way: fields.way, note: note || null })
    else event.currentTarget.querySelector<HTMLElement>(missing.way ? 'input' : 'textarea')?.focus()
  }
  return (
    <Dialog open={open} onClose={onClose} title={t.title} actions={
      <><Button look="plain" onClick={onClose}>{t.cancel}</Button><Button type="submit" form="settle" look="primary" busy={deed.isPending}>{t.settle}</Button></>
    }>
      <form id="settle" className="form" onSubmit={submit} noValidate>
        {deed.error && <Failure error={deed.error} />}
        <RadioGroup name="way" label={t.way} required value={fields.way} onChange={(way) => set({ way })} error={tried ? missing.way : undefined}
          choices={settlementWays.filter((way) => document.direction === 'incoming' || way === 'jinyZpusob' || way === 'zaznamemNaDokumentu').map((way: SettlementWay) => ({ value: way, label: t.ways[way], hint: t.hints[way] || undefined }))} />
        <TextArea onKeyDown={sendByKeys} label={t.note} hint={t.noteHint} required={fields.way !== '' && fields.way !== 'dokumentem'} maxLength={2000} rows={3}
          value={fields.note} onChange={(event) => set({ note: event.target.value })} error={tried ? missing.note : undefined} />
      </form>
    </Dialog>
  )
}
