import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addresseeOf, useDirectory } from '../identity/index.tsx'
import { Button, Dialog, Panel, PickOne, Stack, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useRefreshDirectory } from './directory.ts'
import { WorkLeft } from './move.tsx'
import { workQuery, type AdminPerson, type AdminUnit } from './queries.ts'
import { administrationTexts } from './texts.ts'

/** Lets a person leave: their work goes to somebody, and they are signed out everywhere at once. */
export function Leave({ person }: { person: AdminPerson }) {
  const t = useTexts(administrationTexts).leave
  const refresh = useRefreshDirectory()
  const work = useQuery(workQuery(person.id)).data
  const { everyone } = useDirectory(person.unitId)
  const [asking, setAsking] = useState(false)
  const [to, setTo] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const needed = work !== undefined && work.files + work.items > 0
  const deed = useDeed(() => api.post(`/api/admin/people/${person.id}/deactivate`, { successor: to ? addresseeOf(to) : null }), { done: t.done, onDone: () => { setAsking(false); refresh() } })
  const go = () => {
    setTried(true)
    if (!needed || to) deed.mutate()
  }
  return (
    <Panel title={t.title}>
      <Stack>
        <p>{t.lead}</p>
        <WorkLeft person={person} />
        <div><Button look="danger" onClick={() => setAsking(true)}>{t.open}</Button></div>
      </Stack>
      <Dialog open={asking} onClose={() => setAsking(false)} title={t.ask(person.name)} actions={<Button look="danger" busy={deed.isPending} onClick={go}>{t.send}</Button>}>
        <Stack>
          {deed.error && <Failure error={deed.error} />}
          <WorkLeft person={person} />
          {needed && <PickOne label={t.to} hint={t.toHint} required options={everyone.filter(({ value }) => value !== `person:${person.id}`)} value={to} onChange={setTo} error={tried && !to ? t.missing : undefined} />}
          <p>{t.means}</p>
        </Stack>
      </Dialog>
    </Panel>
  )
}

/** Takes somebody back who left. */
export function Reactivate({ person, units }: { person: AdminPerson, units: readonly AdminUnit[] }) {
  const t = useTexts(administrationTexts).back
  const refresh = useRefreshDirectory()
  const [unit, setUnit] = useState<string | null>(units.some(({ id }) => id === person.unitId) ? person.unitId : null)
  const deed = useDeed(() => api.post(`/api/admin/people/${person.id}/reactivate`, { unitId: unit }), { done: t.done, onDone: refresh })
  return (
    <Panel title={t.title}>
      <Stack>
        <p>{t.lead}</p>
        {deed.error && <Failure error={deed.error} />}
        <PickOne label={t.unit} required options={units.map(({ id, name, code }) => ({ value: id, label: name, detail: code }))} value={unit} onChange={setUnit} />
        <div><Button busy={deed.isPending} aria-disabled={unit === null || undefined} onClick={() => deed.mutate()}>{t.send}</Button></div>
      </Stack>
    </Panel>
  )
}
