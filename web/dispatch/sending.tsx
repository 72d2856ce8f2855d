import { useState, type FormEvent } from 'react'
import { Button, formatDate, Message, Panel, Stack, TextField, useLanguage, useTexts } from '../kit/index.ts'
import type { RecordsDocument } from '../records/index.tsx'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { isProblem } from '../shell/problem.ts'
import { useDraft } from '../shell/use-draft.ts'
import { isLocked, type Answer, type Consignment } from './answer.ts'
import { dispatchTexts } from './texts.ts'

/** Sending of an approved answer, and the proof that it left. Nothing until there is something to send. */
export function Sending({ answer, document }: { answer: Answer, document: RecordsDocument }) {
  const t = useTexts(dispatchTexts).send
  if (answer.dispatches.length === 0 && !answer.approved) return null
  return (
    <Panel title={t.title}>
      <Stack>
        {answer.dispatches.map((consignment) => <Outcome key={consignment.id} consignment={consignment} />)}
        {answer.approved && !isLocked(answer) && (document.mayHandle ? <SendForm document={document} /> : <p className="muted">{t.who}</p>)}
      </Stack>
    </Panel>
  )
}

function Outcome({ consignment: { email: mailbox, recipient, state, sentAt, response, tries } }: { consignment: Consignment }) {
  const t = useTexts(dispatchTexts).send
  const language = useLanguage()
  const email = mailbox ?? recipient
  const said = response && <div className="small">{t.response}: <code>{response}</code></div>
  if (state === 'vypraveno' || state === 'doruceno') {
    return <Message tone="success" title={t.sent(email)}>{sentAt && <div>{t.at}: {formatDate(language, sentAt, 'moment')}</div>}{said}</Message>
  }
  if (state === 'nevypraveno') return <Message title={t.onTheWay(email)}>{tries > 0 && <div>{t.tries(tries)}</div>}{said}</Message>
  return <Message tone="error" title={t.failed(email)}>{t.fix}{said}</Message>
}

function SendForm({ document }: { document: RecordsDocument }) {
  const t = useTexts(dispatchTexts).send
  const { fields, set, drop } = useDraft(`send ${document.id}`, { email: document.party?.email ?? '' })
  const [tried, setTried] = useState(false)
  const deed = useDeed((email: string) => api.post(`/api/answers/${document.id}/dispatch`, { to: [{ channel: 'EPodatelnaMail', email }] }), { done: t.given, onDone: drop })
  const email = fields.email.trim()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (email) deed.mutate(email)
    else event.currentTarget.querySelector('input')?.focus()
  }
  const wrong = isProblem(deed.error) && deed.error.field('to.0.email') ? t.emailWrong : undefined
  return (
    <form className="form" onSubmit={submit} noValidate>
      {deed.error && !wrong && <Failure error={deed.error} />}
      <TextField type="email" label={t.email} required value={fields.email} onChange={(event) => set({ email: event.target.value })} error={tried ? (email ? wrong : t.emailMissing) : undefined} />
      <div className="form__actions"><Button type="submit" look="primary" icon="envelope" busy={deed.isPending}>{t.give}</Button></div>
    </form>
  )
}
