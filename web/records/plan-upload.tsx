import { useState, type FormEvent } from 'react'
import { Button, Dialog, FileField, Message, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { registerTexts } from './texts-register.ts'

const kinds = ['added', 'changed', 'replaced', 'ended'] as const
type Report = Readonly<Record<(typeof kinds)[number], readonly string[]>> & { readonly problems: readonly { readonly line: number, readonly code: string, readonly says: string }[] }

/** A new plan is first looked at: what is wrong with it, or what it would change. Only then is it taken over. */
export function PlanUpload({ onClose }: { onClose: () => void }) {
  const t = useTexts(registerTexts).plan
  const [file, setFile] = useState<File | null>(null)
  const [tried, setTried] = useState(false)
  const [report, setReport] = useState<Report | null>(null)
  const send = async (dryRun: boolean) => api.post<Report>('/api/plan/import', { content: await base64(file), dryRun })
  const check = useDeed(() => send(true), { onDone: setReport })
  const take = useDeed(() => send(false), { done: t.taken, onDone: onClose })
  const ready = report !== null && report.problems.length === 0 && kinds.some((kind) => report[kind].length > 0)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (file) (ready ? take : check).mutate()
  }
  return (
    <Dialog open onClose={onClose} title={t.upload} size="l" actions={<><Button look="plain" onClick={onClose}>{t.back}</Button><Button type="submit" form="plan" look="primary" busy={check.isPending || take.isPending}>{ready ? t.take : t.check}</Button></>}>
      <form id="plan" className="form" onSubmit={submit} noValidate>
        {(check.error ?? take.error) && <Failure error={check.error ?? take.error ?? new Error()} />}
        <p>{t.uploadLead}</p>
        <FileField label={t.file} hint={t.fileHint} accept=".csv,.json,.txt" required error={tried && !file ? t.fileMissing : undefined}
          onChange={(event) => { setFile(event.target.files?.[0] ?? null); setReport(null) }} />
        {report && <PlanReport report={report} />}
      </form>
    </Dialog>
  )
}

const shownAtMost = 12

function PlanReport({ report }: { report: Report }) {
  const t = useTexts(registerTexts).plan
  if (report.problems.length > 0) {
    return (
      <Message tone="error" title={t.wrong}>
        <ul>{report.problems.map(({ line, code, says }, index) => <li key={index}><strong>{t.line(line)}{code && `, ${code}`}:</strong> {says}</li>)}</ul>
      </Message>
    )
  }
  const changes = kinds.filter((kind) => report[kind].length > 0)
  return (
    <Message tone="success" title={t.fine}>
      {changes.length === 0 ? t.nothingNew : (
        <ul>{changes.map((kind) => (
          <li key={kind}><strong>{t.changes[kind]}:</strong> {report[kind].slice(0, shownAtMost).join(', ')}{report[kind].length > shownAtMost && ` ${t.more(report[kind].length - shownAtMost)}`}</li>
        ))}</ul>
      )}
    </Message>
  )
}

/** The bytes as they are: the server knows the codings of spreadsheets. */
async function base64(file: File | null): Promise<string> {
  const bytes = new Uint8Array(await file?.arrayBuffer() ?? [])
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return btoa(text)
}
