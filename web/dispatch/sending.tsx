import { Panel, Stack, useTexts } from '../kit/index.ts'
import type { RecordsDocument } from '../records/index.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { isLocked, type Answer } from './answer.ts'
import { ConsignmentItem } from './consignment.tsx'
import { SendForm } from './send-form.tsx'
import { dispatchTexts } from './texts.ts'

/** Sending of an approved answer, and the proof that it left. Nothing until there is something to send. */
export function Sending({ answer, document }: { answer: Answer, document: RecordsDocument }) {
  const t = useTexts(dispatchTexts).send
  const me = useMe()
  if (answer.dispatches.length === 0 && !answer.approved) return null
  const may = document.mayHandle || document.file.holderPersonId === me.person.id || hasRole(me, 'registrar')
  const open = answer.approved && !isLocked(answer)
  return (
    <Panel title={t.title}>
      <Stack>
        {answer.dispatches.length > 0 && (
          <ul className="consignments">{answer.dispatches.map((consignment) => <ConsignmentItem key={consignment.id} consignment={consignment} may={may} />)}</ul>
        )}
        {open && (document.mayHandle ? <SendForm answer={answer} document={document} /> : <p className="muted">{t.who}</p>)}
        {answer.approved && !open && document.mayHandle && <details><summary>{t.another}</summary><SendForm answer={answer} document={document} another /></details>}
      </Stack>
    </Panel>
  )
}
