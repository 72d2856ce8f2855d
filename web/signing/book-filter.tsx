import { useState, type FormEvent } from 'react'
import { useDirectory } from '../identity/index.tsx'
import { Button, DateField, LinkButton, SearchBox, SelectField, useTexts } from '../kit/index.ts'
import { bookFilter, type BookSearch } from './book-search.ts'
import { signingTexts } from './texts.ts'

/** Narrows the book by words, by the unit that holds the file and by the time limit; all of it stands in the address. */
export function BookFilter({ search, onChange }: { search: BookSearch, onChange: (search: BookSearch) => void }) {
  const t = useTexts(signingTexts).filter
  const { units } = useDirectory()
  const [due, setDue] = useState(search.do ?? '')
  const go = (changed: { readonly [Name in keyof BookSearch]: string | undefined }) => {
    const all = Object.entries({ ...search, ...changed }).filter((entry): entry is [string, string] => Boolean(entry[1]))
    onChange(Object.fromEntries(all))
  }
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    go({ q: String(new FormData(event.currentTarget).get('q') ?? '').trim() })
  }
  return (
    <search>
      <form className="inbox-filter" onSubmit={send} key={search.q ?? ''} aria-label={t.label}>
        <SearchBox name="q" label={t.text} placeholder={t.text} defaultValue={search.q} maxLength={100} data-find />
        <Button type="submit">{t.go}</Button>
        <SelectField label={t.unit} labelHidden empty={t.anyUnit} value={search.utvar ?? ''} options={units.map(({ id, name }) => ({ value: id, label: name }))} onChange={({ target }) => go({ utvar: target.value })} />
        <span className="muted small" aria-hidden="true">{t.due}</span>
        <DateField label={t.due} labelHidden title={t.due} value={due} onChange={({ target }) => { setDue(target.value); if (target.value === '' || target.validity.valid) go({ do: target.value }) }} />
        {Object.keys(bookFilter(search)).length > 0 && <LinkButton look="plain" href="/podpis" onClick={() => setDue('')}>{t.clear}</LinkButton>}
      </form>
    </search>
  )
}
