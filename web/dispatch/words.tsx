import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import { Button, TextArea, TextField, useTexts } from '../kit/index.ts'
import { isProblem } from '../shell/problem.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import { Snippets } from './snippets.tsx'
import { dispatchTexts } from './texts.ts'

export interface Words { readonly subject: string, readonly body: string }

interface WordsProps {
  readonly fields: Words
  readonly onChange: (changed: Partial<Words>) => void
  readonly onSave: (words: Words) => void
  readonly saving: boolean
  readonly error: Error | null
  readonly save: string
  /** Whose prepared texts are offered, filled in from this document. */
  readonly documentId?: string | undefined
  /** Two texts wait for a person to choose; until then nothing is saved. */
  readonly blocked?: boolean | undefined
  /** The main thing to do only while there is something to save. */
  readonly look?: 'primary' | 'secondary' | undefined
  /** What is asked for besides the words. */
  readonly besides?: ReactNode
  /** Beside the button: whether it is saved, and what saving would do. */
  readonly rest?: ReactNode
}

/** Subject and text of an answer; Ctrl+Enter saves. */
export function WordsForm({ fields, onChange, onSave, saving, error, save, look = 'primary', blocked, documentId, besides, rest }: WordsProps) {
  const t = useTexts(dispatchTexts)
  const form = useRef<HTMLFormElement>(null)
  const [tried, setTried] = useState(false)
  const missing = { subject: fields.subject.trim() ? undefined : t.subjectMissing, body: fields.body.trim() ? undefined : t.bodyMissing }
  const problem = isProblem(error) ? error : null
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (blocked) return
    if (!missing.subject && !missing.body) onSave({ subject: fields.subject.trim(), body: fields.body.trim() })
    else form.current?.querySelector<HTMLElement>(missing.subject ? '[name=subject]' : '[name=body]')?.focus()
  }
  return (
    <form ref={form} className="form answer__form" onSubmit={submit} noValidate>
      <TextField name="subject" label={t.subject} required maxLength={500} value={fields.subject} onChange={(event) => onChange({ subject: event.target.value })}
        error={tried ? missing.subject ?? problem?.field('subject') : undefined} />
      {documentId && <Snippets documentId={documentId} onInsert={(text) => onChange({ body: fields.body.trim() ? `${fields.body.trimEnd()}\n\n${text}` : text })} />}
      <TextArea name="body" label={t.body} hint={t.hint} required rows={16} maxLength={50_000} value={fields.body} onChange={(event) => onChange({ body: event.target.value })}
        onKeyDown={sendByKeys} error={tried ? missing.body ?? problem?.field('body') : undefined} />
      {besides}
      <div className="form__actions"><Button type="submit" look={look} busy={saving} aria-disabled={blocked || undefined}>{save}</Button>{rest}</div>
    </form>
  )
}
