import type { Actor } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { approvalsOf, type Approval, type SigningWork } from '../circulation/index.ts'
import { readPeople } from '../identity/index.ts'
import { currentMain, isOpen, isWithdrawn, listDocuments, readComponents, type CurrentMain, type Listed } from '../records/index.ts'
import { authorityFor, type Authority, type AuthorityRefusal } from './model-authority.ts'
import type { Inspection } from './model-port.ts'
import type { Ruling } from './model-rule.ts'
import { showingOf, type Showing } from './service-place.ts'
import { readRequirements } from './service-rule.ts'
import { readAuthorities, readInspections, readLastRequests, readOpenings, readRequests, type Reader, type Request } from './store.ts'
import { readLastSigned } from './store-ceremony.ts'
import { readPlaces, readShown } from './store-place.ts'

/** Why something cannot be signed, known before anybody tries. What the engine says of the bytes (`obstacle`) is told beside. */
export type SituationRefusal = AuthorityRefusal | 'nothing-to-sign' | 'content-changed' | 'withdrawn' | 'file-closed' | 'no-signature-needed' | 'approval-suffices' | 'obstacle'

/** What is unusual of a document, so that it should be looked at before it is signed. */
export type Oddity = 'changed-since-signature' | 'not-approved' | 'in-place-of' | 'unreadable'

/** Everything there is to know of one request before it is signed. */
export interface Situation {
  readonly work: SigningWork
  readonly listed: Listed
  readonly main: CurrentMain | null
  readonly request: Request | null
  readonly classCode: string | null
  readonly ruling: Ruling
  readonly authority: Result<Authority, AuthorityRefusal>
  readonly inspection: Inspection | null
  /** Only where the rule wants it on the page, and somebody has looked for room. */
  readonly showing: Showing | null
  readonly approval: Approval | null
  readonly openedAt: Date | null
  /** The document was signed before with other words: the versions between which it changed. */
  readonly changed: { readonly componentId: Id<'Component'>; readonly from: number; readonly to: number; readonly signedAt: Date | null } | null
  readonly oddities: readonly Oddity[]
  readonly refusal: SituationRefusal | null
}

/** How requests stand at a moment, by item; of what the actor may not see there is nothing. As many queries for one as for thousands. */
export async function readSituations(db: Reader, actor: Actor, works: readonly SigningWork[], at: Date): Promise<Map<Id<'WorkItem'>, Situation>> {
  if (works.length === 0) return new Map()
  const { tenantId } = actor
  const ids = [...new Set(works.map(({ item }) => item.documentId))]
  const itemIds = works.map(({ item }) => item.id)
  const listed = new Map((await listDocuments({ db }, actor, { ids, limit: ids.length })).map((each) => [each.document.id, each]))
  const componentsOf = Map.groupBy(await readComponents(db, tenantId, ids), ({ documentId }) => documentId)
  const mains = new Map(ids.map((id) => [id, currentMain(componentsOf.get(id) ?? [])]))
  const contents = [...mains].flatMap(([documentId, main]) => (main ? [{ documentId, content: main.wording }] : []))
  const requests = await readRequests(db, tenantId, itemIds)
  const requirements = await readRequirements(db, tenantId)
  const known = {
    listed, componentsOf, mains, requests, requirements, lastRequests: await readLastRequests(db, tenantId, ids),
    lines: await readAuthorities(db, tenantId), people: new Map((await readPeople(db, tenantId)).map((person) => [person.id, person])),
    inspections: await readInspections(db, tenantId, [...mains.values()].flatMap((main) => (main ? [main.version.sha256] : []))),
    approvals: await approvalsOf(db, tenantId, contents), openings: actor.personId ? await readOpenings(db, tenantId, actor.personId, ids) : new Map<string, Date>(),
    signed: await readLastSigned(db, tenantId, ids), ...await readRoom(db, tenantId, requirements.showsAny ? mains : new Map()),
  }
  return new Map(works.flatMap((work) => {
    const situation = situationOf(known, actor, work, at)
    return situation ? [[work.item.id, situation]] : []
  }))
}

/** Where signatures can be shown, and which are; read after the versions were: see `showingOf`. */
async function readRoom(db: Reader, tenantId: Id<'Tenant'>, mains: ReadonlyMap<Id<'Document'>, CurrentMain | null>): Promise<Pick<Known, 'places' | 'shown'>> {
  if (mains.size === 0) return { places: new Map(), shown: new Set() }
  const wordings = [...mains.values()].flatMap((main) => (main ? [main.wording] : []))
  return { places: await readPlaces(db, tenantId, wordings), shown: await readShown(db, tenantId, [...mains.keys()]) }
}

