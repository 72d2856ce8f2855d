import type { FormEvent } from 'react'
import { Button, Checkbox, LinkButton, SearchBox, SelectField, useTexts } from '../kit/index.ts'
import { bulkTexts } from './bulk-texts.ts'
import { addressOf, type InboxSearch } from './inbox-search.ts'
import { itemKinds } from './item.ts'
import { circulationTexts } from './texts.ts'

/** Narrows a box by words and by task, and chooses its order; all of it stands in the address, so that it can be kept as a view. */
export function InboxFilter({ search, onChange }: { search: InboxSearch, onChange: (search: InboxSearch) => void }) {
  const t = useTexts(bulkTexts).filter
  const { kinds } = useTexts(circulationTexts)
  const { q: _, kind: __, ...wide } = search
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const q = String(new FormData(event.currentTarget).get('q') ?? '').trim()
    onChange(q ? { ...search, q } : (({ q: _, ...rest }) => rest)(search))
  }
  return (
    <search>
      <form className="inbox-filter" onSubmit={send} key={search.q ?? ''} aria-label={t.label}>
        <SearchBox name="q" label={t.text} placeholder={t.text} defaultValue={search.q} maxLength={100} data-find />
        <Button type="submit">{t.go}</Button>
        <SelectField label={t.kind} labelHidden empty={t.anyKind} value={search.kind ?? ''} options={itemKinds.map((kind) => ({ value: kind, label: kinds[kind] }))}
          onChange={(event) => {
            const kind = itemKinds.find((one) => one === event.target.value)
            const { kind: _, ...rest } = search
            onChange(kind ? { ...rest, kind } : rest)
          }} />
        <SelectField label={t.sort} labelHidden value={search.sort ?? 'due'} options={[{ value: 'due', label: t.due }, { value: 'newest', label: t.newest }]}
          onChange={(event) => {
            const { sort: _, ...rest } = search
            onChange(event.target.value === 'newest' ? { ...rest, sort: 'newest' } : rest)
          }} />
        {search.box === 'asked' && <Checkbox label={t.ended} checked={search.ended === true} onChange={(event) => {
          const { ended: _, ...rest } = search
          onChange(event.target.checked ? { ...rest, ended: true } : rest)
        }} />}
        {(search.q || search.kind) && <LinkButton look="plain" href={addressOf(wide)}>{t.clear}</LinkButton>}
      </form>
    </search>
  )
}
