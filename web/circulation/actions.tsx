import { useState, type ReactNode } from 'react'
import { Button, useTexts } from '../kit/index.ts'
import { ApprovalForm, AssignForm, StatementsForm } from './ask-forms.tsx'
import type { Circulation, Wording } from './item.ts'
import { RequestForm, RouteForm } from './start-route.tsx'
import { circulationTexts } from './texts.ts'
import { routeTexts } from './texts-route.ts'

export type Deed = 'assign' | 'statements' | 'approval' | 'request' | 'route'

interface ActionsProps { readonly documentId: string, readonly may: Circulation['may'], readonly wordings: readonly Wording[], readonly next?: Deed | undefined }

/** What may be started now; one form at a time unfolds under the buttons, and what was written in it waits there. */
export function Actions({ documentId, may, wordings, next }: ActionsProps) {
  const t = useTexts(circulationTexts).do
  const start = useTexts(routeTexts).start
  const words: Record<Deed, string> = { ...t, request: start.request, route: start.route }
  const [open, setOpen] = useState<Deed | null>(null)
  const allowed: Record<Deed, boolean> = { assign: may.assign, statements: may.askStatements, approval: may.askApproval, request: may.askStatements, route: may.askStatements }
  const offered = (['statements', 'approval', 'request', 'route', 'assign'] as const).filter((deed) => allowed[deed] || deed === open).sort((one, other) => Number(other === next) - Number(one === next))
  if (offered.length === 0) return null
  const close = () => setOpen(null)
  const current = wordings.at(-1)
  const forms: Record<Deed, () => ReactNode> = {
    request: () => <RequestForm documentId={documentId} onClose={close} />,
    route: () => <RouteForm documentId={documentId} onClose={close} />,
    assign: () => <AssignForm documentId={documentId} onClose={close} />,
    statements: () => <StatementsForm documentId={documentId} onClose={close} />,
    approval: () => current && <ApprovalForm documentId={documentId} wording={current} onClose={close} />,
  }
  return (
    <div className="actions">
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for fields, this is for deeds */}
      <div className="cluster" role="group" aria-label={t.label}>
        {offered.map((deed) => (
          <Button key={deed} size="s" look={deed === next && !open ? 'primary' : 'secondary'} aria-expanded={deed === open} onClick={() => setOpen(deed === open ? null : deed)}>{words[deed]}</Button>
        ))}
      </div>
      {open && <div className="actions__form">{forms[open]()}</div>}
    </div>
  )
}
