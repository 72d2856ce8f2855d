import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent, type ReactNode } from 'react'
import { Button, Dialog, Stack, TextField, useTexts } from '../kit/index.ts'
import type { RecordsDocument } from '../records/index.tsx'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { isLocked, type Answer } from './answer.ts'
import { changeTexts } from './texts-change.ts'
import type { Change } from './why.tsx'

/** `begun`: whether the page was opened to choose. `onBegin`: other words are to be written, and what for. */
interface ChangeProps { readonly answer: Answer, readonly document: RecordsDocument, readonly begun: boolean, readonly onBegin: (kind: Change['kind']) => void }

/** What may be done now with a document that was signed, each way by its name. */
export function ChangeSigned({ answer, document, begun, onBegin }: ChangeProps) {
  const t = useTexts(changeTexts)
  const [open, setOpen] = useState(begun)
  const left = document.dispatchedAt !== null
  const may = document.mayHandle && (left ? document.party !== null : answer.signed !== null && !answer.withdrawn && !isLocked(answer))
  if (!may) return null
  const begin = (kind: Change['kind']) => { setOpen(false); onBegin(kind); focusOn('.answer__form [name=body]') }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t.open}</Button>
      {open && (
        <Dialog open onClose={() => setOpen(false)} title={t.title} actions={<Button look="plain" onClick={() => setOpen(false)}>{t.close}</Button>}>
          <Stack gap="l">
            <p>{left || answer.signed === null ? t.leadSent : t.lead(answer.signed)}</p>
            {left ? <Correct id={document.id} /> : (
              <>
                <Reword title={t.fix} lead={t.fixLead} onBegin={() => begin('correction')} />
                <Reword title={t.reword} lead={t.rewordLead} onBegin={() => begin('rewording')} />
                <Withdraw id={document.id} onClose={() => setOpen(false)} />
                <Final id={document.id} onClose={() => setOpen(false)} />
              </>
            )}
          </Stack>
        </Dialog>
      )}
    </>
  )
}

/** Brings the keyboard to a field of the page or of this dialog, as soon as it is there. */
const focusOn = (field: string) => requestAnimationFrame(() => document.querySelector<HTMLElement>(field)?.focus())

/** One way: its name, what comes of it in a sentence, and how it is begun. */
function Way({ title, lead, children }: { title: string, lead: string, children: ReactNode }) {
  return <section className="way"><h3>{title}</h3><p className="muted small">{lead}</p>{children}</section>
}

function Correct({ id }: { id: string }) {
  const t = useTexts(changeTexts)
  const navigate = useNavigate()
  return <Way title={t.correct} lead={t.correctLead}><Button look="primary" onClick={() => void navigate({ to: '/odpovedi/oprava', search: { k: id } })}>{t.correct}</Button></Way>
}

function Reword({ title, lead, onBegin }: { title: string, lead: string, onBegin: () => void }) {
  return <Way title={title} lead={lead}><Button onClick={onBegin}>{title}</Button></Way>
}

/** The reason is asked for by who has chosen this way, so that the keyboard does not begin in it. */
function Withdraw({ id, onClose }: { id: string, onClose: () => void }) {
  const t = useTexts(changeTexts)
  const [chosen, choose] = useState(false)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const deed = useDeed(() => api.post(`/api/answers/${id}/withdraw`, { reason: reason.trim() }), { done: t.withdrawn, onDone: onClose })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (reason.trim()) deed.mutate()
  }
  return (
    <Way title={t.withdraw} lead={t.withdrawLead}>
      {!chosen ? <Button onClick={() => { choose(true); focusOn('[name=withdraw-reason]') }}>{t.withdraw}</Button> : (
        <form className="form" onSubmit={submit} noValidate>
          {deed.error && <Failure error={deed.error} />}
          <TextField label={t.reason} name="withdraw-reason" required maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} error={tried && !reason.trim() ? t.reasonMissing : undefined} />
          <div className="form__actions"><Button type="submit" look="danger" busy={deed.isPending}>{t.withdraw}</Button></div>
        </form>
      )}
    </Way>
  )
}

function Final({ id, onClose }: { id: string, onClose: () => void }) {
  const t = useTexts(changeTexts)
  const deed = useDeed(() => api.post(`/api/documents/${id}/final-copy`, {}), { done: t.finalAsked, onDone: onClose })
  return <Way title={t.final} lead={t.finalLead}>{deed.error && <Failure error={deed.error} />}<Button busy={deed.isPending} onClick={() => deed.mutate()}>{t.final}</Button></Way>
}
