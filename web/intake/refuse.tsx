import { useState, type FormEvent } from 'react'
import { Button, Checkbox, Dialog, TextArea, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useDraft } from '../shell/use-draft.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import type { IntakeItem } from './item.ts'
import { intakeTexts } from './texts.ts'

/** Turns a submission away with a reason that can be told to its sender. */
export function RefuseDialog({ item, open, onClose, onRefused }: { item: IntakeItem, open: boolean, onClose: () => void, onRefused: () => void }) {
  const t = useTexts(intakeTexts).refuse
  const { fields, set, drop } = useDraft(`refuse ${item.id}`, { reason: '' })
  const [tried, setTried] = useState(false)
  const email = item.sender?.email
  // Of what is in quarantine the sender is often forged: an answer would reach somebody who sent nothing.
  const [tells, setTells] = useState(!item.quarantine)
  const deed = useDeed((reason: string) => api.post(`/api/intake/${item.id}/refuse`, { reason, tell: tells }), { done: t.done, onDone: () => { drop(); onClose(); onRefused() } })
  const reason = fields.reason.trim()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (reason) deed.mutate(reason)
    else event.currentTarget.querySelector('textarea')?.focus()
  }
  return (
    <Dialog open={open} onClose={onClose} title={t.title} actions={
      <><Button look="plain" onClick={onClose}>{t.cancel}</Button><Button type="submit" form="refuse" look="danger" busy={deed.isPending}>{t.give}</Button></>
    }>
      <form id="refuse" className="form" onSubmit={submit} noValidate>
        {deed.error && <Failure error={deed.error} />}
        <p>{t.lead}</p>
        <TextArea onKeyDown={sendByKeys} label={t.reason} hint={t.hint} required maxLength={1000} value={fields.reason} onChange={(event) => set({ reason: event.target.value })}
          error={tried && !reason ? t.missing : undefined} />
        {email ? <Checkbox label={t.tell(email)} checked={tells} onChange={(event) => setTells(event.target.checked)} /> : <p className="muted small">{t.nobodyToTell}</p>}
      </form>
    </Dialog>
  )
}
