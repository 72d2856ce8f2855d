import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, PickOne, TextArea, TextField, useTexts } from '../kit/index.ts'
import { partiesQuery } from './queries.ts'
import { dispatchTexts } from './texts.ts'

/** Somebody of the register, or somebody new. */
export interface AddresseeFields extends Readonly<Record<'partyId' | 'partyName' | 'isNew' | 'name' | 'email' | 'address', string>> {}
export const nobody: AddresseeFields = { partyId: '', partyName: '', isNew: '', name: '', email: '', address: '' }

/** As `POST /api/letters` takes them; null when nobody is named. */
export function addresseeOf({ partyId, isNew, name, email, address }: AddresseeFields): object | null {
  if (!isNew) return partyId ? { id: partyId } : null
  return name.trim() ? { name: name.trim(), email: email.trim() || null, address: address.split('\n').map((line) => line.trim()).filter(Boolean).slice(0, 6) } : null
}

interface AddresseeProps { readonly fields: AddresseeFields, readonly onChange: (changed: Partial<AddresseeFields>) => void, readonly tried: boolean }

/** Whom a letter of the office goes to. */
export function Addressee({ fields, onChange, tried }: AddresseeProps) {
  const t = useTexts(dispatchTexts).letters
  const [typed, setTyped] = useState('')
  const found = useQuery(partiesQuery(typed)).data?.items ?? []
  const chosen = fields.partyId ? [{ value: fields.partyId, label: fields.partyName }] : []
  const options = [...chosen, ...found.filter(({ id }) => id !== fields.partyId).map(({ id, name, email, address }) => ({ value: id, label: name, detail: [email, ...address].filter(Boolean).join(', ') }))]
  if (!fields.isNew) {
    return (
      <>
        <PickOne label={t.addressee} hint={t.addresseeHint} required options={options} value={fields.partyId || null} onSearch={setTyped}
          onChange={(value) => onChange({ partyId: value ?? '', partyName: options.find((option) => option.value === value)?.label ?? '' })} error={tried && !fields.partyId ? t.addresseeMissing : undefined} />
        <div><Button size="s" look="plain" icon="plus" onClick={() => onChange({ isNew: 'yes', name: typed })}>{t.notInRegister}</Button></div>
      </>
    )
  }
  return (
    <fieldset className="recipient">
      <legend className="visually-hidden">{t.addressee}</legend>
      <TextField label={t.name} required maxLength={300} value={fields.name} onChange={(event) => onChange({ name: event.target.value })} error={tried && !fields.name.trim() ? t.addresseeMissing : undefined} />
      <TextField type="email" label={t.email} value={fields.email} onChange={(event) => onChange({ email: event.target.value })} />
      <TextArea label={t.address} rows={3} value={fields.address} onChange={(event) => onChange({ address: event.target.value })} />
      <div><Button size="s" look="plain" onClick={() => onChange({ isNew: '' })}>{t.fromRegister}</Button></div>
    </fieldset>
  )
}
