import { useState } from 'react'
import { Button, Checkbox, formatDate, Message, Panel, Stack, TextField, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import type { AdminPerson } from './queries.ts'
import { administrationTexts } from './texts.ts'

/** A link by which the person sets a password of their own; it is shown this once. */
export function Invite({ person, hasKeys }: { person: AdminPerson, hasKeys: boolean }) {
  const t = useTexts(administrationTexts).invite
  const language = useLanguage()
  const [copied, setCopied] = useState(false)
  const [dropsKeys, setDropsKeys] = useState(false)
  const deed = useDeed(() => api.post<{ link: string, expiresAt: string }>(`/api/admin/people/${person.id}/invite`, { dropsKeys }), { onDone: () => setCopied(false) })
  const copy = (link: string) => void navigator.clipboard.writeText(link).then(() => setCopied(true), () => setCopied(false))
  return (
    <Panel title={t.title}>
      <Stack>
        <p>{person.hasPassword ? t.again : t.first}</p>
        {deed.error && <Failure error={deed.error} />}
        {deed.data ? (
          <>
            <TextField label={t.link} readOnly value={deed.data.link} hint={t.validUntil(formatDate(language, deed.data.expiresAt, 'moment'))} onFocus={({ target }) => target.select()} />
            <div><Button icon="copy" onClick={() => copy(deed.data.link)}>{copied ? t.copied : t.copy}</Button></div>
            <Message tone="warning" quiet>{t.once}</Message>
          </>
        ) : (
          <>
            {hasKeys && <Checkbox label={t.drops} hint={t.dropsHint} checked={dropsKeys} onChange={({ target }) => setDropsKeys(target.checked)} />}
            <div><Button busy={deed.isPending} onClick={() => deed.mutate()}>{t.make}</Button></div>
          </>
        )}
      </Stack>
    </Panel>
  )
}
