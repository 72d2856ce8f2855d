import { Checkbox, CheckboxGroup, Dialog, RadioGroup, TextField, useTexts } from '../kit/index.ts'
import { useDirectory } from '../identity/index.tsx'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { useMe } from '../shell/session.ts'
import { useDraft } from '../shell/use-draft.ts'
import { AskForm } from './ask-form.tsx'
import type { Place, Route } from './route.ts'
import { routeTexts } from './texts-route.ts'

/** For whom this person may keep templates; empty when for nobody. */
export function useTemplateScopes(): readonly ('unit' | 'office')[] {
  const { roles } = useMe().person
  return [...roles.includes('head') ? ['unit'] as const : [], ...roles.includes('registrar') || roles.includes('admin') ? ['office'] as const : []]
}

/** Keeps the stages of a route for the next time: the course that proved good is the best template. */
export function SaveTemplateDialog({ route, onClose }: { route: Route, onClose: () => void }) {
  const t = useTexts(routeTexts)
  const me = useMe().person
  const { people } = useDirectory()
  const scopes = useTemplateScopes()
  const { fields, set, drop } = useDraft(`template ${route.id}`, {
    name: route.name ?? '', scope: scopes[0] ?? 'unit', myHead: 'yes', law: route.stages.filter(({ lockedByLaw }) => lockedByLaw).map(({ id }) => id) as readonly string[],
  })
  const isHead = ({ addressee }: Place) => addressee.kind === 'person' && people.some(({ id, roles }) => id === addressee.id && roles.includes('head'))
  const toOf = (place: Place) => fields.myHead === 'yes' && isHead(place) ? { kind: 'my-head' } : { kind: place.addressee.kind, id: place.addressee.id }
  const stages = route.stages.map(({ id, kind, rule, needed, dueDays, instruction, onReturn, places }) => (
    { kind, rule, needed, dueDays, instruction, onReturn, lockedByLaw: fields.law.includes(id), to: places.map(toOf) }))
  const deed = useDeed(() => api.post('/api/route-templates', { name: fields.name.trim(), unitId: fields.scope === 'office' ? null : me.unitId, onChange: route.onChange, stages }),
    { done: t.template.saved, onDone: () => { drop(); onClose() } })
  return (
    <Dialog open title={t.template.title} onClose={onClose}>
      <AskForm deed={deed} ready={fields.name.trim() !== ''} onSend={() => deed.mutate()} send={t.template.save} lead={t.template.lead} onClose={onClose}>
        {(tried) => (
          <>
            <TextField label={t.template.name} required maxLength={200} value={fields.name} onChange={(event) => set({ name: event.target.value })} error={tried && !fields.name.trim() ? t.template.nameMissing : undefined} />
            {scopes.length > 1 && <RadioGroup name="scope" label={t.template.scope} value={fields.scope} onChange={(scope) => set({ scope: scope === 'office' ? 'office' : 'unit' })}
              choices={scopes.map((value) => ({ value, label: t.template.scopes[value] }))} />}
            <CheckboxGroup name="law" label={t.template.law} values={fields.law} onChange={(law) => set({ law })}
              choices={route.stages.map(({ id, kind, places }, i) => ({ value: id, label: `${i + 1}. ${t.work[kind]}: ${places.map(({ addressee }) => addressee.name).join(', ')}` }))} />
            {route.stages.some(({ places }) => places.some(isHead)) && (
              <Checkbox label={t.template.myHead} checked={fields.myHead === 'yes'} onChange={(event) => set({ myHead: event.target.checked ? 'yes' : 'no' })} />
            )}
          </>
        )}
      </AskForm>
    </Dialog>
  )
}

/** Takes a template out of use; routes already started keep their stages. */
export function DropTemplateDialog({ id, name, onClose }: { id: string, name: string, onClose: () => void }) {
  const t = useTexts(routeTexts).template
  const deed = useDeed(() => api.delete(`/api/route-templates/${id}`), { done: t.dropped, onDone: onClose })
  return (
    <Dialog open title={t.dropTitle(name)} onClose={onClose}>
      <AskForm deed={deed} ready onSend={() => deed.mutate()} send={t.drop} look="danger" lead={t.dropLead} onClose={onClose}>{() => null}</AskForm>
    </Dialog>
  )
}
