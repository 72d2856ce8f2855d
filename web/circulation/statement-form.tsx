import { useState, type FormEvent } from 'react'
import { Button, Message, RadioGroup, TextArea, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useDraft } from '../shell/use-draft.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import type { Item, StatementOutcome } from './item.ts'
import { circulationTexts } from './texts.ts'

const empty = { outcome: '', answer: '' }
const draftOf = (item: Item) => `statement ${item.id}`
const outcomes = ['agree', 'agree-with-reservation', 'disagree'] as const satisfies readonly StatementOutcome[]

/** One position of three, and why. Whoever does not simply agree says the reason. */
export function StatementForm({ item }: { item: Item }) {
  const all = useTexts(circulationTexts)
  const t = all.statement
  const { fields, set, drop } = useDraft(draftOf(item), empty)
  const [tried, setTried] = useState(false)
  const deed = useDeed((given: { outcome: string, answer: string | null }) => api.post(`/api/items/${item.id}/answer`, given), { done: t.sent, onDone: drop })
  const missing = {
    outcome: fields.outcome ? undefined : t.choose,
    answer: fields.outcome && fields.outcome !== 'agree' && !fields.answer.trim() ? t.why : undefined,
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (missing.outcome) event.currentTarget.querySelector<HTMLElement>('input[type=radio]')?.focus()
    else if (missing.answer) event.currentTarget.querySelector<HTMLElement>('textarea')?.focus()
    else deed.mutate({ outcome: fields.outcome, answer: fields.answer.trim() || null })
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      {deed.error && <Failure error={deed.error} />}
      <RadioGroup name={`outcome-${item.id}`} label={t.label} required value={fields.outcome} onChange={(outcome) => set({ outcome })} error={tried ? missing.outcome : undefined}
        choices={outcomes.map((value) => ({ value, label: all.statementChoices[value] }))} />
      <TextArea onKeyDown={sendByKeys} label={t.text} hint={t.textHint} maxLength={10_000} value={fields.answer} onChange={(event) => set({ answer: event.target.value })} error={tried ? missing.answer : undefined} />
      <div className="form__actions"><Button type="submit" look="primary" busy={deed.isPending}>{t.send}</Button></div>
    </form>
  )
}

/** What was being written when somebody else closed the item: it must not vanish from under the hands. */
export function LeftStatement({ item }: { item: Item }) {
  const t = useTexts(circulationTexts).statement
  const { fields, drop, touched } = useDraft(draftOf(item), empty)
  if (!touched || !fields.answer) return null
  return (
    <Message tone="warning" title={t.left} actions={<Button size="s" onClick={drop}>{t.discard}</Button>}>
      {t.leftLead}<p className="said">{fields.answer}</p>
    </Message>
  )
}
