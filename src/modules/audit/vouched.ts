import type { Json } from '../../kernel/json.ts'

/** What the log says a thing is, and the entry that said it last. Undefined is what it never said, or what was erased: that is not compared. */
export interface Vouched { readonly entry: number; readonly is: Readonly<Record<string, Json | undefined>> }

/** Something stored that is not as it was logged; `entry` is the one that vouched for it, where there is one. */
export interface StateDamage { readonly entry: number | null; readonly what: string; readonly detail: string }

/** The differences in words, empty when there are none. */
export function differing(found: Readonly<Record<string, Json>>, { is }: Vouched): string {
  return Object.entries(found).filter(([key, value]) => is[key] !== undefined && value !== is[key])
    .map(([key, value]) => `${key} is ${JSON.stringify(value)}, was logged as ${JSON.stringify(is[key])}`).join('; ')
}

/** Holds stored things of one kind, by id, against what the log says of them. `<kind>-changed` where they differ, `<kind>-missing` where they are gone. */
export function compareWithLog(kind: string, stored: Iterable<{ readonly id: string; readonly found: Readonly<Record<string, Json>> }>, logged: ReadonlyMap<string, Vouched>): StateDamage[] {
  const unseen = new Map(logged)
  const damage: StateDamage[] = []
  for (const { id, found } of stored) {
    const vouched = logged.get(id)
    unseen.delete(id)
    const differences = vouched ? differing(found, vouched) : ''
    if (!vouched) damage.push({ entry: null, what: 'not-in-log', detail: `${kind} ${id}` })
    else if (differences !== '') damage.push({ entry: vouched.entry, what: `${kind}-changed`, detail: `${kind} ${id}: ${differences}` })
  }
  for (const [id, { entry }] of unseen) damage.push({ entry, what: `${kind}-missing`, detail: `${kind} ${id}` })
  return damage
}
