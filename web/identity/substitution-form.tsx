import { useState, type FormEvent } from 'react'
import { Button, Checkbox, CheckboxGroup, DateField, Panel, PickOne, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { useDraft } from '../shell/use-draft.ts'
import { useDirectory } from './directory.ts'
import { substitutableKinds } from './substitution.ts'
import { substitutionTexts } from './texts-substitution.ts'

/** »Nebudu v úřadu od–do, zastoupí mě …«; heads and administrators may say it of others. */
export function SubstitutionForm({ today }: { today: string }) {
  const t = useTexts(substitutionTexts).form
  const kinds = useTexts(substitutionTexts).kinds
  const me = useMe()
  const { peopleOptions } = useDirectory(me.person.unitId)
  const forOthers = hasRole(me, 'head', 'admin')
  const { fields, set, drop } = useDraft('substitution', {
    person: me.person.id as string | null, substitute: null as string | null, from: today, to: today, kinds: [...substitutableKinds] as string[], sign: '', basis: t.basisDefault,
  })
  const [tried, setTried] = useState(false)
  const missing = {
    person: !fields.person && t.missing.person, substitute: !fields.substitute && t.missing.substitute, from: !fields.from && t.missing.day,
    to: !fields.to ? t.missing.day : fields.to < fields.from && t.missing.order, kinds: fields.kinds.length === 0 && t.missing.kinds, basis: !fields.basis.trim() && t.missing.basis,
  }
  const deed = useDeed(() => api.post('/api/substitutions', {
    personId: fields.person, substituteId: fields.substitute, startsOn: fields.from, endsOn: fields.to, kinds: fields.kinds, maySign: fields.sign !== '', basis: fields.basis.trim(),
  }), { done: t.done, onDone: () => { drop(); setTried(false) } })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.values(missing).every((one) => !one)) deed.mutate()
  }
  const errorOf = (name: keyof typeof missing) => (tried && missing[name]) || undefined
  return (
    <Panel title={forOthers ? t.titleAny : t.title}>
      <form className="form" onSubmit={send} noValidate>
        {deed.error && <Failure error={deed.error} />}
        {forOthers && <PickOne label={t.person} required options={peopleOptions} value={fields.person} onChange={(person) => set({ person })} error={errorOf('person')} />}
        <div className="identity-days">
          <DateField label={t.from} required min={today} width="s" value={fields.from} onChange={({ target }) => set({ from: target.value, ...(fields.to < target.value ? { to: target.value } : {}) })} error={errorOf('from')} />
          <DateField label={t.to} required min={fields.from || today} width="s" value={fields.to} onChange={({ target }) => set({ to: target.value })} error={errorOf('to')} />
        </div>
        <PickOne label={fields.person === me.person.id ? t.substitute : t.substituteOther} placeholder={t.placeholder} required options={peopleOptions.filter(({ value }) => value !== fields.person)}
          value={fields.substitute} onChange={(substitute) => set({ substitute })} error={errorOf('substitute')} />
        <CheckboxGroup label={t.scope} name="kinds" choices={substitutableKinds.map((value) => ({ value, label: kinds[value] }))}
          values={fields.kinds} onChange={(chosen) => set({ kinds: [...chosen] })} error={errorOf('kinds')} />
        <Checkbox label={t.sign} hint={t.signHint} checked={fields.sign !== ''} onChange={({ target }) => set({ sign: target.checked ? 'yes' : '' })} />
        <TextField label={t.basis} hint={t.basisHint} required maxLength={500} value={fields.basis} onChange={({ target }) => set({ basis: target.value })} error={errorOf('basis')} />
        <Button type="submit" look="primary" busy={deed.isPending}>{t.send}</Button>
      </form>
    </Panel>
  )
}
