import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { Button, Dialog, showToast, TextArea, useTexts } from '../kit/index.ts'
import type { RecordsDocument } from '../records/index.tsx'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useDraft } from '../shell/use-draft.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import { dispatchTexts } from './texts.ts'

/** Discards a letter that was never sent; the reason stays in the record. */
export function Discard({ document }: { document: RecordsDocument }) {
  const t = useTexts(dispatchTexts).discard
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const [tried, setTried] = useState(false)
  const { fields, set, drop } = useDraft(`discard ${document.id}`, { reason: '' })
  const deed = useDeed((reason: string) => api.post<{ gone: boolean }>(`/api/answers/${document.id}/discard`, { reason }), {
    onDone: ({ gone }) => {
      drop()
      setOpen(false)
      showToast({ title: gone ? t.gone : t.aside })
      void navigate({ href: document.answersId ? `/dokumenty/${document.answersId}` : '/dokumenty' })
    },
  })
  const reason = fields.reason.trim()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (reason) deed.mutate(reason)
  }
  return (
    <>
      <Button look="plain" onClick={() => setOpen(true)}>{t.open}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t.title} actions={
        <><Button look="plain" onClick={() => setOpen(false)}>{t.cancel}</Button><Button type="submit" form="discard" look="danger" busy={deed.isPending}>{t.give}</Button></>
      }>
        <form id="discard" className="form" onSubmit={submit} noValidate>
          {deed.error && <Failure error={deed.error} />}
          <p>{t.lead}</p>
          <TextArea label={t.reason} required rows={3} maxLength={1000} value={fields.reason} onChange={(event) => set({ reason: event.target.value })} onKeyDown={sendByKeys} error={tried && !reason ? t.missing : undefined} />
        </form>
      </Dialog>
    </>
  )
}
