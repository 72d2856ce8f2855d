import { Button, SelectField, TextArea, TextField, useTexts } from '../kit/index.ts'
import type { DispatchChannel } from './answer.ts'
import type { Other } from './recipients.ts'
import { dispatchTexts } from './texts.ts'

const channels: readonly DispatchChannel[] = ['EPodatelnaMail', 'Osobne', 'Posta']

/** Kept as texts, because that is what a draft keeps. */
export const readOthers = (values: readonly string[]): Other[] =>
  values.map((value) => ({ name: '', channel: 'EPodatelnaMail', email: '', address: '', ...JSON.parse(value) as Partial<Other> }))

/** Addressees besides the party of the document. */
export function OtherRecipients({ values, onChange, tried }: { values: readonly string[], onChange: (values: string[]) => void, tried: boolean }) {
  const t = useTexts(dispatchTexts).send
  const others = readOthers(values)
  const change = (at: number, changed: Partial<Other>) => onChange(others.map((other, index) => JSON.stringify(index === at ? { ...other, ...changed } : other)))
  return (
    <>
      {others.map((other, index) => (
        <OtherRecipient key={`${index}`} other={other} tried={tried} onChange={(changed) => change(index, changed)} onRemove={() => onChange(values.filter((_, place) => place !== index))} />
      ))}
      <div><Button size="s" look="plain" icon="plus" onClick={() => onChange([...values, '{}'])}>{t.addRecipient}</Button></div>
    </>
  )
}

function OtherRecipient({ other, tried, onChange, onRemove }: { other: Other, tried: boolean, onChange: (changed: Partial<Other>) => void, onRemove: () => void }) {
  const t = useTexts(dispatchTexts)
  const missing = (value: string, words: string) => tried && !value.trim() ? words : undefined
  return (
    <fieldset className="recipient">
      <legend className="visually-hidden">{t.send.otherRecipient}</legend>
      <TextField label={t.send.otherRecipient} required maxLength={300} value={other.name} onChange={(event) => onChange({ name: event.target.value })} error={missing(other.name, t.send.nameMissing)} />
      <SelectField label={t.send.howTo} value={other.channel} onChange={(event) => onChange({ channel: channels.find((one) => one === event.target.value) ?? 'EPodatelnaMail' })}
        options={channels.map((channel) => ({ value: channel, label: t.channels[channel] }))} />
      {other.channel === 'EPodatelnaMail' && <TextField type="email" label={t.send.email} required value={other.email} onChange={(event) => onChange({ email: event.target.value })} error={missing(other.email, t.send.emailMissing)} />}
      {other.channel === 'Posta' && <TextArea label={t.send.address} hint={t.send.addressHint} required rows={3} value={other.address} onChange={(event) => onChange({ address: event.target.value })} error={missing(other.address, t.send.addressMissing)} />}
      <div><Button size="s" look="plain" icon="cross" onClick={onRemove}>{t.send.removeRecipient}</Button></div>
    </fieldset>
  )
}
