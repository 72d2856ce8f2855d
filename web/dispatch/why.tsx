import { useState } from 'react'
import { Message, RadioGroup, Stack, TextField, useTexts } from '../kit/index.ts'
import { changeTexts } from './texts-change.ts'

export type Change = { readonly kind: 'correction' | 'rewording', readonly reason: string }

/** Why a signed wording gets another, and what for (`kind`); asked for as soon as somebody changes it, missing only after the first try. */
export function useWhy(signed: number | null, kind: Change['kind'], onKind: (kind: Change['kind'] | null) => void) {
  const [written, write] = useState('')
  const [tried, setTried] = useState(false)
  const reason = written.trim()
  return {
    signed, kind, onKind, written, write, missing: tried && reason === '',
    /** What goes along with the words; `undefined` when the reason is missing still. */
    given: (): Change | null | undefined => { setTried(true); return signed === null ? null : reason === '' ? undefined : { kind, reason } },
    done: () => { write(''); onKind(null); setTried(false) },
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
        <RadioGroup name="change" label={t.kind} inline choices={choices} value={why.kind} onChange={(kind) => why.onKind(kind as Change['kind'])} />
        <TextField name="change-reason" label={t.reason} required maxLength={1000} value={why.written} onChange={(event) => why.write(event.target.value)}
          error={why.missing ? t.reasonMissing : undefined} />
      </Stack>
    </Message>
  )
}
