import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Message, Panel, Stack, useTexts } from '../kit/index.ts'
import type { RecordsDocument } from '../records/index.tsx'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { isProblem } from '../shell/problem.ts'
import type { Answer } from './answer.ts'
import { Conflict } from './conflict.tsx'
import { KeptNote } from './kept.tsx'
import { answerQuery } from './queries.ts'
import { dispatchTexts } from './texts.ts'
import { changeTexts } from './texts-change.ts'
import { useServerDraft } from './use-server-draft.ts'
import { focusWhy, useWhy, WhyFields, type Change } from './why.tsx'
import { WordsForm, type Words } from './words.tsx'

/** `begun`: as what the writer has said that the signed words are changed, before the first letter is. */
interface EditorProps { readonly answer: Answer, readonly document: RecordsDocument, readonly begun: Change['kind'] | null, readonly onBegin: (kind: Change['kind'] | null) => void }

/** The words of an answer. What is being written is kept on the server; a wording saved by somebody else never replaces it, nor is replaced by it unseen. */
export function Editor({ answer, document, begun, onBegin }: EditorProps) {
  const t = useTexts(dispatchTexts)
  const changes = useTexts(changeTexts)
  const draft = useServerDraft(document.id, `answer ${document.id}`, { subject: answer.subject, body: answer.body }, answer.wording)
  const [justSaved, setJustSaved] = useState(false)
  const why = useWhy(answer.withdrawn ? null : answer.signed, begun ?? 'correction', onBegin)
  const queries = useQueryClient()
  const deed = useDeed((words: Words) => api.put(`/api/answers/${document.id}`, { ...words, basedOn: draft.basedOn, change: why.given() ?? null }, { timeoutMs: 60_000 }), {
    onDone: (_, words) => {
      queries.setQueryData(answerQuery(document.id).queryKey, (before) => before && { ...before, ...words })
      setJustSaved(true)
      why.done()
      draft.drop(false)
    },
  })
  const { fields } = draft
  const dirty = fields.subject !== answer.subject || fields.body !== answer.body
  const outdated = dirty && draft.basedOn !== answer.wording
  return (
    <Panel title={t.write}>
      <Stack>
        {deed.error && !isProblem(deed.error, 409) && <Failure error={deed.error} />}
        {draft.other && <Conflict title={t.conflict.window} mine={fields} theirs={draft.other} onMine={draft.keepMine} onTheirs={draft.takeOther} />}
        {outdated && !draft.other && (
          <Conflict title={t.otherVersion} mine={fields} theirs={answer} onMine={() => draft.set({}, answer.wording)} onTheirs={() => draft.drop(true)} />
        )}
        {answer.approved && dirty && <Message tone="warning">{t.looseApproval}</Message>}
        {answer.withdrawn && <Message tone="warning" quiet>{changes.isWithdrawn}</Message>}
        <WordsForm fields={fields} onChange={draft.set} onSave={(words) => { if (!dirty || why.given() !== undefined) deed.mutate(words); else focusWhy() }} saving={deed.isPending} error={deed.error} save={t.save} look={dirty ? 'primary' : 'secondary'}
          besides={(dirty || begun !== null) && <WhyFields why={why} />} blocked={outdated || draft.other !== null} documentId={document.id} rest={
            dirty ? <><Button look="plain" onClick={() => draft.drop(true)}>{t.revert}</Button><KeptNote keeping={draft.keeping} /></>
              : <output className="muted small">{justSaved && t.asSaved}</output>
          } />
      </Stack>
    </Panel>
  )
}
