import type { Actor } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, type Result } from '../../kernel/result.ts'
import type { DeedDeps } from '../audit/index.ts'
import { readPeople } from '../identity/index.ts'
import { viewDocument } from '../records/index.ts'
import { authorityFor } from './model-authority.ts'
import type { DocumentKind, Ruling } from './model-rule.ts'
import { readRequirements } from './service-rule.ts'
import { readAuthorities } from './store.ts'

export interface Duty { readonly ruling: Ruling; readonly signers: readonly { readonly id: Id<'Person'>; readonly name: string; readonly upTo: number | null }[] }

/** What a document of this kind and amount needs, and who may sign it today; what whoever prepares it has to know before asking. */
export async function readDuty(
  { db, now }: Pick<DeedDeps, 'db' | 'now'>, actor: Actor, documentId: Id<'Document'>, { documentKind, amount }: { readonly documentKind: DocumentKind | null; readonly amount: number | null },
): Promise<Result<Duty, 'not-found'>> {
  const view = await viewDocument(db, actor, documentId)
  if (!view.ok) return view
  const { classId } = view.value.file
  const requirements = await readRequirements(db, actor.tenantId)
  const [lines, people] = [await readAuthorities(db, actor.tenantId), await readPeople(db, actor.tenantId)]
  const act = { path: requirements.path(classId), documentKind, amount }
  const signers = people.flatMap((person) => {
    const may = authorityFor(lines, person, act, dayOf(now()))
    return may.ok ? [{ id: person.id, name: person.name, upTo: may.value.upTo }] : []
  })
  return accept({ ruling: requirements.ruling(classId, documentKind), signers })
}
