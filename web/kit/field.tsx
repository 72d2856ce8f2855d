import { useId, type ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { useTexts } from './language.tsx'
import { kitTexts } from './texts.ts'

export interface FieldWords {
  readonly label: ReactNode
  /** Said before typing: the format, where to find the value. */
  readonly hint?: ReactNode | undefined
  /** What is wrong and how to put it right. */
  readonly error?: ReactNode | undefined
  readonly required?: boolean | undefined
  /** Where the context already says it (a search in a toolbar); still read out. */
  readonly labelHidden?: boolean | undefined
}

/** What the control inside has to carry so that label, hint and error are read with it. */
export interface ControlProps {
  readonly 'id': string
  readonly 'required': boolean | undefined
  readonly 'aria-invalid': true | undefined
  readonly 'aria-describedby': string | undefined
}

/** Label, hint and error around any one control; the ready-made fields are in `inputs.tsx`. */
export function Field({ label, hint, error, required, labelHidden, children }: FieldWords & { children: (control: ControlProps) => ReactNode }) {
  const id = useId()
  return (
    <div className="field">
      <label className={labelHidden ? 'visually-hidden' : 'field__label'} htmlFor={id}>{label}{required && <RequiredMark />}</label>
      {hint && <div className="field__hint" id={`${id}-hint`}>{hint}</div>}
      {children({
        'id': id,
        'required': required || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
      })}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  )
}

export function RequiredMark() {
  const t = useTexts(kitTexts)
  return <span className="field__required" title={t.required} aria-hidden="true">*</span>
}

export function FieldError({ id, error }: { id: string, error: ReactNode }) {
  return error ? <div className="field__error" id={id}><Icon name="fault" /><span>{error}</span></div> : null
}
