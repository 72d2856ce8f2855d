import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { Button, Dialog, Icon, Menu, MenuButton, PickOne, showToast, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import type { RecordsDocument } from './document.ts'
import { FactsDialog } from './facts-edit.tsx'
import { openFilesQuery } from './file-queries.ts'
import { ReasonField, useReason } from './reason.tsx'
import { factsTexts } from './texts-facts.ts'
import { fileTexts } from './texts-file.ts'

/** What is done with a document now and then: it is put in another file, or was made by mistake. */
export function RareDeeds({ document }: { document: RecordsDocument }) {
  const t = useTexts(fileTexts).deeds
  const edit = useTexts(factsTexts).edit
  const me = useMe()
  const [open, setOpen] = useState<'edit' | 'move' | 'cancel' | null>(null)
  const isOpen = document.file.state === 'nevyrizen' || document.file.state === 'otevren'
  const mayMove = isOpen && (document.mayHandle || hasRole(me, 'registrar'))
  const mayCancel = isOpen && document.state === 'nevyrizen' && document.createdBy === me.person.id
  if (!mayMove && !mayCancel) return null
  return (
    <>
      <Menu label={t.more} trigger={<Icon name="chevronDown" />}>
        {mayMove && <MenuButton onClick={() => setOpen('edit')}>{edit}</MenuButton>}
        {mayMove && <MenuButton onClick={() => setOpen('move')}>{t.move}</MenuButton>}
        {mayCancel && <MenuButton onClick={() => setOpen('cancel')}>{t.cancel}</MenuButton>}
      </Menu>
      {open === 'edit' && <FactsDialog document={document} onClose={() => setOpen(null)} />}
      {open === 'move' && <MoveDialog document={document} onClose={() => setOpen(null)} />}
      {open === 'cancel' && <CancelDialog document={document} onClose={() => setOpen(null)} />}
    </>
  )
}

interface DialogProps { readonly document: RecordsDocument, readonly onClose: () => void }

function MoveDialog({ document, onClose }: DialogProps) {
  const t = useTexts(fileTexts).deeds
  const reason = useReason()
  const [typed, setTyped] = useState('')
  const [fileId, setFile] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const found = useQuery(openFilesQuery(typed))
  const deed = useDeed((given: { fileId: string, reason: string }) => api.post<{ referenceNumber: string }>(`/api/documents/${document.id}/move`, given), {
    onDone: (answer) => { showToast({ title: t.moved(answer.referenceNumber) }); onClose() },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (reason.check() && fileId) deed.mutate({ fileId, reason: reason.text })
  }
  const options = (found.data?.items ?? []).filter(({ id }) => id !== document.file.id).map(({ id, fileReference, subject }) => ({ value: id, label: fileReference, detail: subject }))
  return (
    <Dialog open onClose={onClose} title={t.move} actions={<><Button look="plain" onClick={onClose}>{t.back}</Button><Button type="submit" form="move" look="primary" busy={deed.isPending}>{t.move}</Button></>}>
      <form id="move" className="form" onSubmit={submit} noValidate>
        {deed.error && <Failure error={deed.error} />}
        <PickOne label={t.moveTo} hint={t.moveHint} required options={options} onSearch={setTyped} value={fileId} onChange={setFile} error={tried && !fileId ? t.moveMissing : undefined} />
        <ReasonField reason={reason} />
        <p className="muted small">{t.moveLead}</p>
      </form>
    </Dialog>
  )
}

function CancelDialog({ document, onClose }: DialogProps) {
  const t = useTexts(fileTexts).deeds
  const reason = useReason()
  const navigate = useNavigate()
  const deed = useDeed((given: { reason: string }) => api.post(`/api/documents/${document.id}/cancel`, given), {
    done: t.cancelled, onDone: () => { onClose(); void navigate({ to: '/dokumenty' }) },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.check()) deed.mutate({ reason: reason.text })
  }
  return (
    <Dialog open onClose={onClose} title={t.cancel} actions={<><Button look="plain" onClick={onClose}>{t.back}</Button><Button type="submit" form="cancel" look="primary" busy={deed.isPending}>{t.cancel}</Button></>}>
      <form id="cancel" className="form" onSubmit={submit} noValidate>
        {deed.error && <Failure error={deed.error} />}
        <p>{t.cancelLead}</p>
        <ReasonField reason={reason} />
      </form>
    </Dialog>
  )
}
