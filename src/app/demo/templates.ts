import { keepTemplate, type TemplateDraft } from '../../modules/circulation/index.ts'
import type { Office } from '../office.ts'
import type { Cast } from './story.ts'

const stage = { needed: null, onReturn: 'sender', lockedByLaw: false, instruction: null } as const

/** The routes the demo office has prepared: one for everybody, one of the transport department's own. */
export async function prepareTemplates(office: Office, cast: Cast): Promise<void> {
  const common: TemplateDraft = {
    unitId: null, name: 'Schválení odpovědi vedoucím', onChange: 'affected',
    stages: [{ ...stage, kind: 'approve', rule: 'all', dueDays: 2, to: [{ kind: 'my-head' }] }],
  }
  const roads: TemplateDraft = {
    unitId: cast.unit('OD').id, name: 'Souhlas se zvláštním užíváním silnice', onChange: 'affected',
    stages: [
      { ...stage, kind: 'comment', rule: 'silence', dueDays: 10, instruction: 'Vyjádřete se prosím k záměru.', to: [{ kind: 'unit', id: cast.unit('OZP').id }, { kind: 'unit', id: cast.unit('OUP').id }] },
      { ...stage, kind: 'check', rule: 'all', dueDays: 3, instruction: 'Zkontrolujte právní náležitosti.', to: [{ kind: 'unit', id: cast.unit('PRA').id }] },
      { ...stage, kind: 'approve', rule: 'all', dueDays: 2, lockedByLaw: true, to: [{ kind: 'my-head' }] },
    ],
  }
  const keepers = [[cast.actors('KR', 'registrar')[0], common], [cast.actors('OD', 'head')[0], roads]] as const
  for (const [keeper, draft] of keepers) {
    const kept = keeper ? await keepTemplate(office, keeper, draft) : undefined
    if (!kept?.ok) throw new Error(`the demo template ${draft.name} was not kept: ${kept?.refusal ?? 'nobody keeps it'}`)
  }
}
