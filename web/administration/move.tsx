import { useState, type FormEvent } from 'react'
import { useQuery } from '@tanstack/react-query'
import { addresseeOf, useDirectory } from '../identity/index.tsx'
import { Button, Panel, PickOne, plural, RadioGroup, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useRefreshDirectory } from './directory.ts'
import { workQuery, type AdminPerson, type AdminUnit } from './queries.ts'
import { administrationTexts, fileForms, taskForms } from './texts.ts'

/** Moves a person to another unit; their unfinished work goes along, or stays with whom is chosen. */
export function Move({ person, units }: { person: AdminPerson, units: readonly AdminUnit[] }) {
  const t = useTexts(administrationTexts).move
  const refresh = useRefreshDirectory()
  const { everyone } = useDirectory(person.unitId)
  const [unit, setUnit] = useState<string | null>(null)
  const [work, setWork] = useState<'moves' | 'stays'>('moves')
  const [to, setTo] = useState<string | null>(`unit:${person.unitId}`)
  const [tried, setTried] = useState(false)
  const deed = useDeed(() => api.post(`/api/admin/people/${person.id}/move`, { unitId: unit, leaves: work === 'stays' && to ? addresseeOf(to) : null }), {
    done: t.done, onDone: () => { setUnit(null); setTried(false); refresh() },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (unit && (work === 'moves' || to)) deed.mutate()
  }
  return (
    <Panel title={t.title}>
      <form className="form" onSubmit={send} noValidate>
        {deed.error && <Failure error={deed.error} />}
        <PickOne label={t.unit} required options={units.filter(({ id }) => id !== person.unitId).map(({ id, name, code }) => ({ value: id, label: name, detail: code }))}
          value={unit} onChange={setUnit} error={tried && !unit ? t.missing : undefined} />
        <RadioGroup label={t.work} name="work" value={work} onChange={(value) => setWork(value === 'stays' ? 'stays' : 'moves')}
          choices={[{ value: 'moves', label: t.moves }, { value: 'stays', label: t.stays }]} />
        {work === 'stays' && <PickOne label={t.to} required options={everyone.filter(({ value }) => value !== `person:${person.id}`)} value={to} onChange={setTo} error={tried && !to ? t.toMissing : undefined} />}
        <WorkLeft person={person} />
        <Button type="submit" busy={deed.isPending}>{t.send}</Button>
      </form>
    </Panel>
  )
}

/** How much unfinished work a person has. */
export function WorkLeft({ person }: { person: AdminPerson }) {
  const t = useTexts(administrationTexts).work
  const language = useLanguage()
  const work = useQuery(workQuery(person.id)).data
  if (!work) return null
  const none = work.files + work.items === 0
  return <p className="muted">{none ? t.none : t.left(plural(language, work.files, fileForms[language]), plural(language, work.items, taskForms[language]))}</p>
}
