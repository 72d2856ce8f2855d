import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Button, CheckboxGroup, Dialog, Menu, MenuButton, Icon, PickOne, showToast, TextArea, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { DueDialog } from './facts-edit.tsx'
import { lacksOnlyYear, mayClose, mayReopen, type OpenedFile } from './file.ts'
import { planQuery } from './file-queries.ts'
import { ReasonField, useReason } from './reason.tsx'
import { factsTexts } from './texts-facts.ts'
import { fileTexts } from './texts-file.ts'

/** What the holder may do with the file as a whole; what cannot be done now is not offered. */
export function FileDeeds({ file }: { file: OpenedFile }) {
  const t = useTexts(fileTexts).deeds
  const changeDue = useTexts(factsTexts).changeDue
  const [open, setOpen] = useState<'close' | 'reopen' | 'classify' | 'due' | null>(null)
  const me = useMe()
  if (!file.mayHandle || !hasRole(me, 'clerk', 'head')) return null
  const shut = () => setOpen(null)
  const ready = mayClose(file) && lacksOnlyYear(file.missing)
  return (
    <>
      {ready && <Button look="primary" onClick={() => setOpen('close')}>{t.close}</Button>}
      {mayReopen(file) && <Button onClick={() => setOpen('reopen')}>{t.reopen}</Button>}
      {file.isOpen && <Menu label={t.more} trigger={<Icon name="chevronDown" />}><MenuButton onClick={() => setOpen('due')}>{changeDue}</MenuButton><MenuButton onClick={() => setOpen('classify')}>{t.classify}</MenuButton></Menu>}
      {open === 'close' && <CloseDialog file={file} onClose={shut} />}
      {open === 'reopen' && <ReopenDialog file={file} onClose={shut} />}
      {open === 'due' && <DueDialog file={file} onClose={shut} />}
      {open === 'classify' && <ClassifyDialog file={file} onClose={shut} />}
    </>
  )
}

interface DialogProps { readonly file: OpenedFile, readonly onClose: () => void }

function CloseDialog({ file, onClose }: DialogProps) {
  const all = useTexts(fileTexts)
  const t = all.deeds
  const [year, setYear] = useState(file.triggerYear ? String(file.triggerYear) : '')
  const [tried, setTried] = useState(false)
  const trigger = file.class?.regime?.trigger
  const asks = trigger === 'narozeni' || trigger === 'externi'
  const wrong = asks && !(/^\d{4}$/.test(year) || (year === '' && trigger === 'externi'))
  const deed = useDeed((triggerYear: number | null) => api.post<{ disposalYear: number | null }>(`/api/files/${file.id}/close`, { triggerYear }), {
    onDone: (answer) => { showToast({ title: t.closed(answer.disposalYear) }); onClose() },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!wrong) deed.mutate(year === '' ? null : Number(year))
  }
  return (
    <Dialog open onClose={onClose} title={t.close} actions={<><Button look="plain" onClick={onClose}>{t.back}</Button><Button type="submit" form="close-file" look="primary" busy={deed.isPending}>{t.close}</Button></>}>
      <form id="close-file" className="form" onSubmit={submit} noValidate>
        {deed.error && <Failure error={deed.error} />}
        <p>{t.closeLead}</p>
        {!asks && file.expectedDisposal !== null && file.class?.regime && <p>{t.closeDisposal(all.disposal.marks[file.class.regime.mark], file.expectedDisposal)}</p>}
        {asks && <TextField label={trigger === 'narozeni' ? t.birthYear : t.eventYear} hint={trigger === 'externi' ? t.eventHint : undefined} required={trigger === 'narozeni'} inputMode="numeric" maxLength={4} width="s"
          value={year} onChange={(event) => setYear(event.target.value.trim())} error={tried && wrong ? t.yearWrong : undefined} />}
      </form>
    </Dialog>
  )
}

function ReopenDialog({ file, onClose }: DialogProps) {
  const t = useTexts(fileTexts).deeds
  const reason = useReason()
  const [chosen, choose] = useState<readonly string[]>([])
  const deed = useDeed((given: { reason: string, documentIds: readonly string[] }) => api.post(`/api/files/${file.id}/reopen`, given), { done: t.reopened, onDone: onClose })
  const received = file.documents.filter(({ direction }) => direction === 'incoming')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.check()) deed.mutate({ reason: reason.text, documentIds: chosen })
  }
  return (
    <Dialog open onClose={onClose} title={t.reopen} actions={<><Button look="plain" onClick={onClose}>{t.back}</Button><Button type="submit" form="reopen-file" look="primary" busy={deed.isPending}>{t.reopen}</Button></>}>
      <form id="reopen-file" className="form" onSubmit={submit} noValidate>
        {deed.error && <Failure error={deed.error} />}
        <ReasonField reason={reason} />
        {received.length > 0 && <CheckboxGroup name="again" label={t.reopenWhich} hint={t.reopenHint} values={chosen} onChange={choose} choices={received.map(({ id, subject, referenceNumber }) => ({ value: id, label: subject, hint: referenceNumber }))} />}
      </form>
    </Dialog>
  )
}

function ClassifyDialog({ file, onClose }: DialogProps) {
  const all = useTexts(fileTexts)
  const t = all.deeds
  const plan = useQuery(planQuery)
  const [classId, setClass] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const deed = useDeed((given: { classId: string, reason: string | null }) => api.post(`/api/files/${file.id}/classify`, given), { done: t.classified, onDone: onClose })
  const options = (plan.data?.classes ?? []).filter(({ mark, validTo, id }) => mark !== null && validTo === null && id !== file.class?.id)
    .map(({ id, code, name, mark, years }) => ({ value: id, label: `${code} ${name}`, detail: `${mark}${years}` }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (classId) deed.mutate({ classId, reason: reason.trim() || null })
  }
  return (
    <Dialog open onClose={onClose} title={t.classify} actions={<><Button look="plain" onClick={onClose}>{t.back}</Button><Button type="submit" form="classify-file" look="primary" busy={deed.isPending}>{t.classify}</Button></>}>
      <form id="classify-file" className="form" onSubmit={submit} noValidate>
        {deed.error && <Failure error={deed.error} />}
        {plan.error && <Failure error={plan.error} onAgain={() => void plan.refetch()} />}
        <PickOne label={t.class} required options={options} value={classId} onChange={setClass} error={tried && !classId ? t.classMissing : undefined} />
        <TextArea label={t.reason} hint={t.reasonHint} rows={2} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </form>
    </Dialog>
  )
}
