import { useState } from 'react'
import { useDirectory } from '../identity/index.tsx'
import { Button, DateField, Dialog, PickOne, RadioGroup, Stack, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { isProblem } from '../shell/problem.ts'
import { useDraft } from '../shell/use-draft.ts'
import { useNow } from '../shell/use-now.ts'
import { ScopeFields } from './scope-fields.tsx'
import { ruleTexts } from './texts-rules.ts'

/** A new line of who may sign what. */
export function AuthorityDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(ruleTexts).authorities
  const { peopleOptions, unitOptions } = useDirectory()
  const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Prague' }).format(useNow())
  const { fields, set, drop } = useDraft('signing authority', { kind: 'head', holder: null as string | null, classId: null as string | null, documentKind: '', upTo: '', startsOn: today, endsOn: '', basis: '' })
  const [tried, setTried] = useState(false)
  const deed = useDeed(() => api.post('/api/signing/authorities', {
    holder: { kind: fields.kind, id: fields.holder }, classId: fields.classId, documentKind: fields.documentKind || null, upTo: amount === '' ? null : Number(amount), startsOn: fields.startsOn, endsOn: fields.endsOn || null, basis: fields.basis.trim(),
  }), { done: t.done, onDone: () => { drop(); onClose() } })
  const amount = fields.upTo.replaceAll(/\s/g, '')
  const problem = (path: string) => isProblem(deed.error) ? deed.error.field(path) : undefined
  const send = () => { setTried(true); if (fields.holder && fields.basis.trim() && fields.startsOn) deed.mutate() }
  return (
    <Dialog open onClose={onClose} size="l" title={t.add} actions={<Button look="primary" busy={deed.isPending} onClick={send}>{t.save}</Button>}>
      <form onSubmit={(event) => { event.preventDefault(); send() }} noValidate>
        <Stack>
          {deed.error && <Failure error={deed.error} />}
          <RadioGroup name="whose" label={t.whoKind} inline value={fields.kind} onChange={(kind) => set({ kind, holder: null })} choices={[{ value: 'head', label: t.head }, { value: 'person', label: t.person }]} />
          <PickOne key={fields.kind} label={t.holder} hint={t.whoHint} required placeholder={t.choose} options={fields.kind === 'head' ? unitOptions : peopleOptions} value={fields.holder} onChange={(holder) => set({ holder })} error={tried && !fields.holder ? t.missing : undefined} />
          <ScopeFields scope={fields} onChange={set} />
          <TextField label={t.upToLabel} hint={t.upToHint} inputMode="numeric" width="s" maxLength={16} value={fields.upTo} onChange={({ target }) => set({ upTo: target.value })} error={problem('upTo')} />
          <DateField label={t.startsOn} required value={fields.startsOn} onChange={({ target }) => set({ startsOn: target.value })} error={problem('startsOn')} />
          <DateField label={t.endsOn} hint={t.endsHint} value={fields.endsOn} onChange={({ target }) => set({ endsOn: target.value })} error={problem('endsOn')} />
          <TextField label={t.basis} hint={t.basisHint} required maxLength={500} value={fields.basis} onChange={({ target }) => set({ basis: target.value })} error={tried && !fields.basis.trim() ? t.basisMissing : undefined} />
        </Stack>
      </form>
    </Dialog>
  )
}
