import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Message, Panel, Stack, useTexts } from '../kit/index.ts'
import type { RecordsDocument } from '../records/index.tsx'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useDraft } from '../shell/use-draft.ts'
import type { Answer } from './answer.ts'
import { answerQuery } from './queries.ts'
import { dispatchTexts } from './texts.ts'
import { WordsForm, type Words } from './words.tsx'

/** The words of an answer. What is being written is kept in this browser until it is saved; a wording saved by somebody else never replaces it. */
export function Editor({ answer, document }: { answer: Answer, document: RecordsDocument }) {
  const t = useTexts(dispatchTexts)
  const draft = useDraft(`answer ${document.id}`, { subject: '', body: '', of: '' })
  const saved = `${answer.subject}\n${answer.body}`
  const [justSaved, setJustSaved] = useState(false)
  const queries = useQueryClient()
  const deed = useDeed((words: Words) => api.put(`/api/answers/${document.id}`, words, { timeoutMs: 60_000 }), {
    onDone: (_, words) => {
      queries.setQueryData(answerQuery(document.id).queryKey, (before) => before && { ...before, ...words })
      setJustSaved(true)
      // What was typed while it was being saved is newer than what was saved.
      if (draft.fields.subject.trim() === words.subject && draft.fields.body.trim() === words.body) draft.drop()
      else draft.set({ of: `${words.subject}\n${words.body}` })
    },
  })
  const fields = draft.touched ? { subject: draft.fields.subject, body: draft.fields.body } : { subject: answer.subject, body: answer.body }
  const dirty = fields.subject !== answer.subject || fields.body !== answer.body
  const change = (changed: Partial<Words>) => draft.set({ of: saved, ...fields, ...changed })
  return (
    <Panel title={t.write}>
      <Stack>
        {deed.error && <Failure error={deed.error} />}
        {dirty && draft.fields.of !== saved && <Message tone="warning">{t.otherVersion}</Message>}
        {answer.approved && dirty && <Message tone="warning">{t.looseApproval}</Message>}
        <WordsForm fields={fields} onChange={change} onSave={(words) => deed.mutate(words)} saving={deed.isPending} error={deed.error} save={t.save} look={dirty ? 'primary' : 'secondary'} rest={
          dirty ? <><Button look="plain" onClick={draft.drop}>{t.revert}</Button><span className="muted small">{t.unsaved}</span></>
            : <output className="muted small">{justSaved && t.asSaved}</output>
        } />
      </Stack>
    </Panel>
  )
}
