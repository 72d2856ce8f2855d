import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Button, DateField, Message, Panel, PickMany, SelectField, Skeleton, Stack, TextArea, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { isProblem } from '../shell/problem.ts'
import { hasRole, useMe } from '../shell/session.ts'
import { useDraft } from '../shell/use-draft.ts'
import { useSettled } from '../shell/use-settled.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import { documentKinds, type Duty } from './model.ts'
import { dutyQuery } from './queries.ts'
import { signingTexts } from './texts.ts'

/** Submits the newest wording of a draft for signature; unfolds under its button, and what was written in it waits there. */
export function AskSignature({ documentId }: { documentId: string }) {
  const t = useTexts(signingTexts).ask
  const [open, setOpen] = useState(false)
  if (!hasRole(useMe(), 'clerk', 'head')) return null
  return (
    <Panel title={t.open} actions={<Button size="s" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? t.fold : t.unfold}</Button>}>
      {open ? <AskForm documentId={documentId} onClose={() => setOpen(false)} /> : <p className="small muted">{t.lead}</p>}
    </Panel>
  )
}

const empty = { kind: '', amount: '', to: [] as readonly string[], instruction: '', dueOn: '' }

function AskForm({ documentId, onClose }: { documentId: string, onClose: () => void }) {
  const { ask: t, kinds } = useTexts(signingTexts)
  const { fields, set, drop } = useDraft(`ask signature ${documentId}`, empty)
  const [tried, setTried] = useState(false)
  const amount = /^\d{1,12}$/.test(fields.amount.replaceAll(/\s/g, '')) ? fields.amount.replaceAll(/\s/g, '') : ''
  const duty = useQuery(dutyQuery(documentId, fields.kind, useSettled(amount)))
  const to = fields.to.filter((id) => duty.data?.signers.some((signer) => signer.id === id) ?? true)
  const deed = useDeed(() => api.post(`/api/documents/${documentId}/signing`, {
    to, documentKind: fields.kind || null, amount: amount ? Number(amount) : null, instruction: fields.instruction.trim() || null, dueOn: fields.dueOn || null,
  }), { done: t.done, onDone: () => { drop(); onClose() } })
  const send = (event: FormEvent) => { event.preventDefault(); setTried(true); if (to.length > 0) deed.mutate() }
  return (
    <form className="form" onSubmit={send} noValidate>
      {(deed.error ?? duty.error) && <Failure error={deed.error ?? duty.error} />}
      <SelectField label={t.kind} empty={t.anyKind} value={fields.kind} options={documentKinds.map((kind) => ({ value: kind, label: kinds[kind] }))} onChange={({ target }) => set({ kind: target.value })} />
      <TextField label={t.amount} hint={t.amountHint} inputMode="numeric" width="s" maxLength={16} value={fields.amount} onChange={({ target }) => set({ amount: target.value })} />
      {duty.data ? <Needed duty={duty.data} /> : <Skeleton lines={1} />}
      {duty.data && isAsked(duty.data) && (
        <>
          <PickMany label={t.who} hint={t.whoHint} required options={duty.data.signers.map(({ id, name }) => ({ value: id, label: name }))} values={to} onChange={(chosen) => set({ to: chosen })} error={tried && to.length === 0 ? t.whoMissing : undefined} />
          <TextArea onKeyDown={sendByKeys} label={t.instruction} rows={2} maxLength={2000} value={fields.instruction} onChange={({ target }) => set({ instruction: target.value })} />
          <DateField label={t.due} value={fields.dueOn} onChange={({ target }) => set({ dueOn: target.value })} error={isProblem(deed.error) ? deed.error.field('dueOn') : undefined} />
          <Button type="submit" look="primary" busy={deed.isPending}>{t.send}</Button>
        </>
      )}
    </form>
  )
}

const isAsked = ({ need, signers }: Duty): boolean => (need === 'signature' || need === 'signature+timestamp') && signers.length > 0

/** What the rules of the office want of such a document, before anybody is asked for what they do not. */
function Needed({ duty: { need, signers } }: { duty: Duty }) {
  const { ask: t, needs } = useTexts(signingTexts)
  if (need === 'none') return <Message quiet title={t.noNeed} />
  if (need === 'approval') return <Message quiet title={t.approval} />
  if (need === 'seal') return <Message quiet title={t.seal} />
  return <Stack gap="s"><p className="small">{t.need(needs[need])}</p>{signers.length === 0 && <Message quiet tone="warning" title={t.nobody} />}</Stack>
}
