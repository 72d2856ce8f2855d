import type { Actor } from '../../kernel/actor.ts'
import { dayOf, type Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { readNames } from '../identity/index.ts'
import { handles, isOpen, type File } from '../records/index.ts'
import type { Course } from './model-route.ts'
import type { Reader } from './store.ts'
import { readLimit, type KeptSuspension } from './store-limit.ts'
import { readCourses } from './store-route.ts'

export interface ShownCourse { readonly course: Course; readonly names: ReadonlyMap<string, string>; readonly steers: boolean }

/** Every route of a document that has more to say than its items alone, with the names of everybody in it. */
export async function readDocumentCourses(db: Reader, actor: Actor, documentId: Id<'Document'>, file: File): Promise<ShownCourse[]> {
  const courses = await readCourses(db, actor.tenantId, documentId)
  const people = courses.flatMap(({ route, places }) => [route.startedBy, ...places.map(({ addressee }) => addressee.id)])
  const names = await readNames(db, actor.tenantId, [...new Set<string>(people.filter((id) => id !== null))])
  const mine = isOpen(file) && handles(actor, file)
  return courses.map((course) => ({ course, names, steers: mine || (isOpen(file) && actor.personId !== null && course.route.startedBy === actor.personId) }))
}

/** The time limit of a file: when it ends, when it would have ended, and how long it stood still. */
export interface ShownLimit {
  readonly dueOn: Day | null
  readonly endsOn: Day | null
  readonly suspensions: readonly KeptSuspension[]
  readonly may: { readonly suspend: boolean; readonly resume: boolean }
}

export async function readFileLimit(db: Reader, actor: Actor, file: File, at: Date): Promise<ShownLimit> {
  const known = await readLimit(db, actor.tenantId, file.id)
  const stands = known?.suspensions.some(({ until }) => until === null) ?? false
  const mine = isOpen(file) && handles(actor, file)
  return {
    dueOn: file.dueOn, endsOn: known?.endsOn ?? file.dueOn, suspensions: known?.suspensions ?? [],
    may: { suspend: mine && !stands && file.dueOn !== null && file.dueOn >= dayOf(at), resume: mine && stands },
  }
}
