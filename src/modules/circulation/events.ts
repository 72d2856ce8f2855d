import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Deed } from '../audit/index.ts'

interface About { readonly documentId: Id<'Document'>; readonly fileId: Id<'File'> }

/** What this room tells, each in one place. Names of people and what they wrote stay inside; units may be named to anybody. */
export const tell = {
  assigned: (deed: Deed, about: About, unit: { readonly unitId: Id<'Unit'>; readonly unitName: string }) =>
    say(deed, 'circulation.assigned', about, unit),
  /** `units` are the names of the units whose opinion is awaited. */
  statementsAsked: (deed: Deed, about: About, asked: { readonly stageId: Id<'Stage'>; readonly units: readonly string[] }) =>
    say(deed, 'circulation.statements-asked', about, asked),
  statementGiven: (deed: Deed, about: About, given: { readonly stageId: Id<'Stage'>; readonly unitId: Id<'Unit'> }) =>
    say(deed, 'circulation.statement-given', about, given),
  statementsComplete: (deed: Deed, about: About, stageId: Id<'Stage'>) =>
    say(deed, 'circulation.statements-complete', about, { stageId }),
  approved: (deed: Deed, about: About, content: Sha256) => say(deed, 'circulation.approved', about, { content }),
  /** A step, an item or a limit was changed by somebody's will; `what` in one word. */
  changed: (deed: Deed, about: About, what: string) => say(deed, 'circulation.changed', about, { what }),
  returned: (deed: Deed, about: About) => say(deed, 'circulation.returned', about, {}),
}

type More = { readonly [key: string]: string | readonly string[] }

function say(deed: Deed, name: `circulation.${string}`, { documentId, fileId }: About, more: More) {
  deed.tell(name, documentId, { documentId, fileId, ...more, on: dayOf(deed.at) })
}
