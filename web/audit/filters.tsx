import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { useDirectory } from '../identity/index.tsx'
import { Button, Cluster, DateField, LinkButton, PickOne, SelectField, TextField, useLanguage, useTexts } from '../kit/index.ts'
import { eventTexts } from '../records/texts-events.ts'
import type { LogSearch } from './queries.ts'
import { logTexts } from './texts.ts'
import { thingIn } from './thing.ts'

/** Who, with what, which event, when. A pasted address of a page stands for the thing it shows. */
export function Filters({ search }: { search: LogSearch }) {
  const t = useTexts(logTexts).filters
  const events = useTexts(eventTexts)
  const language = useLanguage()
  const navigate = useNavigate()
  const { peopleOptions } = useDirectory()
  const [fields, setFields] = useState(search)
  const set = (changed: LogSearch) => setFields((before) => ({ ...before, ...changed }))
  const wrong = fields.od && fields.do && fields.do < fields.od ? t.order : undefined
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (wrong) return
    const kept = Object.entries({ ...fields, co: fields.co && thingIn(fields.co) }).filter(([, value]) => value)
    void navigate({ to: '/protokol', search: Object.fromEntries(kept) })
  }
  const options = Object.entries(events).map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label, language))
  return (
    <form onSubmit={send} noValidate>
      <div className="log-filters">
        <PickOne label={t.who} placeholder={t.anybody} options={peopleOptions} value={fields.kdo ?? null} onChange={(kdo) => set({ kdo: kdo ?? '' })} />
        <SelectField label={t.event} empty={t.any} options={options} value={fields.udalost ?? ''} onChange={({ target }) => set({ udalost: target.value })} />
        <TextField label={t.thing} placeholder={t.thingHint} value={fields.co ?? ''} maxLength={300} onChange={({ target }) => set({ co: target.value })} />
        <DateField label={t.from} value={fields.od ?? ''} onChange={({ target }) => set({ od: target.value })} />
        <DateField label={t.to} value={fields.do ?? ''} onChange={({ target }) => set({ do: target.value })} error={wrong} />
        <Cluster>
          <Button type="submit" look="primary" icon="search">{t.go}</Button>
          {Object.keys(search).length > 0 && <LinkButton href="/protokol" look="plain">{t.clear}</LinkButton>}
        </Cluster>
      </div>
    </form>
  )
}
