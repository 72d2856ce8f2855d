import { useState, type ReactNode } from 'react'
import { Button, Dialog, Stack, TextArea } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { sendByKeys } from '../shell/use-shortcuts.ts'

interface Words { readonly title: string, readonly reason: string, readonly reasonHint?: string | undefined, readonly reasonMissing: string, readonly back: string, readonly deed: string }

/** A deed that is done only with a reason, asked for after the first try; what it does is said above. */
export function ReasonDialog({ words, onClose, onDone, busy, error, disabled, size, children }: {
  words: Words, onClose: () => void, onDone: (reason: string) => void, busy: boolean, error: Error | null, disabled?: boolean, size?: 'l', children?: ReactNode
}) {
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const send = () => { setTried(true); if (text.trim()) onDone(text.trim()) }
  return (
    <Dialog open onClose={onClose} title={words.title} size={size}
      actions={<><Button look="plain" onClick={onClose}>{words.back}</Button><Button look="primary" busy={busy} disabled={disabled} onClick={send}>{words.deed}</Button></>}>
      <form onSubmit={(event) => { event.preventDefault(); send() }}>
        <Stack>
          {error && <Failure error={error} />}
          {children}
          {!disabled && <TextArea label={words.reason} hint={words.reasonHint} required rows={2} maxLength={500} value={text} onKeyDown={sendByKeys} onChange={(event) => setText(event.target.value)}
            error={tried && !text.trim() ? words.reasonMissing : undefined} />}
        </Stack>
      </form>
    </Dialog>
  )
}
