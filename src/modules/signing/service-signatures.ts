import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { DeedDeps } from '../audit/index.ts'
import { readNames } from '../identity/index.ts'
import { mayActorSee, readComponents } from '../records/index.ts'
import { standingOf, type Standing } from './service-standing.ts'
import { readSignedItems } from './store-ceremony.ts'

/** A signature or seal that the office put to a document, and what it is worth for the document as it is now. */
export interface MadeSignature extends Standing {
  readonly componentId: Id<'Component'>
  /** The version the signature is part of and valid for. */
  readonly version: number
  readonly sha256: Sha256
  /** `null` of a seal, which no person made. */
  readonly signer: { readonly id: Id<'Person'>; readonly name: string } | null
  /** Whom the signer stood in for (v z.). */
  readonly inPlaceOf: { readonly id: Id<'Person'>; readonly name: string } | null
  readonly at: Date
}

/** All signatures of a document's own contents, oldest first. */
export async function madeSignatures({ db }: Pick<DeedDeps, 'db'>, actor: Actor, documentId: Id<'Document'>): Promise<Result<readonly MadeSignature[], 'not-found'>> {
  const { tenantId } = actor
  if (!(await mayActorSee(db, actor, documentId))) return refuse('not-found')
  const [components, items] = [await readComponents(db, tenantId, [documentId]), await readSignedItems(db, tenantId, documentId)]
  const people = items.flatMap(({ signerId, forId }) => (forId ? [signerId, forId] : [signerId]))
  const names = await readNames(db, tenantId, [...new Set(people)])
  const named = (id: Id<'Person'> | null | undefined) => (id ? { id, name: names.get(id) ?? '' } : null)
  return accept(components.flatMap((component) => component.versions.flatMap(({ number, sha256, createdAt }): MadeSignature[] => {
    const standing = standingOf(component, number)
    const item = items.find(({ signed }) => signed === sha256)
    return standing ? [{ ...standing, componentId: component.id, version: number, sha256, at: createdAt, signer: named(item?.signerId), inPlaceOf: named(item?.forId) }] : []
  })))
}
