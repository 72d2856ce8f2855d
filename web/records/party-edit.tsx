import type { FormEvent } from 'react'
import { Button, DateField, Dialog, SelectField, TextArea, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useDraft } from '../shell/use-draft.ts'
import { partyKinds, type OpenedParty, type Party } from './party.ts'
import { registerTexts } from './texts-register.ts'

/** What is known of a person, corrected; the former words stay in the log. */
export function PartyDialog({ party, onClose }: { party: OpenedParty, onClose: () => void }) {
  const t = useTexts(registerTexts).parties
  const { fields, set, drop } = useDraft(`party ${party.id}`, {
    kind: party.kind as string, name: party.name, email: party.email ?? '', address: party.address.join('\n'), dataBox: party.dataBox ?? '', ico: party.ico ?? '', bornOn: party.bornOn ?? '',
  })
  const deed = useDeed((given: Omit<Party, 'id' | 'kind' | 'mergedInto'> & { readonly kind: string }) => api.put(`/api/parties/${party.id}`, given), { done: t.saved, onDone: () => { drop(); onClose() } })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { address, bornOn, ...same } = fields
    deed.mutate({ ...same, address: address.split('\n'), bornOn: bornOn || null })
  }
  return (
    <Dialog open onClose={onClose} title={t.edit} actions={<><Button look="plain" onClick={onClose}>{t.back}</Button><Button type="submit" form="party" look="primary" busy={deed.isPending}>{t.save}</Button></>}>
      <form id="party" className="form" onSubmit={submit}>
        {deed.error && <Failure error={deed.error} />}
        <TextField label={t.name} required maxLength={300} value={fields.name} onChange={(event) => set({ name: event.target.value })} />
        <SelectField label={t.kind} value={fields.kind} onChange={(event) => set({ kind: event.target.value })} options={partyKinds.map((kind) => ({ value: kind, label: t.kinds[kind] }))} />
        {fields.kind !== 'Fyzicka' && <TextField label={t.ico} inputMode="numeric" maxLength={12} width="s" value={fields.ico} onChange={(event) => set({ ico: event.target.value })} />}
        {fields.kind !== 'Pravnicka' && <DateField label={t.bornOn} width="s" value={fields.bornOn} onChange={(event) => set({ bornOn: event.target.value })} />}
        <TextField label={t.email} type="email" maxLength={200} value={fields.email} onChange={(event) => set({ email: event.target.value })} />
        <TextField label={t.dataBox} maxLength={20} width="s" value={fields.dataBox} onChange={(event) => set({ dataBox: event.target.value })} />
        <TextArea label={t.address} hint={t.addressHint} rows={3} value={fields.address} onChange={(event) => set({ address: event.target.value })} />
      </form>
    </Dialog>
  )
}
