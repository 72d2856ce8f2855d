import type { FormEvent } from 'react'
import { useDirectory } from '../identity/index.tsx'
import { Button, Checkbox, DateField, formatDate, Icon, SelectField, useLanguage, useTexts } from '../kit/index.ts'
import { filtersIn, readAsked, type Asked } from './found.ts'
import { searchTexts } from './texts-search.ts'

interface Props { readonly asked: Asked, readonly onAsk: (asked: Asked) => void }

/** What narrows the search; each choice asks at once. Folded until wanted, so that a small window shows results first. */
export function SearchFilters({ asked, onAsk }: Props) {
  const t = useTexts(searchTexts)
  const { units } = useDirectory()
  const on = filtersIn(asked)
  const change = (event: FormEvent<HTMLFormElement>) => {
    const { q, kind, partyId } = asked
    onAsk(readAsked({ ...(q ? { q } : {}), ...(kind ? { kind } : {}), ...(partyId ? { partyId } : {}), ...Object.fromEntries(new FormData(event.currentTarget)) }))
  }
  return (
    <div className="search-filters">
      <details>
        <summary><Icon name="gear" size="s" /> {on > 0 ? t.filtersOn(on) : t.filters}</summary>
        <form className="search-filters__form" onChange={change} onSubmit={(event) => event.preventDefault()} key={JSON.stringify(asked)}>
          <SelectField label={t.direction} name="direction" defaultValue={asked.direction ?? ''} empty={t.any} options={(['incoming', 'outgoing'] as const).map((value) => ({ value, label: t.directions[value] }))} />
          <SelectField label={t.state} name="state" defaultValue={asked.state ?? ''} empty={t.any} options={Object.entries(t.states).map(([value, label]) => ({ value, label }))} />
          <SelectField label={t.unit} name="unitId" defaultValue={asked.unitId ?? ''} empty={t.anyUnit} options={units.map(({ id, name }) => ({ value: id, label: name }))} />
          <DateField label={t.from} name="from" defaultValue={asked.from ?? ''} />
          <DateField label={t.to} name="to" defaultValue={asked.to ?? ''} />
          <SelectField label={t.order} name="sort" defaultValue={asked.sort ?? ''} options={[{ value: '', label: t.newest }, { value: 'relevance', label: t.relevance }]} />
          <Checkbox label={t.mine} name="mine" value="true" defaultChecked={asked.mine === 'true'} />
        </form>
      </details>
      {on > 0 && <Chips asked={asked} onAsk={onAsk} />}
    </div>
  )
}

/** The filters that are on, each to be taken off by a press. */
function Chips({ asked, onAsk }: Props) {
  const t = useTexts(searchTexts)
  const language = useLanguage()
  const { unitName } = useDirectory()
  const words: Partial<Record<keyof Asked, string | null | undefined>> = {
    direction: asked.direction && t.directions[asked.direction], state: asked.state && t.states[asked.state], unitId: unitName(asked.unitId), partyId: asked.partyId && t.party,
    from: asked.from && t.fromDay(formatDate(language, asked.from)), to: asked.to && t.toDay(formatDate(language, asked.to)), mine: asked.mine && t.mine,
  }
  const without = (name: string) => Object.fromEntries(Object.entries(asked).filter(([key]) => key !== name))
  return (
    <ul className="search-filters__chips">
      {Object.entries(words).map(([name, said]) => said && (
        <li key={name}><button type="button" className="chip" onClick={() => onAsk(readAsked(without(name)))}><span className="visually-hidden">{t.clearOne(said)}</span><span aria-hidden="true">{said}</span><Icon name="cross" size="s" /></button></li>
      ))}
      <li><Button look="plain" size="s" onClick={() => onAsk(readAsked({ q: asked.q, kind: asked.kind, sort: asked.sort }))}>{t.clearFilters}</Button></li>
    </ul>
  )
}
