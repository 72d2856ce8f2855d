import type { ComponentProps, ReactNode } from 'react'
import { Field, type FieldWords } from './field.tsx'
import { Icon } from './icon.tsx'
import { useTexts } from './language.tsx'
import { kitTexts } from './texts.ts'

type Width = { readonly width?: 's' | 'm' | undefined }
type Of<Tag extends 'input' | 'textarea' | 'select'> = FieldWords & Width & Omit<ComponentProps<Tag>, keyof FieldWords | 'width' | 'id'>

/** One line: text, e-mail, password, number… by `type`. */
export function TextField({ label, hint, error, required, labelHidden, width, ...input }: Of<'input'>) {
  return (
    <Field {...{ label, hint, error, required, labelHidden }}>
      {(control) => <input {...input} {...control} className="input" data-width={width} />}
    </Field>
  )
}

/** Several lines; grows with what is written. */
export function TextArea({ label, hint, error, required, labelHidden, width, ...input }: Of<'textarea'>) {
  return (
    <Field {...{ label, hint, error, required, labelHidden }}>
      {(control) => <textarea rows={4} {...input} {...control} className="input" data-width={width} />}
    </Field>
  )
}

export interface Option { readonly value: string, readonly label: string, readonly disabled?: boolean | undefined }

/** Up to some fifteen choices; more of them, or people and units, go to `PickOne`. */
export function SelectField({ label, hint, error, required, labelHidden, width, options, empty, ...input }: Of<'select'> & {
  readonly options: readonly Option[]
  /** Words for nothing chosen; without them the first option is chosen. */
  readonly empty?: string | undefined
}) {
  return (
    <Field {...{ label, hint, error, required, labelHidden }}>
      {(control) => (
        <span className="select">
          <select {...input} {...control} className="input" data-width={width}>
            {empty !== undefined && <option value="">{empty}</option>}
            {options.map((option) => <option key={option.value} value={option.value} disabled={option.disabled}>{option.label}</option>)}
          </select>
          <Icon name="chevronDown" />
        </span>
      )}
    </Field>
  )
}

/** A plain day, `YYYY-MM-DD`; the browser's own calendar, which assistive technology knows. */
export function DateField(props: Of<'input'>) {
  return <TextField {...props} type="date" />
}

/** Plain file input for forms without scripts; `DropZone` is the richer one. */
export function FileField(props: Of<'input'>) {
  return <TextField {...props} type="file" />
}

type SearchProps = Omit<ComponentProps<'input'>, 'type'> & { readonly label?: string | undefined, readonly shortcut?: ReactNode }

/** Search inside a `<form role="search">`; the label is read out, not shown. */
export function SearchBox({ label, shortcut, ...input }: SearchProps) {
  const t = useTexts(kitTexts)
  return (
    <span className="search-box">
      <Icon name="search" />
      <input placeholder={t.searchPlaceholder} {...input} type="search" className="input" aria-label={label ?? t.search} />
      {shortcut && <span className="search-box__key" aria-hidden="true">{shortcut}</span>}
    </span>
  )
}
