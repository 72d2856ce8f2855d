import { DateField, Dialog, PickMany, PickOne, RadioGroup, SelectField, Stack, TextArea, TextField, useTexts } from '../kit/index.ts'
import { addresseeOf, useDirectory } from '../identity/index.tsx'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { useDraft } from '../shell/use-draft.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import { AskForm } from './ask-form.tsx'
import type { Item } from './item.ts'
import type { Route } from './route.ts'
import { routeTexts } from './texts-route.ts'

interface DialogProps { readonly onClose: () => void }

/** A deed of which only the reason has to be said. */
export function ReasonDialog({ url, title, lead, give, danger, onClose }: DialogProps & {
  url: string, title: string, give: string, lead?: string | undefined, danger?: boolean | undefined
}) {
  const t = useTexts(routeTexts)
  const { fields, set, drop } = useDraft(`reason ${url}`, { reason: '' })
  const deed = useDeed(() => api.post(url, { reason: fields.reason.trim() }), { done: t.deeds.done, onDone: () => { drop(); onClose() } })
  return (
    <Dialog open title={title} onClose={onClose}>
      <AskForm deed={deed} ready={fields.reason.trim() !== ''} onSend={() => deed.mutate()} send={give} lead={lead} look={danger ? 'danger' : 'primary'} onClose={onClose}>
        {(tried) => <Reason value={fields.reason} onChange={(reason) => set({ reason })} tried={tried} />}
      </AskForm>
    </Dialog>
  )
}

function Reason({ value, onChange, tried }: { value: string, onChange: (value: string) => void, tried: boolean }) {
  const t = useTexts(routeTexts).dialog
  return (
    <TextArea onKeyDown={sendByKeys} label={t.reason} hint={t.reasonHint} required rows={3} maxLength={2000} value={value} onChange={(event) => onChange(event.target.value)}
      error={tried && !value.trim() ? t.reasonMissing : undefined} />
  )
}

export function DueDialog({ item, onClose }: DialogProps & { item: Item }) {
  const t = useTexts(routeTexts)
  const { fields, set, drop } = useDraft(`due ${item.id}`, { dueOn: item.dueOn ?? '', reason: '' })
  const deed = useDeed(() => api.post(`/api/items/${item.id}/due`, { dueOn: fields.dueOn, reason: fields.reason.trim() }), { done: t.deeds.done, onDone: () => { drop(); onClose() } })
  return (
    <Dialog open title={t.dialog.dueTitle(item.addressee.name)} onClose={onClose}>
      <AskForm deed={deed} ready={fields.dueOn !== '' && fields.reason.trim() !== ''} onSend={() => deed.mutate()} send={t.dialog.save} onClose={onClose}>
        {(tried, problem) => (
          <>
            <DateField label={t.dialog.dueOn} required value={fields.dueOn} onChange={(event) => set({ dueOn: event.target.value })} error={tried && !fields.dueOn ? t.dialog.dueMissing : problem?.field('dueOn')} />
            <Reason value={fields.reason} onChange={(reason) => set({ reason })} tried={tried} />
          </>
        )}
      </AskForm>
    </Dialog>
  )
}

/** Who passes work on stays responsible; the dialog says so before they do. */
export function DelegateDialog({ item, onClose }: DialogProps & { item: Item }) {
  const t = useTexts(routeTexts)
  const { peopleOptions } = useDirectory()
  const { fields, set, drop } = useDraft(`delegate ${item.id}`, { to: null as string | null, note: '' })
  const deed = useDeed(() => api.post(`/api/items/${item.id}/delegate`, { to: { kind: 'person', id: fields.to }, note: fields.note.trim() || null }), { done: t.deeds.done, onDone: () => { drop(); onClose() } })
  return (
    <Dialog open title={t.dialog.delegateTitle} onClose={onClose}>
      <AskForm deed={deed} ready={fields.to !== null} onSend={() => deed.mutate()} send={t.dialog.delegate} lead={t.dialog.delegateLead} onClose={onClose}>
        {(tried) => (
          <>
            <PickOne label={t.dialog.delegateTo} required options={peopleOptions} value={fields.to} onChange={(to) => set({ to })} error={tried && !fields.to ? t.dialog.toMissing : undefined} />
            <TextArea onKeyDown={sendByKeys} label={t.dialog.delegateNote} hint={t.dialog.optional} rows={2} maxLength={2000} value={fields.note} onChange={(event) => set({ note: event.target.value })} />
          </>
        )}
      </AskForm>
    </Dialog>
  )
}

