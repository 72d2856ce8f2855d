/* oxlint-disable jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions, jsx-a11y/prefer-tag-over-role,
   jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/interactive-supports-focus -- the ARIA combobox pattern: the input has the keyboard, the list only the mouse */
import { useId, useState, type KeyboardEvent } from 'react'
import { Icon, Kbd, useTexts } from '../kit/index.ts'
import type { Group } from './offer.ts'
import { paletteTexts } from './texts.ts'

interface OfferListProps { readonly groups: readonly Group[], readonly typed: string, readonly onType: (typed: string) => void, readonly state: string }

/** A field and what it offers, by the ARIA combobox pattern: focus never leaves the field, arrows walk, Enter does. */
export function OfferList({ groups, typed, onType, state }: OfferListProps) {
  const t = useTexts(paletteTexts)
  const id = useId()
  const [active, setActive] = useState(0)
  const offers = groups.flatMap((group) => group.offers)
  const at = Math.min(active, offers.length - 1)
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') offers[at]?.act()
    else if (event.key === 'ArrowDown') setActive((at + 1) % Math.max(1, offers.length))
    else if (event.key === 'ArrowUp') setActive((at + offers.length - 1) % Math.max(1, offers.length))
    else return
    event.preventDefault()
  }
  const starts = groups.map((_, index) => groups.slice(0, index).reduce((sum, group) => sum + group.offers.length, 0))
  return (
    <div className="palette">
      <label className="palette__field">
        <Icon name="search" /><span className="visually-hidden">{t.label}</span>
        <input role="combobox" autoComplete="off" spellCheck={false} maxLength={100} placeholder={t.placeholder} aria-autocomplete="list" aria-expanded aria-controls={id}
          aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined} value={typed} onKeyDown={press}
          onChange={(event) => { onType(event.target.value); setActive(0) }} />
      </label>
      <div className="palette__list" id={id} role="listbox" aria-label={t.label} onMouseDown={(event) => event.preventDefault()}>
        {groups.map((group, groupIndex) => (
          <div key={group.title} role="group" aria-labelledby={`${id}-group-${groupIndex}`}>
            <div className="palette__group" id={`${id}-group-${groupIndex}`} role="presentation">{group.title}</div>
            {group.offers.map((offer, offerIndex) => {
              const own = (starts[groupIndex] ?? 0) + offerIndex
              return (
                <div key={offer.key} id={`${id}-${own}`} className="palette__offer" role="option" aria-selected={own === at} onMouseMove={() => setActive(own)} onClick={offer.act}
                  ref={(line) => { if (own === at) line?.scrollIntoView({ block: 'nearest' }) }}>
                  <span>{offer.title}{offer.detail && <small>{offer.detail}</small>}</span>
                  {offer.keys && <span>{offer.keys.map((key) => <Kbd key={key}>{key}</Kbd>)}</span>}
                </div>
              )
            })}
          </div>
        ))}
        {offers.length === 0 && <div className="palette__none" role="option" aria-selected={false} aria-disabled="true">{state}</div>}
      </div>
      <output className="visually-hidden">{typed ? t.found(offers.length) : ''}</output>
    </div>
  )
}
