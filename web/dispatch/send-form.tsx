import { useState, type FormEvent } from 'react'
import { Button, CheckboxGroup, TextArea, TextField, useTexts } from '../kit/index.ts'
import type { RecordsDocument } from '../records/index.tsx'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { isProblem } from '../shell/problem.ts'
import { useDraft } from '../shell/use-draft.ts'
import type { Answer, DispatchChannel } from './answer.ts'
import { OtherRecipients, readOthers } from './other-recipients.tsx'
import { recipientsOf, type Recipient } from './recipients.ts'
import { dispatchTexts } from './texts.ts'

interface SendFormProps {
  readonly answer: Answer
  readonly document: RecordsDocument
  /** The document has gone to somebody already; this is for somebody else. */
  readonly another?: boolean | undefined
}

/** To whom an approved answer goes and how; one press sends it, another sends it and settles what it answers. */
export function SendForm({ answer, document, another = false }: SendFormProps) {
  const t = useTexts(dispatchTexts)
  const email = document.party?.email ?? ''
  const { fields, set, drop } = useDraft(`send ${document.id}${another ? ' another' : ''}`, {
    channels: another ? [] : [email || !answer.portal ? 'EPodatelnaMail' : 'EPodatelnaWeb'], email, address: (document.party?.address ?? []).join('\n'), others: another ? ['{}'] : [],
  })
  const [tried, setTried] = useState(false)
  const deed = useDeed(({ to, settles }: { to: readonly Recipient[], settles: boolean }) => api.post(`/api/answers/${document.id}/dispatch`, { to, settles }), { done: t.send.given, onDone: drop })
  const chosen = recipientsOf(fields, readOthers(fields.others))
  const has = (channel: DispatchChannel) => fields.channels.includes(channel)
  const answered = document.siblings.find(({ id }) => id === document.answersId)
  const send = (settles: boolean) => {
    setTried(true)
    if (chosen.ok) deed.mutate({ to: chosen.to, settles })
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    send(false)
  }
  const missing = chosen.ok ? new Set<string>() : chosen.missing
  const wrongEmail = isProblem(deed.error) && deed.error.errors.some(({ path }) => path.endsWith('.email')) ? t.send.emailWrong : undefined
  const onlyMail = fields.others.length === 0 && fields.channels.length === 1 && has('EPodatelnaMail')
  return (
    <form className="form answer__form" onSubmit={submit} noValidate>
      {deed.error && !wrongEmail && <Failure error={deed.error} />}
      {!another && (
        <>
          <CheckboxGroup name="channels" label={document.party ? t.send.how(document.party.name) : t.send.howTo} values={fields.channels} onChange={(channels) => set({ channels })} error={tried && missing.has('channel') ? t.send.channelMissing : undefined}
            choices={offered(answer.portal).map((channel) => ({ value: channel, label: t.channels[channel], hint: t.channelHints[channel] || undefined }))} />
          {has('EPodatelnaMail') && <TextField type="email" label={t.send.email} required value={fields.email} onChange={(event) => set({ email: event.target.value })} error={tried ? (missing.has('email') ? t.send.emailMissing : wrongEmail) : undefined} />}
          {has('Posta') && <TextArea label={t.send.address} hint={t.send.addressHint} required rows={3} value={fields.address} onChange={(event) => set({ address: event.target.value })} error={tried && missing.has('address') ? t.send.addressMissing : undefined} />}
        </>
      )}
      <OtherRecipients values={fields.others} onChange={(others) => set({ others })} tried={tried} />
      <div className="form__actions">
        <Button type="submit" look="primary" icon={onlyMail ? 'envelope' : undefined} busy={deed.isPending}>{onlyMail ? t.send.give : t.send.giveAny}</Button>
        {!another && answered?.state === 'nevyrizen' && <Button onClick={() => send(true)} busy={deed.isPending}>{t.send.settle}</Button>}
      </div>
    </form>
  )
}

const offered = (portal: boolean): readonly DispatchChannel[] => portal ? ['EPodatelnaMail', 'EPodatelnaWeb', 'Osobne', 'Posta'] : ['EPodatelnaMail', 'Osobne', 'Posta']
