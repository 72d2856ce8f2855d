import type { Actor } from '../../kernel/actor.ts'
import { dayOf, type Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { perform, type KeyRefusal } from '../audit/index.ts'
import { askSigning, type AskSigningRefusal } from '../circulation/index.ts'
import { findPerson } from '../identity/index.ts'
import { currentMain, lockHandled, viewDocument } from '../records/index.ts'
import { authorityFor, type AuthorityRefusal } from './model-authority.ts'
import type { DocumentKind } from './model-rule.ts'
import { type Done, type Key, type SigningDeps } from './service.ts'
import { inspectContents } from './service-inspect.ts'
import { findPlaces } from './service-place.ts'
import { readRequirements } from './service-rule.ts'
import { insertRequests, readAuthorities, type Request } from './store.ts'

export interface AskedSignature {
  readonly to: readonly Id<'Person'>[]
  readonly documentKind: DocumentKind | null
  /** Whole crowns, of an act about money. */
  readonly amount: number | null
  readonly instruction: string | null
  readonly dueOn: Day | null
}
export type AskRefusal = AskSigningRefusal | AuthorityRefusal | 'no-signature-needed' | 'approval-suffices' | 'sealed-automatically' | 'cannot-be-signed'
type Asked = { readonly itemIds: readonly Id<'WorkItem'>[] }

/**
 * Asks people to sign the document's main content. A signature that the rules do not want is not asked for, and nobody is asked for one
 * that they may not give.
 */
export async function askSignature(deps: SigningDeps, actor: Actor, documentId: Id<'Document'>, asked: AskedSignature, command: Key = {}): Done<Asked, AskRefusal | KeyRefusal> {
  const { to, documentKind, amount, instruction, dueOn } = asked
  if (await isHindered(deps, actor, documentId, documentKind)) return refuse('cannot-be-signed')
  const input = { documentId, to: [...to], documentKind, amount, instruction, dueOn }
  return perform(deps, actor, { name: 'ask-signature', input, ...command }, async (deed): Done<Asked, AskRefusal> => {
    const { tx, at, actor: { tenantId, personId } } = deed
    const found = await lockHandled(deed, documentId)
    if (!found.ok) return found
    const { classId, holderUnitId } = found.value.file
    const requirements = await readRequirements(tx, tenantId)
    const { need, onChange } = requirements.ruling(classId, documentKind)
    if (need === 'none') return refuse('no-signature-needed')
    if (need === 'approval') return refuse('approval-suffices')
    if (need === 'seal') return refuse('sealed-automatically')
    const lines = await readAuthorities(tx, tenantId)
    for (const id of to) {
      const person = await findPerson(tx, tenantId, id)
      if (!person?.active) return refuse('addressee-unknown')
      const may = authorityFor(lines, person, { path: requirements.path(classId), documentKind, amount }, dayOf(at))
      if (!may.ok) return may
    }
    const made = await askSigning(deed, documentId, { kind: 'sign', to, instruction, dueOn, onChange })
    if (!made.ok) return made
    await insertRequests(tx, tenantId, made.value.map((item): Request => (
      { itemId: item.id, documentId, signerId: item.addressee.id as Id<'Person'>, classId, unitId: holderUnitId, documentKind, amount, askedBy: personId, askedAt: at })))
    return accept({ itemIds: made.value.map(({ id }) => id) })
  })
}

/**
 * Whether the bytes themselves cannot be signed; better known to whoever prepares them than to whoever is to sign. Room for signatures that are to
 * be shown is looked for at once, so that it is known when many documents are frozen.
 */
async function isHindered(deps: SigningDeps, actor: Actor, documentId: Id<'Document'>, documentKind: DocumentKind | null): Promise<boolean> {
  const view = await viewDocument(deps.db, actor, documentId)
  const main = view.ok ? currentMain(view.value.components) : null
  if (!view.ok || !main) return false
  const { sha256 } = main.version
  if ((await inspectContents(deps, actor.tenantId, [sha256])).get(sha256)?.obstacle) return true
  const { visible } = (await readRequirements(deps.db, actor.tenantId)).ruling(view.value.file.classId, documentKind)
  if (visible) await findPlaces(deps, actor.tenantId, [main.wording])
  return false
}
