import { useEffect, useRef, useState, type FormEvent, type ReactNode, type RefObject } from 'react'
import { Button, Kbd, PickOne, showToast, TextArea, TextField, useTexts } from '../kit/index.ts'
import { useDirectory } from '../identity/index.tsx'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { isProblem } from '../shell/problem.ts'
import { useDraft } from '../shell/use-draft.ts'
import { useShortcuts } from '../shell/use-shortcuts.ts'
import { FileField } from './file-field.tsx'
import type { IntakeItem } from './item.ts'
import { SenderHints } from './sender-hints.tsx'
import { intakeTexts } from './texts.ts'

interface FormProps { readonly item: IntakeItem, readonly onRegistered: () => void, readonly actions: ReactNode }

/**
 * Two things are asked for. The subject is prefilled; the unit only with the one that had the last submission of the same sender, and the
 * hint says so: any other guess would send the matter astray unnoticed. The keyboard begins where there is something to fill in.
 */
export function RegistrationForm({ item, onRegistered, actions }: FormProps) {
  const t = useTexts(intakeTexts).form
  const { unitOptions } = useDirectory()
  const form = useRef<HTMLFormElement>(null)
  const [tried, setTried] = useState(false)
  const { fields, set, drop } = useDraft(`register ${item.id}`, {
    subject: item.subject ?? '', unitId: item.lastUnitId, fileId: null as string | null, fileLabel: '', senderName: item.sender?.name ?? '', senderEmail: item.sender?.email ?? '', senderReference: '',
  })
  const deed = useDeed((given: typeof fields) => api.post<{ referenceNumber: string }>(`/api/intake/${item.id}/register`, bodyOf(given)), {
    onDone: ({ referenceNumber }) => { showToast({ title: t.done(referenceNumber) }); drop(); onRegistered() },
  })
  const problem = isProblem(deed.error) ? deed.error : null
  const missing = { subject: fields.subject.trim() ? undefined : t.subjectMissing, unit: fields.unitId || fields.fileId ? undefined : t.unitMissing }
  const send = () => {
    setTried(true)
    if (!missing.subject && !missing.unit) deed.mutate(fields)
    else form.current?.querySelector<HTMLElement>(missing.subject ? '[name=subject]' : '[role=combobox]')?.focus()
  }
  useShortcuts({ 'Enter': send, 'Ctrl+Enter': send })
  const begin = missing.subject || !missing.unit ? '[name=subject]' : '[role=combobox]'
  useEffect(() => {
    // After the page has put focus on its heading; where a keyboard would have to pop up first, the heading keeps it.
    const frame = matchMedia('(pointer: fine)').matches ? requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(begin)?.focus({ preventScroll: true })) : 0
    return () => cancelAnimationFrame(frame)
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- only on arrival: focus must never jump while somebody types
  }, [])
  useLeavingByEscape(form)
  return (
    <form ref={form} className="form" noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); send() }}>
      {deed.error && <Failure error={deed.error} />}
      <TextArea name="subject" label={t.subject} required rows={2} maxLength={500} value={fields.subject} error={tried ? missing.subject ?? problem?.field('subject') : undefined}
        onChange={(event) => set({ subject: event.target.value.replace(/\n/g, ' ') })}
        onKeyDown={(event) => { if (event.key === 'Enter' && !event.nativeEvent.isComposing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); send() } }} />
      <PickOne label={t.unit} required={!fields.fileId} hint={fields.fileId ? t.unitOfFile : item.lastUnitId && fields.unitId === item.lastUnitId ? t.unitAsLast : t.unitHint} options={unitOptions} value={unitOptions.length > 0 ? fields.unitId : null} onChange={(unitId) => set({ unitId })} error={tried ? missing.unit : undefined} />
      <FileField value={fields.fileId} label={fields.fileLabel} onChange={(fileId, fileLabel) => set({ fileId, fileLabel })} />
      <details className="intake__more" open={problem !== null && problem.errors.length > 0}>
        <summary>{t.more}</summary>
        <div className="form">
          <TextField label={t.senderName} maxLength={300} value={fields.senderName} onChange={(event) => set({ senderName: event.target.value })} error={problem?.field('senderName')} />
          <TextField label={t.senderEmail} type="email" maxLength={254} value={fields.senderEmail} onChange={(event) => set({ senderEmail: event.target.value })}
            error={problem?.field('senderEmail') && t.emailWrong} />
          <SenderHints name={fields.senderName} email={fields.senderEmail} onTake={set} />
          <TextField label={t.senderReference} maxLength={100} value={fields.senderReference} onChange={(event) => set({ senderReference: event.target.value })} error={problem?.field('senderReference')} />
        </div>
      </details>
      <div className="form__actions">
        <Button type="submit" look="primary" size="l" busy={deed.isPending}>{t.register}</Button>
        {actions}
      </div>
      <p className="muted small"><Kbd>Ctrl+Enter</Kbd> {t.keysHint}</p>
    </form>
  )
}

/** Escape leaves a field of the form, so that the letters of the page work again; a list that is open closes first. */
function useLeavingByEscape(form: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const box = form.current
    const leave = (event: KeyboardEvent) => {
      const field = document.activeElement
      if (event.key !== 'Escape' || event.defaultPrevented || !(field instanceof HTMLElement) || !box?.contains(field)) return
      event.preventDefault()
      field.blur()
    }
    document.addEventListener('keydown', leave)
    return () => document.removeEventListener('keydown', leave)
  }, [form])
}

interface Fields { readonly subject: string, readonly unitId: string | null, readonly fileId: string | null, readonly fileLabel: string, readonly senderName: string, readonly senderEmail: string, readonly senderReference: string }

/** What was left empty is left to the server, which takes it from the submission itself. A file that is joined has its unit. */
function bodyOf({ subject, unitId, fileId, fileLabel: _, ...rest }: Fields) {
  const filled = Object.entries(rest).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== '')
  return { subject: subject.trim(), ...fileId ? { fileId } : { unitId }, ...Object.fromEntries(filled) as Partial<typeof rest> }
}
