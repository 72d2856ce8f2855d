import { Button, DropZone, formatSize, Panel, Stack, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { intakeTexts } from './texts.ts'
import { useUploads, type Upload } from './use-uploads.ts'

const nothing: readonly File[] = []

/** Where files are dropped; each tells how far it is and what became of it. */
export function Reception() {
  const t = useTexts(intakeTexts).drop
  const { uploads, add, again, clear } = useUploads()
  return (
    <Stack>
      <DropZone label={t.label} hint={t.hint} multiple files={nothing} onChange={(files) => void add(files)} />
      {uploads.length > 0 && (
        <Panel title={t.list} flush actions={uploads.some(({ state }) => state === 'received') && <Button size="s" look="plain" onClick={clear}>{t.clear}</Button>}>
          <ul className="uploads" aria-live="polite">
            {uploads.map((one) => <li key={one.key}><UploadRow upload={one} onAgain={() => void again(one)} /></li>)}
          </ul>
        </Panel>
      )}
    </Stack>
  )
}

function UploadRow({ upload, onAgain }: { upload: Upload, onAgain: () => void }) {
  const t = useTexts(intakeTexts).drop
  const language = useLanguage()
  const { file, share, state } = upload
  const item = upload.items[0]
  return (
    <>
      <span className="uploads__name">{file.name} <span className="muted small">{formatSize(language, file.size)}</span></span>
      {state === 'sending' && <progress className="uploads__progress" value={share} aria-label={file.name} />}
      {state === 'sending' && <span className="muted small" aria-hidden="true">{t.sending(Math.round(share * 100))}</span>}
      {state === 'waiting' && <Tag>{t.waiting}</Tag>}
      {state === 'received' && <Tag tone="success" icon="check">{t.received}</Tag>}
      {state === 'received' && item && <a href={`/podatelna/${item.id}`}>{t.open}<span className="visually-hidden">: {file.name}</span></a>}
      {state === 'failed' && <Tag tone="error" icon="fault">{t.failed}</Tag>}
      {state === 'failed' && <Button size="s" onClick={onAgain}>{t.again}</Button>}
      {state === 'failed' && <div className="uploads__failure"><Failure error={upload.error} /></div>}
    </>
  )
}
