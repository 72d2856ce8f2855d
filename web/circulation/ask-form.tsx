import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { Button, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { isProblem, type ApiProblem } from '../shell/problem.ts'
import { circulationTexts } from './texts.ts'

interface AskFormProps {
  readonly deed: { readonly error: Error | null, readonly isPending: boolean }
  readonly onSend: () => void
  /** Everything needed is filled in. */
  readonly ready: boolean
  readonly send: string
  readonly look?: 'primary' | 'danger' | undefined
  readonly lead?: string | undefined
  readonly onClose: () => void
  readonly children: (tried: boolean, problem: ApiProblem | null) => ReactNode
}

/** A form that unfolds in the panel: takes focus, says what is missing only after a try, keeps everything when the server refuses. */
export function AskForm({ deed, onSend, ready, send, look = 'primary', lead, onClose, children }: AskFormProps) {
  const t = useTexts(circulationTexts).ask
  const form = useRef<HTMLFormElement>(null)
  const [tried, setTried] = useState(false)
  useEffect(() => { form.current?.querySelector<HTMLElement>('input, textarea')?.focus() }, [])
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (ready) onSend()
    else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  return (
    <form ref={form} className="form" onSubmit={submit} noValidate>
      {deed.error && <Failure error={deed.error} />}
      {lead && <p className="muted small">{lead}</p>}
      {children(tried, isProblem(deed.error) ? deed.error : null)}
      <div className="form__actions">
        <Button type="submit" look={look} busy={deed.isPending}>{send}</Button>
        <Button look="plain" onClick={onClose}>{t.cancel}</Button>
      </div>
    </form>
  )
}
