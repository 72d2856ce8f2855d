import { useState } from 'react'
import { Button, Checkbox, Dialog, RadioGroup, SelectField, Stack, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useDraft } from '../shell/use-draft.ts'
import { changePolicies, mustOpens, needs } from './model.ts'
import { ScopeFields } from './scope-fields.tsx'
import { signingTexts } from './texts.ts'
import { ruleTexts } from './texts-rules.ts'

/** A rule of what documents need; it takes the place of the one for the same class and kind. */
export function RuleDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(ruleTexts).rules
  const words = useTexts(signingTexts)
  const { fields, set, drop } = useDraft('signing rule', { classId: null as string | null, documentKind: '', need: 'signature+timestamp', mustOpen: 'exceptions', percent: '5', onChange: 'affected', visible: '' })
  const [tried, setTried] = useState(false)
  const sampled = fields.mustOpen === 'sample'
  const percent = Number(fields.percent)
  const isSigned = fields.need.startsWith('signature')
  const isWrong = sampled && !(Number.isInteger(percent) && percent >= 1 && percent <= 99)
  const deed = useDeed(() => api.post('/api/signing/rules', {
    classId: fields.classId, documentKind: fields.documentKind || null, need: fields.need, mustOpen: fields.mustOpen, samplePercent: sampled ? percent : null, onChange: fields.onChange, visible: isSigned && fields.visible === 'yes',
  }), { done: t.saved, onDone: () => { drop(); onClose() } })
  const send = () => { setTried(true); if (!isWrong) deed.mutate() }
  return (
    <Dialog open onClose={onClose} size="l" title={t.add} actions={<Button look="primary" busy={deed.isPending} onClick={send}>{t.save}</Button>}>
      <form onSubmit={(event) => { event.preventDefault(); send() }} noValidate>
        <Stack>
          {deed.error && <Failure error={deed.error} />}
          <p className="muted small">{t.replaces}</p>
          <ScopeFields scope={fields} onChange={set} />
          <SelectField label={t.need} value={fields.need} options={needs.map((need) => ({ value: need, label: words.needs[need] }))} onChange={({ target }) => set({ need: target.value })} />
          <RadioGroup name="must-open" label={t.mustOpen} value={fields.mustOpen} onChange={(mustOpen) => set({ mustOpen })} choices={mustOpens.map((one) => ({ value: one, label: t.mustOpens[one] }))} />
          {sampled && <TextField label={t.percent} inputMode="numeric" width="s" maxLength={2} required value={fields.percent} onChange={({ target }) => set({ percent: target.value })} error={tried && isWrong ? t.percentMissing : undefined} />}
          <RadioGroup name="on-change" label={t.onChange} value={fields.onChange} onChange={(onChange) => set({ onChange })} choices={changePolicies.map((one) => ({ value: one, label: t.changes[one] }))} />
          {isSigned && <Checkbox label={t.visible} hint={t.visibleHint} checked={fields.visible === 'yes'} onChange={({ target }) => set({ visible: target.checked ? 'yes' : '' })} />}
        </Stack>
      </form>
    </Dialog>
  )
}
