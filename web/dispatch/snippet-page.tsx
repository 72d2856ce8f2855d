import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { Button, Checkbox, Columns, EmptyState, Panel, Skeleton, Stack, Tag, TextArea, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { useDraft } from '../shell/use-draft.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import { snippetsQuery, type Snippet } from './queries.ts'
import { dispatchTexts } from './texts.ts'

export const snippetsRoute = createRoute({ getParentRoute: () => officeRoute, path: '/odpovedi/texty', component: SnippetPage })

/** The texts that people of a unit write again and again. */
function SnippetPage() {
  const t = useTexts(dispatchTexts).snippets
  const me = useMe()
  const found = useQuery(snippetsQuery)
  const [editing, setEditing] = useState<Snippet | null>(null)
  const mayChange = ({ unitId }: Snippet) => unitId === null ? hasRole(me, 'admin') : unitId === me.person.unitId
  return (
    <Page title={t.title} lead={t.lead}>
      <Columns side="even">
        <Panel title={t.list}>
          {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
          {found.isPending && <Skeleton lines={5} />}
          {found.data?.items.length === 0 && <EmptyState title={t.none}>{t.noneLead}</EmptyState>}
          <ul className="consignments">
            {found.data?.items.map((snippet) => (
              <li key={snippet.id} className="consignment">
                <div className="consignment__head"><strong>{snippet.title}</strong>{snippet.unitId === null && <Tag>{t.everybodys}</Tag>}</div>
                <p className="snippet__body">{snippet.body}</p>
                {mayChange(snippet) && <div><Button size="s" onClick={() => setEditing(snippet)}>{t.change}<span className="visually-hidden"> {snippet.title}</span></Button></div>}
              </li>
            ))}
          </ul>
        </Panel>
        <Form key={editing?.id ?? 'new'} snippet={editing} onDone={() => setEditing(null)} />
      </Columns>
    </Page>
  )
}

function Form({ snippet, onDone }: { snippet: Snippet | null, onDone: () => void }) {
  const t = useTexts(dispatchTexts).snippets
  const admin = hasRole(useMe(), 'admin')
  const { fields, set, drop } = useDraft(`snippet ${snippet?.id ?? 'new'}`, { title: snippet?.title ?? '', body: snippet?.body ?? '', everybodys: '' })
  const [tried, setTried] = useState(false)
  const path = snippet ? `/api/snippets/${snippet.id}` : '/api/snippets'
  const saying = { onDone: () => { drop(); setTried(false); onDone() } }
  const saving = useDeed((text: object) => snippet ? api.put(path, text) : api.post(path, text), { done: t.saved, ...saying })
  const removing = useDeed(() => api.delete(path), { done: t.removed, ...saying })
  const [title, body] = [fields.title.trim(), fields.body.trim()]
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (title && body) saving.mutate({ title, body, ...snippet ? {} : { everybodys: fields.everybodys === 'yes' } })
  }
  return (
    <Panel title={snippet ? t.changing : t.adding}>
      <form className="form" onSubmit={submit} noValidate>
        <Stack>
          {(saving.error ?? removing.error) && <Failure error={saving.error ?? removing.error ?? new Error()} />}
          <TextField label={t.name} required maxLength={200} value={fields.title} onChange={(event) => set({ title: event.target.value })} error={tried && !title ? t.nameMissing : undefined} />
          <TextArea label={t.body} hint={t.hint} required rows={8} maxLength={20_000} value={fields.body} onChange={(event) => set({ body: event.target.value })} onKeyDown={sendByKeys} error={tried && !body ? t.bodyMissing : undefined} />
          {admin && !snippet && <Checkbox label={t.forAll} checked={fields.everybodys === 'yes'} onChange={(event) => set({ everybodys: event.target.checked ? 'yes' : '' })} />}
        </Stack>
        <div className="form__actions">
          <Button type="submit" look="primary" busy={saving.isPending}>{t.save}</Button>
          {snippet && <><Button onClick={() => { drop(); onDone() }}>{t.cancel}</Button><Button look="plain" busy={removing.isPending} onClick={() => removing.mutate()}>{t.remove}</Button></>}
        </div>
      </form>
    </Panel>
  )
}
