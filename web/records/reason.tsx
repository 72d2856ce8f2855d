import { useState } from 'react'
import { TextArea, useTexts } from '../kit/index.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import { fileTexts } from './texts-file.ts'

/** A reason that has to be given; it is asked for only after the first try. */
export function useReason() {
  const [text, set] = useState('')
  const [tried, setTried] = useState(false)
  return { text: text.trim(), written: text, set, missing: tried && text.trim() === '', check: () => { setTried(true); return text.trim() !== '' } }
}

export function ReasonField({ reason }: { reason: ReturnType<typeof useReason> }) {
  const t = useTexts(fileTexts).deeds
  return (
    <TextArea label={t.reason} hint={t.reasonHint} required rows={3} maxLength={1000} onKeyDown={sendByKeys} value={reason.written}
      onChange={(event) => reason.set(event.target.value)} error={reason.missing ? t.reasonMissing : undefined} />
  )
}
