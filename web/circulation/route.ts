import type { ChangePolicy, ItemKind, RouteState, Rule, StageState } from '../../src/modules/circulation/index.ts'
import type { Addressee } from '../identity/directory.ts'

export type { ChangePolicy, RouteState, Rule, StageState }

interface Named { readonly id: string, readonly name: string }

/** One addressee of a stage; `itemId` is what they were asked last, `null` while the stage is ahead. */
export interface Place {
  readonly id: string
  readonly addressee: Addressee & Named
  readonly itemId: string | null
  readonly may: { readonly skip: boolean, readonly reopen: boolean }
}

export interface Stage {
  readonly id: string
  readonly kind: ItemKind
  readonly rule: Rule
  readonly needed: number | null
  readonly dueDays: number | null
  readonly dueOn: string | null
  readonly onReturn: 'sender' | 'previous'
  readonly lockedByLaw: boolean
  readonly instruction: string | null
  readonly state: StageState
  readonly places: readonly Place[]
  readonly may: { readonly insertAfter: boolean, readonly addBeside: boolean }
}

/** A way of the document through stages, as `circulation/present-route.ts` tells it. */
export interface Route {
  readonly id: string
  readonly name: string | null
  readonly state: RouteState
  readonly onChange: ChangePolicy
  readonly startedAt: string
  readonly endedAt: string | null
  readonly startedBy: Named | null
  readonly stages: readonly Stage[]
  readonly may: { readonly cancel: boolean, readonly resume: boolean }
}

/** Until when the file has to be settled, and how that stood still. */
export interface Limit {
  readonly dueOn: string | null
  readonly endsOn: string | null
  readonly may: { readonly suspend: boolean, readonly resume: boolean }
  readonly suspensions: readonly { readonly from: string, readonly until: string | null, readonly ground: string, readonly reason: string }[]
}

export interface Template { readonly id: string, readonly name: string, readonly unitId: string | null, readonly may: { readonly change: boolean } }

export interface Preview {
  readonly name: string
  readonly stages: readonly (Pick<Stage, 'kind' | 'rule' | 'needed' | 'dueDays' | 'lockedByLaw' | 'instruction'> & { readonly byDay: string | null, readonly to: readonly Named[] })[]
}

/** A route of several stages has a course worth showing; one request alone is shown as that. */
export const hasCourse = (route: Route) => route.name !== null || route.stages.length > 1
