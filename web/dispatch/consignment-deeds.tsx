import { useState, type FormEvent, type ReactNode } from 'react'
import { Button, Cluster, DateField, LinkButton, SelectField, TextArea, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useDraft } from '../shell/use-draft.ts'
import { useNow } from '../shell/use-now.ts'
import { deedsOf, returnReasons, type Consignment, type FormDeed } from './answer.ts'
import { dispatchTexts } from './texts.ts'

/** What a person can do with a consignment now; what needs a word more opens a form under the buttons. */
export function ConsignmentDeeds({ consignment }: { consignment: Consignment }) {
  const t = useTexts(dispatchTexts).deeds
  const [open, setOpen] = useState<FormDeed | null>(null)
  const { forms, retry, leave, sheet } = deedsOf(consignment)
  const at = `/api/dispatches/${consignment.id}`
  const retrying = useDeed(() => api.post(`${at}/retry`), { done: t.retrying })
  const leaving = useDeed(() => api.post(`${at}/leave`), { done: t.left })
  if (forms.length === 0 && !retry && !leave) return null
  return (
    <>
      <Cluster>
        {sheet && <LinkButton size="s" icon="download" href={`${at}/sheet`} download>{t.sheet}</LinkButton>}
        {retry && <Button size="s" busy={retrying.isPending} onClick={() => retrying.mutate()}>{t.retry}</Button>}
        {forms.map((form) => <Button key={form} size="s" look={form === 'cancel' ? 'plain' : 'secondary'} aria-expanded={open === form} onClick={() => setOpen(open === form ? null : form)}>{t[form]}</Button>)}
        {leave && <Button size="s" look="plain" busy={leaving.isPending} onClick={() => leaving.mutate()}>{t.leave}</Button>}
      </Cluster>
      {open && forms.includes(open) && <DeedForm key={open} deed={open} consignment={consignment} onClose={() => setOpen(null)} />}
    </>
  )
}

function DeedForm({ deed: kind, consignment, onClose }: { deed: FormDeed, consignment: Consignment, onClose: () => void }) {
  const t = useTexts(dispatchTexts)
  const { fields, set, drop } = useDraft(`${kind} ${consignment.id}`, {
    reason: '', note: '', to: consignment.recipient, identity: '', postingNumber: '', on: useNow().toLocaleDateString('sv-SE'),
  })
  const [tried, setTried] = useState(false)
  const deed = useDeed((body: object) => api.post(`/api/dispatches/${consignment.id}/${kind}`, body), { done: t.deeds.done[kind], onDone: () => { drop(); onClose() } })
  const missing = (value: string) => tried && !value.trim() ? t.deeds.missing : undefined
  const { body, complete } = bodyOf(kind, fields)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (complete) deed.mutate(body)
  }
  const rows: Record<FormDeed, () => ReactNode> = {
    cancel: () => <TextField label={t.deeds.reason} required maxLength={1000} value={fields.note} onChange={(event) => set({ note: event.target.value })} error={missing(fields.note)} />,
    handed: () => (
      <>
        <TextField label={t.deeds.to} required maxLength={300} value={fields.to} onChange={(event) => set({ to: event.target.value })} error={missing(fields.to)} />
        <TextField label={t.deeds.identity} hint={t.deeds.identityHint} required maxLength={300} value={fields.identity} onChange={(event) => set({ identity: event.target.value })} error={missing(fields.identity)} />
      </>
    ),
    posted: () => <TextField label={t.facts.postingNumber} hint={t.deeds.postingHint} maxLength={40} value={fields.postingNumber} onChange={(event) => set({ postingNumber: event.target.value })} />,
    delivered: () => <DateField label={t.deeds.on} required value={fields.on} onChange={(event) => set({ on: event.target.value })} error={missing(fields.on)} />,
    returned: () => (
      <>
        <SelectField label={t.deeds.reason} required empty={t.deeds.choose} value={fields.reason} onChange={(event) => set({ reason: event.target.value })} error={missing(fields.reason)}
          options={returnReasons.map((reason) => ({ value: reason, label: t.states[reason] }))} />
        <TextArea label={t.facts.note} rows={2} maxLength={1000} required={fields.reason.startsWith('vraceno-jiny')} value={fields.note} onChange={(event) => set({ note: event.target.value })}
          error={fields.reason.startsWith('vraceno-jiny') ? missing(fields.note) : undefined} />
      </>
    ),
  }
  return (
    <form className="form consignment__form" onSubmit={submit} noValidate>
      {deed.error && <Failure error={deed.error} />}
      {rows[kind]()}
      <div className="form__actions"><Button type="submit" size="s" look="primary" busy={deed.isPending}>{t.deeds.confirm[kind]}</Button><Button size="s" look="plain" onClick={onClose}>{t.deeds.close}</Button></div>
    </form>
  )
}

type Fields = Readonly<Record<'reason' | 'note' | 'to' | 'identity' | 'postingNumber' | 'on', string>>

/** What is sent to the server, and whether nothing is missing. */
function bodyOf(kind: FormDeed, fields: Fields): { body: object, complete: boolean } {
  const note = fields.note.trim()
  switch (kind) {
    case 'cancel': return { body: { reason: note }, complete: note !== '' }
    case 'handed': return { body: { to: fields.to.trim(), identity: fields.identity.trim() }, complete: fields.to.trim() !== '' && fields.identity.trim() !== '' }
    case 'posted': return { body: { postingNumber: fields.postingNumber.trim() || null }, complete: true }
    case 'delivered': return { body: { at: fields.on ? new Date(`${fields.on}T12:00:00`).toISOString() : '' }, complete: fields.on !== '' }
    case 'returned': return { body: { reason: fields.reason, note: note || null }, complete: fields.reason !== '' && (note !== '' || !fields.reason.startsWith('vraceno-jiny')) }
  }
}