/** Back to whoever submitted it, or to one of the steps before, which alone is then asked again. */
export function ReturnDialog({ item, route, onClose }: DialogProps & { item: Item, route: Route | undefined }) {
  const t = useTexts(routeTexts)
  const { fields, set, drop } = useDraft(`return to ${item.id}`, { to: 'sender', reason: '' })
  const deed = useDeed(() => api.post(`/api/items/${item.id}/return`, { to: fields.to, reason: fields.reason.trim() }), { done: t.deeds.done, onDone: () => { drop(); onClose() } })
  const passed = route?.stages.slice(0, route.stages.findIndex(({ places }) => places.some(({ itemId }) => itemId === item.id))) ?? []
  const steps = passed.flatMap(({ places }, i) => places.map((place) => ({ value: place.id, label: t.dialog.step(i + 1, place.addressee.name) })))
  return (
    <Dialog open title={t.dialog.returnTitle} onClose={onClose}>
      <AskForm deed={deed} ready={fields.reason.trim() !== ''} onSend={() => deed.mutate()} send={t.dialog.give} look="danger" onClose={onClose}>
        {(tried) => (
          <>
            {steps.length > 0 && <RadioGroup name={`to-${item.id}`} label={t.dialog.returnTo} value={fields.to} onChange={(to) => set({ to })} choices={[{ value: 'sender', label: t.dialog.sender }, ...steps]} />}
            <Reason value={fields.reason} onChange={(reason) => set({ reason })} tried={tried} />
          </>
        )}
      </AskForm>
    </Dialog>
  )
}

const asked = ['comment', 'approve', 'check', 'correct', 'handle', 'note', 'dispatch'] as const

/** A new step after a stage, or one more addressee within it. */
export function InsertDialog({ routeId, place, onClose }: DialogProps & { routeId: string, place: { readonly after: string } | { readonly into: string, readonly kind: Item['kind'] } }) {
  const t = useTexts(routeTexts)
  const { everyone } = useDirectory()
  const { fields, set, drop } = useDraft(`insert ${routeId}`, { kind: 'comment', to: [] as readonly string[], days: '', instruction: '', reason: '' })
  const beside = 'into' in place
  const step = { kind: beside ? place.kind : fields.kind, to: fields.to.map(addresseeOf), dueDays: Number(fields.days) || null, instruction: fields.instruction.trim() || null }
  const where = beside ? { into: place.into } : place
  const deed = useDeed(() => api.post(`/api/routes/${routeId}/steps`, { ...where, step, reason: fields.reason.trim() }), { done: t.deeds.done, onDone: () => { drop(); onClose() } })
  const own = !beside && (
    <>
      <SelectField label={t.dialog.kind} value={fields.kind} onChange={(event) => set({ kind: event.target.value })} options={asked.map((kind) => ({ value: kind, label: t.work[kind] }))} />
      <TextField label={t.dialog.days} hint={t.dialog.daysHint} type="number" min={1} max={250} width="s" value={fields.days} onChange={(event) => set({ days: event.target.value })} />
      <TextArea label={t.dialog.instruction} hint={t.dialog.optional} rows={2} maxLength={2000} value={fields.instruction} onChange={(event) => set({ instruction: event.target.value })} />
    </>
  )
  return (
    <Dialog open title={beside ? t.dialog.addTitle : t.dialog.insertTitle} onClose={onClose}>
      <AskForm deed={deed} ready={fields.to.length > 0 && fields.reason.trim() !== ''} onSend={() => deed.mutate()} send={t.dialog.insert} onClose={onClose}>
        {(tried) => (
          <Stack>
            <PickMany label={t.dialog.to} required options={everyone} values={fields.to} onChange={(to) => set({ to })} error={tried && fields.to.length === 0 ? t.dialog.toMissing : undefined} />
            {own}
            <Reason value={fields.reason} onChange={(reason) => set({ reason })} tried={tried} />
          </Stack>
        )}
      </AskForm>
    </Dialog>
  )
}
