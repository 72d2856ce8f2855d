import { useId, type ComponentProps, type ReactNode } from 'react'
import { FieldError, RequiredMark, type FieldWords } from './field.tsx'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type'> & {
  readonly label: ReactNode
  readonly hint?: ReactNode | undefined
  readonly error?: ReactNode | undefined
  /** Neither all nor none. */
  readonly some?: boolean | undefined
}

export function Checkbox({ label, hint, error, some, ...input }: CheckboxProps) {
  const id = useId()
  return (
    <div className="field">
      <label className="choice">
        <input {...input} type="checkbox" ref={(box) => { if (box) box.indeterminate = some === true }}
          aria-invalid={error ? true : undefined} aria-describedby={describedBy(id, hint, error)} />
        <span>{label}{input.required && <RequiredMark />}</span>
        {hint && <span className="choice__hint" id={`${id}-hint`}>{hint}</span>}
      </label>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  )
}

export interface Choice { readonly value: string, readonly label: ReactNode, readonly hint?: ReactNode | undefined, readonly disabled?: boolean | undefined }

type GroupProps = Omit<FieldWords, 'labelHidden'> & {
  readonly name: string
  readonly choices: readonly Choice[]
  readonly inline?: boolean | undefined
}

/** One of a few, all of them in sight. */
export function RadioGroup({ value, defaultValue, onChange, ...group }: GroupProps & {
  readonly value?: string | undefined
  readonly defaultValue?: string | undefined
  readonly onChange?: ((value: string) => void) | undefined
}) {
  return (
    <Group {...group} item={(choice, required) => (
      <input type="radio" name={group.name} value={choice.value} disabled={choice.disabled} required={required}
        {...(value === undefined ? { defaultChecked: defaultValue === choice.value } : { checked: value === choice.value })}
        onChange={onChange && (() => onChange(choice.value))} readOnly={!onChange} />
    )} />
  )
}

/** Any of a few. */
export function CheckboxGroup({ values, defaultValues = [], onChange, ...group }: GroupProps & {
  readonly values?: readonly string[] | undefined
  readonly defaultValues?: readonly string[] | undefined
  readonly onChange?: ((values: string[]) => void) | undefined
}) {
  const toggled = (value: string) => values?.includes(value) ? values.filter((one) => one !== value) : [...values ?? [], value]
  return (
    <Group {...group} item={(choice) => (
      <input type="checkbox" name={group.name} value={choice.value} disabled={choice.disabled}
        {...(values === undefined ? { defaultChecked: defaultValues.includes(choice.value) } : { checked: values.includes(choice.value) })}
        onChange={onChange && (() => onChange(toggled(choice.value)))} readOnly={!onChange} />
    )} />
  )
}

function Group({ label, hint, error, required, choices, inline, item }: GroupProps & { item: (choice: Choice, required: boolean | undefined) => ReactNode }) {
  const id = useId()
  return (
    <fieldset className="field" aria-describedby={describedBy(id, hint, error)}>
      <legend className="field__label">{label}{required && <RequiredMark />}</legend>
      {hint && <div className="field__hint" id={`${id}-hint`}>{hint}</div>}
      <div className="choices" data-inline={inline || undefined}>
        {choices.map((choice) => (
          <label className="choice" key={choice.value}>
            {item(choice, required)}
            <span>{choice.label}</span>
            {choice.hint && <span className="choice__hint">{choice.hint}</span>}
          </label>
        ))}
      </div>
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  )
}

const describedBy = (id: string, hint: ReactNode, error: ReactNode) =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
