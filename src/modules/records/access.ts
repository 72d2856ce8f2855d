import { substituted, type Actor, type Substituted } from '../../kernel/actor.ts'
import type { Access } from '../../platform/http/index.ts'
import type { Deed } from '../audit/index.ts'
import type { File } from './model.ts'

/** Who may do what in this room, on one screen. Whoever may not see a document is told that there is none. */
export const access = {
  seeDocuments: 'signed-in',
  search: 'signed-in',
  settle: ['clerk', 'head'],
  takeOver: ['clerk', 'head'],
  close: ['clerk', 'head'],
  cancel: ['clerk', 'head', 'registrar', 'admin'],
  configure: ['admin'],
  changeParty: ['registrar', 'clerk', 'head'],
  mergeParty: ['registrar'],
  move: ['clerk', 'head', 'registrar'],
  markSensitive: ['clerk', 'head', 'registrar'],
  /** Of heads only the one whose unit holds the file: decided by the service. */
  seeReadings: ['auditor', 'head'],
} as const satisfies Record<string, Access>

/** Whom another room may offer settling to. */
export const settlers = access.settle

/** Registrars and auditors see every document by office; others see what was granted to them or to their unit. */
export const seesEverything = (actor: Actor) => actor.personId === null || actor.roles.includes('registrar') || actor.roles.includes('auditor')

/** A cancelled document, and one that is for auditors only, is there for auditors alone. */
export const seesCancelled = (actor: Actor) => actor.personId !== null && actor.roles.includes('auditor')

type Held = Pick<File, 'holderUnitId' | 'holderPersonId'>

/**
 * A file is handled by its holder, and by who stands in for them; before anybody has taken it over, by anyone of the holding unit;
 * by its head always.
 */
export const handles = (actor: Actor, file: Held): boolean => handlesByOneself(actor, file) || standsForHolder(actor, file) !== undefined

/** The holder in whose place alone the actor handles the file. */
const handlesFor = (actor: Actor, file: Held): Substituted | undefined =>
  (handlesByOneself(actor, file) ? undefined : standsForHolder(actor, file))

/** What a substitute does with the file of whom they stand in for is logged with both names. */
export function sayForWhom(deed: Pick<Deed, 'actor' | 'actFor'>, file: Held): void {
  const holder = handlesFor(deed.actor, file)
  if (holder) deed.actFor(holder)
}

function handlesByOneself(actor: Actor, file: Held): boolean {
  if (actor.personId === null) return true
  if (file.holderPersonId === actor.personId) return true
  return file.holderUnitId === actor.unitId && (file.holderPersonId === null || actor.roles.includes('head'))
}

const standsForHolder = (actor: Actor, file: Held) => substituted(actor, file.holderPersonId, 'handle')
