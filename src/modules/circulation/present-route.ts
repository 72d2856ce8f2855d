import type { Actor } from '../../kernel/actor.ts'
import { mayKeepTemplate } from './access.ts'
import { isAwaited, isEnded, latest, placesOf } from './model-course.ts'
import type { Course, Place, Stage } from './model-route.ts'
import type { RouteTemplate } from './model-template.ts'
import type { ShownLimit } from './service-read-course.ts'
import type { RoutePreview } from './service-preview.ts'

type Names = ReadonlyMap<string, string>
const named = <Of extends { readonly id: string }>(of: Of, names: Names) => ({ ...of, name: names.get(of.id) ?? '' })

/** A route as it is shown: its stages in order, and in each who is or will be asked. `steers`: this person may change its course. */
export function presentCourse(course: Course, names: Names, steers: boolean) {
  const { route, stages } = course
  const live = steers && !isEnded(route)
  return {
    id: route.id, name: route.name, state: route.state, onChange: route.onChange, startedAt: route.startedAt, endedAt: route.endedAt,
    startedBy: route.startedBy && named({ id: route.startedBy }, names),
    stages: stages.map((stage, i) => presentStage(course, stage, names, { steers, live, last: stages[i + 1]?.state ?? 'planned' })),
    may: { cancel: live, resume: steers && route.state === 'stopped' },
  }
}

interface Rights { readonly steers: boolean; readonly live: boolean; readonly last: Stage['state'] }

function presentStage(course: Course, stage: Stage, names: Names, { steers, live, last }: Rights) {
  const { id, kind, rule, needed, dueDays, dueOn, onReturn, lockedByLaw, instruction, state } = stage
  return {
    id, kind, rule, needed, dueDays, dueOn, onReturn, lockedByLaw, instruction, state,
    places: placesOf(course, id).map((place) => presentPlace(course, stage, place, names, { steers, live })),
    may: { insertAfter: live && last === 'planned', addBeside: live && (state === 'open' || state === 'planned') },
  }
}

function presentPlace(course: Course, stage: Stage, place: Place, names: Names, { steers, live }: Pick<Rights, 'steers' | 'live'>) {
  const last = latest(course, place.id)
  const awaited = isAwaited(course, place)
  const ahead = awaited || last?.state === 'open' || last?.state === 'returned'
  return {
    id: place.id, addressee: named(place.addressee, names), itemId: last?.id ?? null,
    may: { skip: live && !stage.lockedByLaw && ahead, reopen: steers && course.route.state !== 'cancelled' && !awaited && last?.state !== 'open' },
  }
}

export function presentPreview({ template, steps, names }: RoutePreview) {
  return {
    name: template.name, onChange: template.onChange,
    stages: steps.map(({ kind, rule, needed, dueDays, byDay, lockedByLaw, instruction, to }) => (
      { kind, rule, needed, dueDays, byDay, lockedByLaw, instruction, to: to.map((each) => named(each, names)) })),
  }
}

export const presentTemplate = ({ id, unitId, name, onChange, stages, version }: RouteTemplate, actor: Actor) =>
  ({ id, unitId, name, onChange, stages, version, may: { change: mayKeepTemplate(actor, { unitId }) } })

export const presentLimit = ({ dueOn, endsOn, suspensions, may }: ShownLimit) => ({
  dueOn, endsOn, may, suspensions: suspensions.map(({ from, until, ground, reason }) => ({ from, until, ground, reason })),
})
