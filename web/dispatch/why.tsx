import { useState } from 'react'
import { Message, RadioGroup, Stack, TextField, useTexts } from '../kit/index.ts'
import { changeTexts } from './texts-change.ts'

export type Change = { readonly kind: 'correction' | 'rewording', readonly reason: string }

/** Why a signed wording gets another; asked for as soon as somebody changes it, missing only after the first try. */
export function useWhy(signed: number | null) {
  const [change, set] = useState<Change>({ kind: 'correction', reason: '' })
  const [tried, setTried] = useState(false)
  const reason = change.reason.trim()
  return {
    signed, change, set, missing: tried && reason === '',
    /** What goes along with the words; `undefined` when the reason is missing still. */
    given: (): Change | null | undefined => { setTried(true); return signed === null ? null : reason === '' ? undefined : { ...change, reason } },
    done: () => { set({ kind: 'correction', reason: '' }); setTried(false) },
  }
}

export const focusWhy = () => document.querySelector<HTMLElement>('[name=change-reason]')?.focus()

export function WhyFields({ why }: { why: ReturnType<typeof useWhy> }) {
  const t = useTexts(changeTexts)
  if (why.signed === null) return null
  const choices = (['correction', 'rewording'] as const).map((kind) => ({ value: kind, label: t.kinds[kind] }))
  return (
    <Message tone="warning" title={t.signedNote(why.signed)}>
      <Stack>
        <p>{t.signedLead}</p>
        <RadioGroup name="change" label={t.kind} inline choices={choices} value={why.change.kind} onChange={(kind) => why.set({ ...why.change, kind: kind as Change['kind'] })} />
        <TextField name="change-reason" label={t.reason} required maxLength={1000} value={why.change.reason} onChange={(event) => why.set({ ...why.change, reason: event.target.value })}
          error={why.missing ? t.reasonMissing : undefined} />
      </Stack>
    </Message>
  )
}
