/* oxlint-disable jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions, jsx-a11y/prefer-tag-over-role,
   jsx-a11y/no-noninteractive-element-to-interactive-role -- the ARIA combobox pattern: the input has the keyboard, the list only the mouse */
import { useRef, useState, type KeyboardEvent } from 'react'
import { Field, type ControlProps, type FieldWords } from './field.tsx'
import { matching } from './fold.ts'
import { Icon } from './icon.tsx'
import { useTexts } from './language.tsx'
import { kitTexts } from './texts.ts'

export interface Pickable {
  readonly value: string
  readonly label: string
  /** Told apart by it: unit of a person, path of a unit. Searched too. */
  readonly detail?: string | undefined
}

interface PickProps extends FieldWords {
  readonly options: readonly Pickable[]
  readonly placeholder?: string | undefined
  /** For options fetched as one types; without it the options are searched here. */
  readonly onSearch?: ((typed: string) => void) | undefined
}

/** Several people or units: type a few letters, diacritics do not matter; Enter adds, Backspace takes the last one back. */
export function PickMany({ values, onChange, ...rest }: PickProps & { readonly values: readonly string[], readonly onChange: (values: string[]) => void }) {
  return (
    <Pick {...rest} values={values} many
      onToggle={(value) => onChange(values.includes(value) ? values.filter((one) => one !== value) : [...values, value])} />
  )
}

/** One person or unit out of many. */
export function PickOne({ value, onChange, ...rest }: PickProps & { readonly value: string | null, readonly onChange: (value: string | null) => void }) {
  return <Pick {...rest} values={value === null ? [] : [value]} many={false} onToggle={(toggled) => onChange(toggled === value ? null : toggled)} />
}

interface InnerProps extends PickProps { readonly values: readonly string[], readonly many: boolean, readonly onToggle: (value: string) => void }

function Pick({ label, hint, error, required, labelHidden, ...rest }: InnerProps) {
  return <Field {...{ label, hint, error, required, labelHidden }}>{(control) => <Combobox {...rest} control={control} />}</Field>
}

/** The ARIA combobox pattern with a list: focus never leaves the input, the active option is pointed at. */
function Combobox({ options, values, many, onToggle, onSearch, placeholder, control }: Omit<InnerProps, keyof FieldWords> & { control: ControlProps }) {
  const t = useTexts(kitTexts)
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const offered = (onSearch ? [...options] : matching(options, typed, (option) => `${option.label} ${option.detail ?? ''}`)).slice(0, 100)
  const chosen = values.map((value) => options.find((option) => option.value === value) ?? { value, label: value })
  const at = Math.min(active, offered.length - 1)
  const listId = `${control.id}-list`

  const search = (text: string) => { setTyped(text); setActive(0); setOpen(true); onSearch?.(text) }
  const pick = (value: string) => {
    onToggle(value)
    search('')
    if (!many) setOpen(false)
    input.current?.focus()
  }
  const press = (event: KeyboardEvent) => {
    const option = offered[at]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (open) setActive((at + (event.key === 'ArrowDown' ? 1 : offered.length - 1)) % Math.max(1, offered.length))
      setOpen(true)
    } else if (event.key === 'Enter' && open) {
      event.preventDefault()
      if (option) pick(option.value)
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    } else if (event.key === 'Backspace' && typed === '') {
      const last = values.at(-1)
      if (last !== undefined) onToggle(last)
    }
  }
  return (
    <div className="pick" onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) { setOpen(false); setTyped('') } }}>
      <div className="pick__box" data-invalid={control['aria-invalid']} onClick={() => input.current?.focus()}>
        {chosen.length > 0 && (
          <ul className="pick__chosen" aria-label={t.chosen}>
            {chosen.map((option) => (
              <li key={option.value} className="chip">
                <span>{option.label}</span>
                <button type="button" aria-label={t.remove(option.label)} onClick={() => { onToggle(option.value); input.current?.focus() }}><Icon name="cross" size="s" /></button>
              </li>
            ))}
          </ul>
        )}
        <input {...control} ref={input} className="pick__input" role="combobox" autoComplete="off" aria-autocomplete="list" aria-expanded={open} aria-controls={listId}
          aria-activedescendant={open && offered[at] ? `${listId}-${at}` : undefined} aria-required={control.required} required={control.required && values.length === 0}
          value={typed} placeholder={values.length === 0 ? placeholder : undefined}
          onChange={(event) => search(event.target.value)} onKeyDown={press} onClick={() => setOpen(true)} />
        <Icon name="chevronDown" />
      </div>
      <ul className="pick__list" id={listId} role="listbox" aria-label={t.choose} aria-multiselectable={many || undefined} hidden={!open} onMouseDown={(event) => event.preventDefault()}>
        {offered.map((option, index) => (
          <li key={option.value} id={`${listId}-${index}`} className="pick__option" role="option" aria-selected={values.includes(option.value)} data-active={index === at || undefined}
            ref={(row) => { if (open && index === at) row?.scrollIntoView({ block: 'nearest' }) }}
            onMouseEnter={() => setActive(index)} onClick={() => pick(option.value)}>
            <span>{option.label}</span>
            {option.detail && <small>{option.detail}</small>}
            {values.includes(option.value) && <Icon name="check" />}
          </li>
        ))}
        {offered.length === 0 && <li className="pick__none" role="option" aria-selected={false} aria-disabled="true">{t.nothingFound}</li>}
      </ul>
      <output className="visually-hidden">{open && typed ? t.found(offered.length) : ''}</output>
    </div>
  )
}