interface Known {
  readonly listed: ReadonlyMap<Id<'Document'>, Listed>
  readonly componentsOf: ReadonlyMap<Id<'Document'>, Awaited<ReturnType<typeof readComponents>>>
  readonly mains: ReadonlyMap<Id<'Document'>, CurrentMain | null>
  readonly requests: ReadonlyMap<Id<'WorkItem'>, Request>
  readonly lastRequests: ReadonlyMap<Id<'Document'>, Request>
  readonly requirements: Awaited<ReturnType<typeof readRequirements>>
  readonly lines: readonly Authority[]
  readonly people: ReadonlyMap<Id<'Person'>, Awaited<ReturnType<typeof readPeople>>[number]>
  readonly inspections: ReadonlyMap<Sha256, Inspection>
  readonly approvals: ReadonlyMap<string, Approval>
  readonly openings: ReadonlyMap<string, Date>
  readonly signed: Awaited<ReturnType<typeof readLastSigned>>
  readonly places: Awaited<ReturnType<typeof readPlaces>>
  readonly shown: Awaited<ReturnType<typeof readShown>>
}

function situationOf(known: Known, actor: Actor, work: SigningWork, at: Date): Situation | null {
  const { documentId } = work.item
  const listed = known.listed.get(documentId)
  if (!listed) return null
  const main = known.mains.get(documentId) ?? null
  // What the course asks again by itself is about the same act as before.
  const request = known.requests.get(work.item.id) ?? known.lastRequests.get(documentId) ?? null
  const { classId } = listed.file
  const [documentKind, amount] = [request?.documentKind ?? null, request?.amount ?? null]
  const signer = known.people.get(work.inPlaceOf?.personId ?? actor.personId ?? ('' as Id<'Person'>))
  const act = { path: known.requirements.path(classId), documentKind, amount }
  const authority = signer ? authorityFor(known.lines, signer, act, dayOf(at)) : refuse('no-authority' as const)
  const ruling = known.requirements.ruling(classId, documentKind)
  const inspection = (main && known.inspections.get(main.version.sha256)) ?? null
  const situation = {
    work, listed, main, request, ruling, authority, inspection, classCode: (classId && known.requirements.classes.get(classId)?.code) ?? null,
    showing: ruling.visible && main ? showingOf(known.places.get(main.wording), main, known.shown) : null,
    approval: (main && known.approvals.get(`${documentId} ${main.wording}`)) ?? null,
    openedAt: (main && known.openings.get(`${documentId} ${main.version.sha256}`)) ?? null, changed: changeOf(known, documentId, main),
  }
  return { ...situation, oddities: odditiesOf(situation), refusal: refusalOf(situation) }
}

function changeOf({ signed }: Known, documentId: Id<'Document'>, main: CurrentMain | null): Situation['changed'] {
  const last = signed.get(documentId)
  if (!last || !main || last.wording === main.wording || last.signedVersion === null || last.componentId !== main.component.id) return null
  return { componentId: last.componentId, from: last.signedVersion, to: main.version.number, signedAt: last.endedAt }
}

function odditiesOf({ work, changed, approval, inspection }: Pick<Situation, 'work' | 'changed' | 'approval' | 'inspection'>): Oddity[] {
  return [
    ...(changed ? ['changed-since-signature' as const] : []), ...(approval ? [] : ['not-approved' as const]),
    ...(work.inPlaceOf ? ['in-place-of' as const] : []), ...(inspection && inspection.pages === null ? ['unreadable' as const] : []),
  ]
}

function refusalOf({ work, listed, main, ruling, authority, inspection }: Omit<Situation, 'oddities' | 'refusal'>): SituationRefusal | null {
  if (!main) return 'nothing-to-sign'
  if (work.item.content !== main.wording) return 'content-changed'
  if (isWithdrawn(main)) return 'withdrawn'
  if (!isOpen(listed.file)) return 'file-closed'
  if (ruling.need === 'none') return 'no-signature-needed'
  if (ruling.need === 'approval') return 'approval-suffices'
  if (!authority.ok) return authority.refusal
  return inspection?.obstacle ? 'obstacle' : null
}
