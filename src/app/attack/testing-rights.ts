import { dayOf } from '../../kernel/day.ts'
import type { PersonName } from './testing-ground.ts'
import type { ObjectKind, Objects } from './testing-objects.ts'

const inMatter: readonly PersonName[] = ['registrar', 'clerk', 'head', 'auditor', 'substitute']
const everybody: readonly PersonName[] = ['registrar', 'clerk', 'head', 'admin', 'auditor', 'dpo', 'otherClerk', 'otherHead', 'substitute']

/** For whom an object of the transport clerk's is there, whatever they may do with it. For all others it must be as if it were not. */
export const sees: Readonly<Record<ObjectKind, readonly PersonName[]>> = {
  Document: inMatter, Answer: inMatter, Sent: inMatter, File: inMatter, OtherFile: inMatter, Component: inMatter, Party: inMatter, OtherParty: inMatter,
  WorkItem: inMatter, Route: inMatter, Stage: inMatter, Place: inMatter, Dispatch: inMatter,
  DataSubject: ['dpo', 'admin'], Colleague: ['dpo', 'admin'], Export: ['dpo'], Erasure: ['dpo', 'admin'],
  Ceremony: ['head'], Credential: ['head', 'admin'], SigningWork: ['head'], Authority: everybody, SigningRule: everybody,
  Item: ['registrar'], Passkey: ['clerk'], Bulk: ['clerk'], View: ['clerk'], Snippet: ['clerk', 'head'], RouteTemplate: ['clerk', 'head'],
  Class: everybody, Person: everybody, OtherPerson: everybody, LeftPerson: everybody, Unit: everybody, OtherUnit: everybody, Substitution: everybody,
}

/** Kinds that belong to a matter or a person, and so can be hidden within one office. */
export const canBeHidden = (kind: ObjectKind) => sees[kind] !== everybody

/**
 * Routes whose access their role does not settle: of those who hold a role the route asks for and see the object, these may. All others
 * are told that they may not. A route that refuses anybody in this way and has no row here fails the test.
 */
export const decidedInService: Readonly<Record<string, readonly PersonName[]>> = {
  'POST /api/substitutions/:id/end': ['clerk', 'head', 'admin'],
  'POST /api/documents/:id/cancel': ['registrar'],
  'POST /api/documents/:id/assign': ['clerk', 'head', 'substitute'],
  'POST /api/documents/:id/take-over': ['clerk', 'head'],
  'POST /api/items/:id/answer': ['head'],
  'POST /api/items/:id/return': ['head'],
  'POST /api/items/:id/delegate': ['head'],
  'POST /api/items/:id/withdraw': ['clerk', 'head', 'substitute'],
  'POST /api/items/:id/due': ['clerk', 'head', 'substitute'],
  'POST /api/items/:id/urge': ['clerk', 'head', 'substitute'],
  'POST /api/route-templates': ['head'],
  'POST /api/privacy/erasures/:id/confirm': ['admin'],
  'POST /api/bulk': ['registrar', 'clerk', 'head', 'otherClerk', 'otherHead', 'substitute'],
  'POST /api/bulk/preview': ['registrar', 'clerk', 'head', 'otherClerk', 'otherHead', 'substitute'],
}

/** Doors that say "done" also of what is not there: each takes away something of one's own, and afterwards it is gone. */
export const doneAnyway: ReadonlySet<string> = new Set(['DELETE /api/documents/:id/draft'])

/** Doors that read what they wrote after its transaction, and so cannot answer where nothing stays. */
export const readsAfterwards: ReadonlySet<string> = new Set(['POST /api/intake/paper'])

/** Bodies that need more than what their schema says must be there. */
export const bodies: Readonly<Record<string, (ids: Objects) => unknown>> = {
  'POST /api/bulk/preview': ({ WorkItem, Person }) => ({ action: { kind: 'hand-over', to: { kind: 'person', id: Person } }, itemIds: [WorkItem] }),
  'POST /api/documents/:id/routes': ({ Person }) => ({ steps: [{ kind: 'comment', to: [{ kind: 'person', id: Person }] }] }),
  'POST /api/routes/:id/steps': ({ Stage, Person }) => ({ after: Stage, step: { kind: 'comment', to: [{ kind: 'person', id: Person }] }, reason: 'Text' }),
  'POST /api/signing/ceremonies': ({ SigningWork, Credential }) => ({ itemIds: [SigningWork], credentialId: Credential }),
  'POST /api/signing/authorities': ({ Person }) => ({ holder: { kind: 'person', id: Person }, startsOn: dayOf(new Date()), basis: 'Text' }),
  'POST /api/signing/rules': () => ({ need: 'signature' }),
  'POST /api/signing/keys': () => ({ personId: null, provider: 'agent', label: 'Text', certificates: ['AAAA'] }),
  'POST /api/signing/own-keys': () => ({ label: 'Text', certificates: ['AAAA'] }),
  'PUT /api/parties/:id': () => ({ kind: 'Neurceno', name: 'Jana Nová', email: null, address: [], dataBox: null, ico: null, bornOn: null }),
}
