import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Cluster, DateField, formatDate, Message, PickMany, SelectField, Skeleton, TextArea, useLanguage, useTexts } from '../kit/index.ts'
import { addresseeOf, useDirectory } from '../identity/index.tsx'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useDraft } from '../shell/use-draft.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import { AskForm } from './ask-form.tsx'
import type { Preview, Template } from './route.ts'
import { DropTemplateDialog } from './save-template.tsx'
import { routeTexts } from './texts-route.ts'

interface FormProps { readonly documentId: string, readonly onClose: () => void }

/** A route from a template: what it would ask of whom is seen before it starts. */
export function RouteForm({ documentId, onClose }: FormProps) {
  const all = useTexts(routeTexts)
  const t = all.start
  const [dropping, setDropping] = useState<Template | null>(null)
  const templates = useQuery({ queryKey: ['route-templates'], queryFn: ({ signal }) => api.get<{ readonly templates: readonly Template[] }>('/api/route-templates', { signal }) })
  const [chosen, setChosen] = useState('')
  const list = templates.data?.templates
  const templateId = chosen || (list?.length === 1 ? list[0]?.id ?? '' : '')
  const current = list?.find(({ id }) => id === templateId)
  const deed = useDeed(() => api.post(`/api/documents/${documentId}/routes`, { templateId }), { done: t.started, onDone: onClose })
  if (templates.error) return <Failure error={templates.error} />
  if (!list) return <Skeleton />
  if (list.length === 0) return <p className="muted">{t.none}</p>
  return (
    <>
      <AskForm deed={deed} onSend={() => deed.mutate()} ready={templateId !== ''} send={t.start} onClose={onClose}>
        {(tried) => (
          <>
            <SelectField label={t.template} required empty={t.choose} value={templateId} onChange={(event) => setChosen(event.target.value)} options={list.map(({ id, name }) => ({ value: id, label: name }))}
              error={tried && !templateId ? t.choose : undefined} />
            {templateId && <RoutePreview documentId={documentId} templateId={templateId} />}
            {current?.may.change && <Cluster><Button size="s" look="plain" onClick={() => setDropping(current)}>{all.template.drop}</Button></Cluster>}
          </>
        )}
      </AskForm>
      {dropping && <DropTemplateDialog id={dropping.id} name={dropping.name} onClose={() => { setDropping(null); setChosen('') }} />}
    </>
  )
}

function RoutePreview({ documentId, templateId }: { documentId: string, templateId: string }) {
  const t = useTexts(routeTexts)
  const language = useLanguage()
  const preview = useQuery({
    queryKey: ['document', documentId, 'route-preview', templateId], retry: false,
    queryFn: ({ signal }) => api.get<Preview>(`/api/documents/${documentId}/route-preview?${new URLSearchParams({ templateId })}`, { signal }),
  })
  if (preview.error) return <Failure error={preview.error} />
  if (!preview.data) return <Skeleton lines={3} />
  return (
    <Message tone="info" quiet title={t.start.preview}>
      <ol className="course-stages" aria-label={t.stages}>
        {preview.data.stages.map((stage, i) => (
          <li key={i} data-state="planned">
            <div className="course-stages__head"><strong>{i + 1}. {t.work[stage.kind]}</strong><span className="muted small">{[
              i === 0 ? t.start.starts : null, stage.to.length > 1 || stage.rule === 'silence' ? t.rules[stage.rule](stage.needed ?? 1) : null,
              stage.byDay && t.start.by(formatDate(language, stage.byDay)), stage.lockedByLaw ? t.law : null,
            ].filter(Boolean).join(' · ')}</span></div>
            <span>{stage.to.map(({ name }) => name).join(', ')}</span>
          </li>
        ))}
      </ol>
    </Message>
  )
}

const kinds = ['handle', 'check', 'correct', 'note', 'dispatch'] as const

/** Work asked of somebody else while the file stays where it is. */
export function RequestForm({ documentId, onClose }: FormProps) {
  const t = useTexts(routeTexts)
  const { everyone } = useDirectory()
  const { fields, set, drop } = useDraft(`request ${documentId}`, { kind: 'handle', to: [] as readonly string[], what: '', dueOn: '' })
  const step = { kind: fields.kind, to: fields.to.map(addresseeOf), instruction: fields.what.trim(), dueOn: fields.dueOn || null }
  const deed = useDeed(() => api.post(`/api/documents/${documentId}/routes`, { onChange: 'none', steps: [step] }), { done: t.start.sent, onDone: () => { drop(); onClose() } })
  return (
    <AskForm deed={deed} onSend={() => deed.mutate()} ready={fields.to.length > 0 && step.instruction !== ''} send={t.start.send} lead={t.start.requestLead} onClose={onClose}>
      {(tried, problem) => (
        <>
          <SelectField label={t.dialog.kind} value={fields.kind} onChange={(event) => set({ kind: event.target.value })} options={kinds.map((kind) => ({ value: kind, label: t.work[kind] }))} />
          <PickMany label={t.dialog.to} required options={everyone} values={fields.to} onChange={(to) => set({ to })} error={tried && fields.to.length === 0 ? t.dialog.toMissing : undefined} />
          <TextArea onKeyDown={sendByKeys} label={t.start.what} required rows={3} maxLength={2000} value={fields.what} onChange={(event) => set({ what: event.target.value })}
            error={tried && !step.instruction ? t.start.whatMissing : undefined} />
          <DateField label={t.dialog.dueOn} hint={t.dialog.optional} value={fields.dueOn} onChange={(event) => set({ dueOn: event.target.value })} error={problem?.field('dueOn')} />
        </>
      )}
    </AskForm>
  )
}
