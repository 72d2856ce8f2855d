import { useState, type FormEvent } from 'react'
import { Button, Cluster, TextArea, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import type { Item } from './item.ts'
import { circulationTexts } from './texts.ts'

/** Takes a request back with a reason; offered only where it is allowed. */
export function Withdraw({ item }: { item: Item }) {
  const t = useTexts(circulationTexts)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const deed = useDeed((given: string) => api.post(`/api/items/${item.id}/withdraw`, { reason: given }), { done: t.course.withdrawn })
  if (!item.may.withdraw) return null
  if (!open) return <Cluster><Button size="s" look="plain" onClick={() => setOpen(true)}>{t.course.withdraw}<span className="visually-hidden">: {item.addressee.name}</span></Button></Cluster>
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (reason.trim()) deed.mutate(reason.trim())
  }
  return (
    <form className="form" onSubmit={submit} noValidate onKeyDown={sendByKeys}>
      {deed.error && <Failure error={deed.error} />}
      <TextArea label={t.course.withdrawReason} required autoFocus rows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)}
        error={tried && !reason.trim() ? t.course.reasonMissing : undefined} />
      <div className="form__actions">
        <Button type="submit" size="s" busy={deed.isPending}>{t.course.withdrawGive}</Button>
        <Button size="s" look="plain" onClick={() => setOpen(false)}>{t.ask.cancel}</Button>
      </div>
    </form>
  )
}
