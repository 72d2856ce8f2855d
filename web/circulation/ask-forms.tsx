import { DateField, PickMany, PickOne, Skeleton, TextArea, useTexts, type Pickable } from '../kit/index.ts'
import { addresseeOf, useDirectory, type Person } from '../identity/index.tsx'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { useMe } from '../shell/session.ts'
import { useDraft } from '../shell/use-draft.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import { AskForm } from './ask-form.tsx'
import type { Wording } from './item.ts'
import { circulationTexts } from './texts.ts'

interface FormProps { readonly documentId: string, readonly onClose: () => void }

/** Hands the file over to one person or unit. */
export function AssignForm({ documentId, onClose }: FormProps) {
  const t = useTexts(circulationTexts).ask
  const { everyone } = useDirectory(useMe().person.unitId)
  const { fields, set, drop } = useDraft(`assign ${documentId}`, { to: null as string | null, instruction: '' })
  const deed = useDeed((given: typeof fields) => api.post(`/api/documents/${documentId}/assign`, { to: addresseeOf(given.to ?? ''), instruction: given.instruction.trim() || null }),
    { done: t.assigned, onDone: () => { drop(); onClose() } })
  return (
    <AskForm deed={deed} onSend={() => deed.mutate(fields)} ready={fields.to !== null} send={t.assign} onClose={onClose}>
      {(tried) => (
        <>
          <PickOne label={t.to} required placeholder={t.toPlaceholder} options={everyone} value={fields.to} onChange={(to) => set({ to })} error={tried && !fields.to ? t.toMissing : undefined} />
          <TextArea onKeyDown={sendByKeys} label={t.instruction} hint={t.instructionHint} rows={2} maxLength={2000} value={fields.instruction} onChange={(event) => set({ instruction: event.target.value })} />
        </>
      )}
    </AskForm>
  )
}

/** Asks several units and people at once, in parallel. */
export function StatementsForm({ documentId, onClose }: FormProps) {
  const t = useTexts(circulationTexts).ask
  const { everyone } = useDirectory()
  const { fields, set, drop } = useDraft(`statements ${documentId}`, { to: [] as readonly string[], question: '', dueOn: '' })
  const deed = useDeed((given: typeof fields) => api.post(`/api/documents/${documentId}/statements`,
    { to: given.to.map(addresseeOf), instruction: given.question.trim(), dueOn: given.dueOn || null }), { done: t.statementsSent, onDone: () => { drop(); onClose() } })
  return (
    <AskForm deed={deed} onSend={() => deed.mutate(fields)} ready={fields.to.length > 0 && fields.question.trim() !== ''} send={t.statements} onClose={onClose}>
      {(tried, problem) => (
        <>
          <PickMany label={t.to} required hint={t.manyHint} placeholder={t.toPlaceholder} options={everyone} values={fields.to} onChange={(to) => set({ to })}
            error={tried && fields.to.length === 0 ? t.toMissing : undefined} />
          <TextArea onKeyDown={sendByKeys} label={t.question} required rows={3} maxLength={2000} value={fields.question} onChange={(event) => set({ question: event.target.value })}
            error={tried && !fields.question.trim() ? t.questionMissing : undefined} />
          <DateField label={t.dueOn} hint={t.dueHint} value={fields.dueOn} onChange={(event) => set({ dueOn: event.target.value })} error={problem?.field('dueOn')} />
        </>
      )}
    </AskForm>
  )
}

/** Submits the current wording; the head of one's unit is offered first, so mostly one press is enough. */
export function ApprovalForm(props: FormProps & { wording: Wording }) {
  const { people, peopleOptions } = useDirectory(useMe().person.unitId)
  return people.length > 0 ? <ReadyApprovalForm {...props} people={people} options={peopleOptions} /> : <Skeleton />
}

interface ReadyProps extends FormProps { readonly wording: Wording, readonly people: readonly Person[], readonly options: readonly Pickable[] }

function ReadyApprovalForm({ documentId, wording, onClose, people, options }: ReadyProps) {
  const t = useTexts(circulationTexts).ask
  const me = useMe().person
  const head = people.find((person) => person.unitId === me.unitId && person.roles.includes('head') && person.id !== me.id)
  const { fields, set, drop } = useDraft(`approval ${documentId}`, { to: head?.id ?? null as string | null, instruction: '' })
  const deed = useDeed((given: typeof fields) => api.post(`/api/documents/${documentId}/approval`, { to: { kind: 'person', id: given.to }, instruction: given.instruction.trim() || null }),
    { done: t.approvalSent, onDone: () => { drop(); onClose() } })
  return (
    <AskForm deed={deed} onSend={() => deed.mutate(fields)} ready={fields.to !== null} send={t.approval} lead={t.boundTo(wording.number)} onClose={onClose}>
      {(tried) => (
        <>
          <PickOne label={t.approver} required placeholder={t.toPlaceholder} options={options} value={fields.to} onChange={(to) => set({ to })} error={tried && !fields.to ? t.approverMissing : undefined} />
          <TextArea onKeyDown={sendByKeys} label={t.instruction} hint={t.instructionHint} rows={2} maxLength={2000} value={fields.instruction} onChange={(event) => set({ instruction: event.target.value })} />
        </>
      )}
    </AskForm>
  )
}
